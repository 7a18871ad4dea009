"""Whole addresses: built from the portal's own, never from what a request claims to be its host."""

from collections.abc import Sequence
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site


def absolute(url: str) -> str:
    """Return a whole address; one that is whole already (a municipality's own domain) stays."""
    return f"{settings.PORTAL_URL}{url}" if url.startswith("/") else url


def language_codes() -> list[str]:
    """Return the portal's languages, its own first."""
    return [code for code, _name in settings.LANGUAGES]


class PageAddresses:
    """Addresses of many pages without a query each: what `Page.get_url` does, from the rows alone."""

    def __init__(self) -> None:
        roots: Sequence[tuple[int, str, str, str]] = Site.get_site_root_paths()
        self._roots = roots
        self._has_several_sites = len({root[0] for root in roots}) > 1
        self._prefixes = {code: self._prefix(code) for code in language_codes()}

    @staticmethod
    def _prefix(code: str) -> str:
        with override(code):
            return reverse("wagtail_serve", args=[""])

    def of(self, url_path: str, language: str) -> str | None:
        """Return the address of the page with this path in the tree; nothing when no site shows it."""
        for _site, root_path, root_url, root_language in self._roots:
            if url_path.startswith(root_path) and root_language == language and language in self._prefixes:
                path = self._prefixes[language] + quote(url_path[len(root_path) :])
                return f"{root_url}{path}" if self._has_several_sites else absolute(path)
        return None


def with_page_number(url: str, number: str | None) -> str:
    """Return the address of a further page of a list; other parameters make no page of their own."""
    is_further = number is not None and number.isdecimal() and number.isascii() and len(number) <= 4 and int(number) > 1
    return f"{url}?page={int(number)}" if is_further and number else url
