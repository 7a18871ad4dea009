"""Results as templates and JSON read them."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.utils.functional import Promise
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One result: `excerpt` is safe HTML with nothing but <mark>; `language` is set when it is not the visitor's.

    `distance_km` is told where the visitor named a place and the result has one.
    """

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
    is_promoted: bool = False
    distance_km: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that nobody uses here, and the one that was taken instead."""

    typed: str
    found: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter or sort by; `count` is how many of the results retrieved have it, where that tells anything."""

    value: str
    label: str | Promise
    count: int | None
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of filters; of choices that exclude one another there `is_single`. The first ones are shown at once."""

    name: str
    label: str | Promise
    first: tuple[Choice, ...]
    more: tuple[Choice, ...] = ()
    is_single: bool = False

    @property
    def n_checked(self) -> int:
        """How many choices narrow the results down."""
        return sum(one.checked and bool(one.value) for one in self.choices)

    @property
    def first_more(self) -> int:
        """The number of the first choice that is not shown at once, counted from 1; 0 if all are."""
        return len(self.first) + 1 if self.more else 0

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices, in the order in which they are shown."""
        return (*self.first, *self.more)


@dataclass(frozen=True, slots=True)
class Chip:
    """What was understood of the words `typed` ("place": "Place: Niesky") and can be taken back."""

    name: str
    text: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The answer to a search; `is_available` is false while there is no index to ask.

    `is_guessed` says that no document has any of the words, and that these only have words that are written alike.
    `total` counts what passes all filters, `n_unfiltered` what was found for the words. `sorts` are the orders that
    make sense for these results. `answered_by` names the engine.
    """

    words: str
    hits: tuple[SearchHit, ...] = ()
    page: "Page[Any] | None" = None
    is_guessed: bool = False
    total: int = 0
    n_unfiltered: int = 0
    is_cut: bool = False
    facets: tuple[Facet, ...] = ()
    corrections: tuple[Correction, ...] = ()
    corrected_words: str = ""
    chips: tuple[Chip, ...] = ()
    sorts: tuple[Choice, ...] = ()
    answered_by: str = ""
    is_available: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for while typing; named as the chooser's script expects it. `hint` says what it is."""

    id: str
    label: str
    hint: str
    group: str = ""
