"""Contacts and references as pages show them: in the reader's language, with a marked fallback."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from cms.core.models import Contact, Reference
from cms.core.pictures import url_in_size

PORTRAIT = "fill-176x212|format-webp"  # a face in an arch
TONES = ("lake", "sun", "meadow", "brick")
MONTH_LENGTH, DAY_LENGTH = len("2026-08"), len("2026-08-19")


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A reference's sentence on a page; `language` is only set when it is not the page's own."""

    text: str
    language: str
    is_stale: bool

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class LawEntry:
    """A reference as components/law.html shows it: never with its source, which is for editors."""

    paragraph: str
    statement: ShownStatement
    as_of: str
    is_under_review: bool


def contact_card(contact: Contact | None) -> dict[str, object] | None:
    """Return what components/contact_card.html shows of a contact; nothing for nobody."""
    if contact is None:
        return None
    words = contact.in_language(_reader())
    return {
        "name": contact.name,
        "role": words.role,
        "phone": contact.phone,
        "email": contact.email,
        "hours": words.hours,
        "languages": words.languages,
        "note": words.note,
        "picture_url": url_in_size(contact.picture, PORTRAIT),
        "tone": TONES[(contact.pk or 0) % len(TONES)],
        "language": _foreign(settings.LANGUAGE_CODE) if words is contact else "",
    }


def around_at(address: str) -> list[str]:
    """Return a mail address in two, so that a narrow card breaks it behind the @ and not inside a word."""
    return address.split("@")


def statement(reference: Reference) -> ShownStatement:
    """Return a reference's sentence in the reader's language, else in German and marked so."""
    found = reference.in_language(_reader())
    return ShownStatement(found.text, _foreign(found.language_code), found.is_stale)


def law_entries(references: list[Reference | None]) -> list[LawEntry]:
    """Return references as a page shows them; records that were deleted are left out."""
    return [
        LawEntry(one.reference, statement(one), as_of(one.as_of), one.is_under_review)
        for one in references
        if one is not None
    ]


def as_of(value: str) -> str:
    """Return the date of what was read, in words; what is no date means that the page read shows none."""
    try:
        if len(value) == DAY_LENGTH:
            return date_format(date.fromisoformat(value), "DATE_FORMAT")
        if len(value) == MONTH_LENGTH:
            return date_format(date.fromisoformat(f"{value}-01"), "YEAR_MONTH_FORMAT")
    except ValueError:
        return gettext("without a date")
    return value if value.isdecimal() else gettext("without a date")


def _foreign(language_code: str) -> str:
    """Return a language code when it is not the reader's language, else nothing."""
    return "" if language_code == _reader() else language_code


def _reader() -> str:
    return get_language() or settings.LANGUAGE_CODE
