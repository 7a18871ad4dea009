"""Whom a page's readers may ask: the same card on every page that names the contact."""

from typing import Protocol

from cms.core.models import Contact
from cms.core.page_cache import remember
from cms.core.shown_records import contact_card


class HasContact(Protocol):
    """A page that names a contact."""

    pk: int | None
    contact: Contact | None
    contact_id: int | None


def contact_of(*, page: HasContact) -> dict[str, object] | None:
    """Return the card of a page's contact in the reader's language, or nothing when it names none."""
    if page.contact_id is None:
        return None
    # The contact was read with the page, so the card belongs to it: another page would not notice its changes.
    vary = (page.contact_id, page.pk)
    return remember(lambda: contact_card(page.contact), name="contact_card", vary=vary, of_one_page=True)
