"""Pages that show another language's text for want of a translation."""

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def stands_in(page: Page) -> bool:
    """Return whether a page shows the text of its original for want of a translation of its own.

    An alias does, and so does one that a translator has taken on (wagtail-localize makes it a page of its own) until
    it is published for the first time.
    """
    if page.alias_of_id:
        return True
    is_at_rest = page.latest_revision_id is None or page.latest_revision_id == page.live_revision_id
    if not page.live or is_at_rest or page.locale.language_code == settings.LANGUAGE_CODE:
        return False
    return not was_published(page)


def foreign_language(page: Page) -> str:
    """Return the language of a page's title where it is not the reader's, so that a link to it can say so."""
    written_in = settings.LANGUAGE_CODE if page.alias_of_id else page.locale.language_code
    return "" if written_in == get_language() else str(written_in)


def once_each(pages: Iterable[AnyPage], language_code: str) -> list[AnyPage]:
    """Return one page of each that exists in several languages: the one in this language, else the first."""
    chosen: dict[object, AnyPage] = {}
    for page in pages:
        if page.translation_key not in chosen or page.locale.language_code == language_code:
            chosen[page.translation_key] = page
    return list(chosen.values())


def was_published(page: Page) -> bool:
    """Return whether what visitors see of a page was published as a version of its own: an alias carries another's."""
    return page.live_revision is not None and page.live_revision.object_id == str(page.pk)
