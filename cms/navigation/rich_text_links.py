"""Links to pages inside texts: all links of a page's body are looked up with one query, not two for each link."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from cms.core.visible import public_pages

_LINK = re.compile(r'<a\b[^>]*\blinktype="page"[^>]*>')
_NUMBER = re.compile(r'\bid="(\d+)"')


class LinkBook:
    """The addresses that the texts of one request need."""

    def __init__(self) -> None:
        self.expected: set[int] = set()
        self._urls: dict[tuple[int, str], str] = {}

    def expect(self, body: Any) -> None:
        """Note the links of a body, so that the first of them brings all."""
        for text in _texts(body):
            for link in _LINK.findall(text):
                self.expected.update(int(number) for number in _NUMBER.findall(link))

    def urls(self, page_ids: Iterable[int]) -> dict[int, str]:
        """Return page → address in the reader's language; a page that is not public has none."""
        language_code = get_language() or settings.LANGUAGE_CODE
        wanted = set(page_ids)
        if any((page_id, language_code) not in self._urls for page_id in wanted):
            missing = wanted | self.expected
            found = _urls_in(language_code, missing)
            self._urls.update({(page_id, language_code): found.get(page_id, "") for page_id in missing})
        return {page_id: self._urls[page_id, language_code] for page_id in wanted}


_book: ContextVar[LinkBook | None] = ContextVar("link_book", default=None)


@contextmanager
def links_of_one_request() -> Iterator[LinkBook]:
    """Look each address up once inside."""
    token = _book.set(LinkBook())
    try:
        yield _book.get()  # type: ignore[misc]
    finally:
        _book.reset(token)


def expect_links(body: Any) -> None:
    """Tell the request's book which links will be asked for."""
    book = _book.get()
    if book is not None:
        book.expect(body)


class PortalLinkHandler(PageLinkHandler):
    """Writes links to pages; one to a page that is not public loses its address, the words stay."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        numbers = [int(attrs["id"]) if attrs.get("id", "").isdecimal() else 0 for attrs in attrs_list]
        urls = (_book.get() or LinkBook()).urls(numbers)
        return [f'<a href="{escape(urls[number])}">' if urls[number] else "<a>" for number in numbers]


def _urls_in(language_code: str, page_ids: set[int]) -> dict[int, str]:
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    pages = list(public_pages(Page.objects.filter(translation_key__in=keys)).select_related("locale"))
    translated = {page.translation_key: page for page in pages if page.locale.language_code == language_code}
    return {
        page.pk: translated.get(page.translation_key, page).get_url() or "" for page in pages if page.pk in page_ids
    }


def _texts(value: Any) -> Iterator[str]:
    """Return all texts of a stored body, however deep."""
    if isinstance(value, str):
        if "linktype" in value:
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)
