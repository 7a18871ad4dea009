"""What each part adds to the score of every slot: how an index computes the answers of scorers for all offers at once.

A scorer of values (place, hours) judges the distinct values only; a scorer of features (skills, title) is answered by
an inverted index. Neither repeats a scorer's formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.distinct_values import DistinctValues
from matching.engine.candidates.exchanges import Exchange, ExchangeOfQueries, ExchangeOfValues
from matching.engine.candidates.inverted_index import InvertedIndex
from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.ragged import grown
from matching.engine.errors import BrokenScorerError
from matching.engine.tables import BoolArray, FloatArray, IntArray, OfferTable, Pairs, ProfileTable

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_ROUNDING: Final = 1e-9


class PartScorer(Protocol):
    """What a part reads of any scorer."""

    name: ClassVar[str]

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray: ...


class ValueScorer(PartScorer, Protocol):
    """A scorer that reads only some columns of an offer, in which offers take few different values."""

    columns: ClassVar[tuple[str, ...]]


class FeatureScorer(PartScorer, Protocol):
    """A scorer whose answer is the highest product of an offer's features with a query, at most 1."""

    @property
    def n_features(self) -> int: ...
    def features_of_offers(self, offers: OfferTable) -> csr_array: ...
    def query(self, profiles: ProfileTable, row: int) -> Sequence[tuple[IntArray, FloatArray]]: ...
    def is_known_offer(self, offers: OfferTable) -> BoolArray: ...
    def is_known_profile(self, profiles: ProfileTable) -> BoolArray: ...


@dataclass(frozen=True, eq=False)
class Asking:
    """One profile: a row of a table."""

    profiles: ProfileTable
    row: int = 0


@dataclass(frozen=True, eq=False)
class Added:
    """What one part adds for one profile: per code, its contribution to the score and whether it is known (1 or 0).

    `codes` of shape (n_slots,) say which entry of `contribution` and `known` belongs to a slot; with `is_each`, each
    slot has its own, in the order of the slots. `queries` are those that a part of features answered.
    """

    codes: NDArray[np.uint32]
    contribution: FloatArray
    known: NDArray[np.int8]
    is_each: bool = False
    queries: Sequence[tuple[IntArray, FloatArray]] = ()

    def by_slot(self) -> Added:
        """Return the same, with what each slot gets of its own."""
        if self.is_each:
            return self
        codes = np.arange(len(self.codes), dtype=np.uint32)
        return Added(codes, self.contribution[self.codes], self.known[self.codes], is_each=True)


class ValuePart:
    """A part whose scorer reads only some columns."""

    def __init__(self, blank: OfferTable, columns: tuple[str, ...]) -> None:
        self._values = DistinctValues(blank, columns)

    def add(self, slots: IntArray, table: OfferTable, _scorer: ValueScorer) -> None:
        """Take in the rows of a table."""
        self._values.add(slots, table)

    def make_room_for(self, n_slots: int) -> None:
        """See to it that there are so many slots, whether anything is in them or not."""
        self._values.make_room_for(n_slots)

    def remove(self, slots: IntArray) -> None:
        """Forget these slots."""
        self._values.remove(slots)

    def distinct(self, n_slots: int) -> tuple[OfferTable, NDArray[np.uint32]]:
        """Return the distinct values, and which of them each slot has."""
        return self._values.table(), self._values.codes(n_slots)

    def use(self, _kernels: Kernels) -> None:
        """Do without: scorers have no inner loops."""

    def added(self, scorer: ValueScorer, asking: Asking, n_slots: int, weight: float, neutral: float) -> Added:
        """Return what the part adds for a profile."""
        n_codes = len(self._values)
        pairs = Pairs(np.full(n_codes, asking.row), np.arange(n_codes))
        scores = scorer.score(asking.profiles, self._values.table(), pairs)
        if len(scores) != n_codes:
            raise BrokenScorerError(scorer.name)
        return _added(scorer.name, self._values.codes(n_slots), scores, weight, neutral)

    def exchange(
        self, before: Added, scorer: ValueScorer, asking: Asking, n_slots: int, weight: float, neutral: float
    ) -> Exchange | None:
        """Return what the part adds for a profile instead of what it added before; ``None`` if all slots count."""
        new = self.added(scorer, asking, n_slots, weight, neutral)
        if not np.array_equal(before.known, new.known):
            return None
        return ExchangeOfValues(new.codes, new.contribution - before.contribution)


class FeaturePart:
    """A part whose scorer is linear in features."""

    def __init__(self, n_features: int, kernels: Kernels) -> None:
        self._kernels = kernels
        self._index = InvertedIndex(n_features, kernels=kernels)
        self._is_known: BoolArray = np.zeros(0, dtype=np.bool_)
        self._codes: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)

    def add(self, slots: IntArray, table: OfferTable, scorer: FeatureScorer) -> None:
        """Take in the rows of a table."""
        self.make_room_for(int(slots.max(initial=-1)) + 1)
        self._is_known[slots] = scorer.is_known_offer(table)
        self._index.add(slots, scorer.features_of_offers(table))

    def make_room_for(self, n_slots: int) -> None:
        """See to it that there are so many slots, whether anything is in them or not."""
        used = len(self._is_known)
        if n_slots > used:
            self._is_known = grown(self._is_known, 2 * n_slots, used=used)
            self._is_known[used:] = False
            self._codes = np.arange(2 * n_slots, dtype=np.uint32)

    def remove(self, slots: IntArray) -> None:
        """Forget these slots."""
        self._index.remove(slots)
        self._is_known[slots] = False

    def use(self, kernels: Kernels) -> None:
        """Work with other inner loops."""
        self._kernels = kernels
        self._index.use(kernels)

    def added(self, scorer: FeatureScorer, asking: Asking, n_slots: int, weight: float, neutral: float) -> Added:
        """Return what the part adds for a profile."""
        if not scorer.is_known_profile(asking.profiles)[asking.row]:
            codes = np.zeros(n_slots, dtype=np.uint32)
            return Added(codes, np.array([weight * neutral]), np.zeros(1, dtype=np.int8))
        best, queries = np.zeros(n_slots), scorer.query(asking.profiles, asking.row)
        for number, (terms, values) in enumerate(queries):
            scores = np.zeros(n_slots) if number else best
            self._index.add_scores(terms, values, scores)
            if number:
                np.maximum(best, scores, out=best)
        is_known = self._is_known[:n_slots]
        self._kernels.weigh(best, is_known, weight, weight * neutral)
        return Added(self._codes[:n_slots], best, is_known.view(np.int8), is_each=True, queries=queries)

    def exchange(
        self, before: Added, scorer: FeatureScorer, asking: Asking, n_slots: int, weight: float, _neutral: float
    ) -> Exchange | None:
        """Return what the part adds for a profile instead of what it added before; ``None`` if all slots count."""
        queries = scorer.query(asking.profiles, asking.row)
        if not scorer.is_known_profile(asking.profiles)[asking.row] or not len(before.queries) == len(queries) == 1:
            return None
        old, new = (self._index.dense(*query) for query in (before.queries[0], queries[0]))
        if (new < old).any():
            return None
        return ExchangeOfQueries(
            index=self._index,
            before=old,
            after=new,
            weight=weight,
            codes=self._codes[:n_slots],
            contribution=before.contribution,
            is_known=self._is_known[:n_slots],
        )


def _added(part: str, codes: NDArray[np.uint32], scores: FloatArray, weight: float, neutral: float) -> Added:
    if not len(scores):  # every slot is empty; they all have code 0
        return Added(codes, np.zeros(1), np.zeros(1, dtype=np.int8))
    is_known = ~np.isnan(scores)
    known = np.where(is_known, scores, neutral)
    if known.min() < -_ROUNDING or known.max() > 1 + _ROUNDING:
        raise BrokenScorerError(part)
    return Added(codes, weight * known, is_known.astype(np.int8))
