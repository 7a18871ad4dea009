"""Being found: what pages tell search engines, feed readers and those who share a link.

Areas above say what their pages are (`describe`), what else belongs in the map of the site (`add_to_sitemap`) and what
can be followed (`add_feed`), each from its app's `ready()`; nothing here knows them.
"""

from cms.core.seo.addresses import absolute
from cms.core.seo.registry import (
    Feed,
    FeedEntry,
    PageFacts,
    SitemapEntry,
    StructuredData,
    add_feed,
    add_to_sitemap,
    describe,
)
from cms.core.visible import findable_pages

__all__ = [
    "Feed",
    "FeedEntry",
    "PageFacts",
    "SitemapEntry",
    "StructuredData",
    "absolute",
    "add_feed",
    "add_to_sitemap",
    "describe",
    "findable_pages",
]
