"""Finds the links in what is stored: in rich text however deep in a body, in address fields, in sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urlsplit

from bs4 import BeautifulSoup
from django.conf import settings
from django.db.models import URLField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from cms.links.models import LONGEST_ADDRESS, LONGEST_WORDS

MOST_DIGITS = 18  # of a row's number
_SCHEMES = ("http://", "https://")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")
_END_OF_SENTENCE = ".,;:!?)"


@dataclass(frozen=True, slots=True)
class FoundLink:
    """A link as a text has it: its words, and the one thing that it leads to."""

    words: str = ""
    address: str = ""
    to_page: int | None = None
    to_document: int | None = None


def links_of_page(page: Page) -> set[FoundLink]:
    """Return the links in all texts and address fields of a page."""
    return {link for stored in _stored(page) for link in _links_in(stored)}


def links_in_sentence(sentence: str) -> set[FoundLink]:
    """Return the addresses that are written out in plain words."""
    found = (_outward(address.rstrip(_END_OF_SENTENCE), "") for address in _ADDRESS.findall(sentence))
    return {link for link in found if link is not None}


def link_to(address: str) -> set[FoundLink]:
    """Return the link that an address field holds; none when it is empty or leads to the portal itself."""
    return {found} if (found := _outward(address, "")) else set()


def _stored(page: Page) -> Iterator[Any]:
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            yield value.get_prep_value()
        elif isinstance(field, RichTextField | URLField):
            yield value


def _links_in(stored: Any) -> Iterator[FoundLink]:
    """Return the links in the stored form of a value, however deep; a text that is an address is one, too."""
    if isinstance(stored, str):
        yield from _links_in_text(stored)
    elif isinstance(stored, dict):
        for part in stored.values():
            yield from _links_in(part)
    elif isinstance(stored, list | tuple):
        for part in stored:
            yield from _links_in(part)


def _links_in_text(text: str) -> Iterator[FoundLink]:
    if "<a " in text:
        anchors = BeautifulSoup(text, "html.parser")("a")
        found = [_link(anchor.attrs, anchor.get_text(" ", strip=True)) for anchor in anchors]
    else:
        found = [_outward(text, "")]
    yield from (link for link in found if link is not None)


def _link(attributes: Any, words: str) -> FoundLink | None:
    number = attributes.get("id", "")
    if "linktype" not in attributes:
        return _outward(attributes.get("href", ""), words)
    if not number.isdecimal() or len(number) > MOST_DIGITS:
        return None
    words = words[:LONGEST_WORDS]
    if attributes["linktype"] == "page":
        return FoundLink(words, to_page=int(number))
    return FoundLink(words, to_document=int(number)) if attributes["linktype"] == "document" else None


def _outward(address: str, words: str) -> FoundLink | None:
    """Return a link out of the portal; mails, telephones, and the portal's own addresses are none.

    Nor is what looks like an address and cannot be read as one, such as "https://[town].example".
    """
    address = address.strip()
    if not address.lower().startswith(_SCHEMES) or any(one.isspace() for one in address):
        return None
    try:
        whole = urldefrag(address).url
        is_own = _is_own(whole)
    except ValueError:
        return None
    return None if is_own or len(whole) > LONGEST_ADDRESS else FoundLink(words[:LONGEST_WORDS], address=whole)


def _is_own(address: str) -> bool:
    return urlsplit(address).netloc.lower() == urlsplit(settings.PORTAL_URL).netloc.lower()
