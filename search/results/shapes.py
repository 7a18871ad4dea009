"""Results as templates and JSON read them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.functional import Promise
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One result: `excerpt` is safe HTML with nothing but <mark>; `language` is set when it is not the visitor's."""

    id: str
    title: str
    url: str
    excerpt: SafeString
    kind_code: str
    kind: str | Promise
    tone: str
    trail: str
    language: str
    language_name: str
    score: float


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nobody uses here, and the one that was taken instead."""

    typed: str
    found: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind to filter by, with how many of the results retrieved are of it."""

    value: str
    label: str | Promise
    count: int
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a search; `is_available` is false while there is no index to ask."""

    words: str
    hits: tuple[SearchHit, ...] = ()
    page: "Page[Any] | None" = None
    total: int = 0
    is_cut: bool = False
    kinds: tuple[KindCount, ...] = ()
    corrections: tuple[Correction, ...] = ()
    is_available: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title to jump to while typing; named as the chooser's script expects it."""

    id: str
    label: str
    hint: str
