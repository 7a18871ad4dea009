"""The map of the site: every address that may be found, by language, with the same page in other languages."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from cms.core.seo.addresses import PageAddresses, absolute, language_codes
from cms.core.seo.registry import SitemapEntry, more_for_sitemap
from cms.core.visible import findable_pages

MOST_ENTRIES = 50_000  # what one file may hold (sitemaps.org)

PageRow = tuple[str, str, object, datetime | None]  # path in the tree, language, translation key, changed


def parts() -> list[tuple[str, datetime | None]]:
    """Return the address of each part of the map, and when something in it changed last."""
    if not settings.PORTAL_IS_FINDABLE:
        return []
    by_language = _entries_by_language()
    return [
        (absolute(reverse("sitemap_part", args=[language, number])), _changed_at(chunk))
        for language in language_codes()
        for number, chunk in enumerate(_chunks([*by_language[language], *more_for_sitemap(language)]), start=1)
    ]


def entries(*, language: str, number: int) -> Sequence[SitemapEntry]:
    """Return one part of the map; empty when there is no such part."""
    if not settings.PORTAL_IS_FINDABLE:
        return []
    everything = [*_entries_by_language()[language], *more_for_sitemap(language)]
    return everything[(number - 1) * MOST_ENTRIES : number * MOST_ENTRIES]


def _entries_by_language() -> defaultdict[str, list[SitemapEntry]]:
    rows: list[PageRow] = list(
        findable_pages(Page.objects.all())
        .order_by("path")
        .values_list("url_path", "locale__language_code", "translation_key", "last_published_at")
    )
    addresses = PageAddresses()
    located = [(row, url) for row in rows if (url := addresses.of(row[0], row[1]))]
    same: defaultdict[object, list[tuple[str, str]]] = defaultdict(list)
    for (_path, language, key, _changed), url in located:
        same[key].append((language, url))
    found: defaultdict[str, list[SitemapEntry]] = defaultdict(list)
    for (_path, language, key, changed_at), url in located:
        found[language].append(SitemapEntry(url, changed_at, _in_all_languages(same[key])))
    return found


def _in_all_languages(urls: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    if len(urls) < 2:
        return ()
    own = next((url for language, url in urls if language == settings.LANGUAGE_CODE), urls[0][1])
    return (*urls, ("x-default", own))


def _chunks(everything: Sequence[SitemapEntry]) -> Iterator[Sequence[SitemapEntry]]:
    for start in range(0, len(everything), MOST_ENTRIES):
        yield everything[start : start + MOST_ENTRIES]


def _changed_at(chunk: Sequence[SitemapEntry]) -> datetime | None:
    return max((entry.changed_at for entry in chunk if entry.changed_at), default=None)
