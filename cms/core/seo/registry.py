"""Where areas say what their pages are, what belongs in the sitemap, and what can be followed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from wagtail.models import Page

StructuredData = Mapping[str, object]
"""One thing in the words of schema.org; the context is added where it is written into a page."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What is known of a page before its area describes it, so that descriptions need no query."""

    url: str
    title: str
    description: str
    language: str
    picture_url: str
    publisher: StructuredData


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """One address for search engines, with the same content in other languages."""

    url: str
    changed_at: datetime | None = None
    alternates: tuple[tuple[str, str], ...] = ()  # language and address, this one among them


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed."""

    id: str
    title: str
    url: str
    summary: str
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    """Something that grows and can be followed; `entries` gets a language and returns the newest first."""

    name: str
    title: str | Promise
    entries: Callable[[str], Iterable[FeedEntry]]
    is_open: Callable[[], bool] = lambda: True
    # Offers may be closed by a setting: their feed is announced where that was asked anyway.
    is_announced_everywhere: bool = True


Describe = Callable[[Page, PageFacts], StructuredData]
ListEntries = Callable[[str], Iterable[SitemapEntry]]

_descriptions: dict[type[Page], Describe] = {}
_sitemap_parts: dict[str, ListEntries] = {}
_feeds: dict[str, Feed] = {}


def describe(model: type[Page], description: Describe) -> None:
    """Let pages of a type say what they are."""
    _descriptions[model] = description


def description_of(page: Page) -> Describe | None:
    """Return how a page says what it is; nothing for types that nobody described."""
    return _descriptions.get(type(page))


def add_to_sitemap(name: str, entries: ListEntries) -> None:
    """Add addresses that are no pages; `entries` gets a language."""
    _sitemap_parts[name] = entries


def more_for_sitemap(language: str) -> Iterable[SitemapEntry]:
    """Return the addresses of a language that are no pages."""
    for entries in _sitemap_parts.values():
        yield from entries(language)


def add_feed(feed: Feed) -> None:
    """Offer something that can be followed."""
    _feeds[feed.name] = feed


def feeds() -> tuple[Feed, ...]:
    """Return everything that can be followed."""
    return tuple(_feeds.values())


def feed_named(name: str) -> Feed | None:
    """Return a feed, or nothing when there is none of this name or it is closed."""
    feed = _feeds.get(name)
    return feed if feed is not None and feed.is_open() else None
