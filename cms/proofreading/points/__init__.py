"""One point of view per file: each reads a draft and yields what its readers may stumble over."""

from collections.abc import Callable, Iterator

from cms.proofreading.draft import Draft, Finding
from cms.proofreading.points.dead_links import dead_links
from cms.proofreading.points.headings import headings
from cms.proofreading.points.lengths import lengths
from cms.proofreading.points.link_texts import link_texts
from cms.proofreading.points.pictures import pictures
from cms.proofreading.points.readability import readability

POINTS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    dead_links,
    pictures,
    headings,
    link_texts,
    readability,
    lengths,
)

__all__ = ["POINTS", "dead_links", "headings", "lengths", "link_texts", "pictures", "readability"]
