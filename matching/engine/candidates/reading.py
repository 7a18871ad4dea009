"""An index as one question sees it, while changes are kept out: what rules read, where offers stand, who is first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.id_order import IdOrder
from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.order import Order
from matching.engine.candidates.parts import Added, Asking, FeaturePart, PartScorer, ValuePart
from matching.engine.candidates.slot_columns import SlotColumns
from matching.engine.candidates.standings import ChangedStandings, First, Standings
from matching.engine.tables import MENTORING_KIND, BoolArray, DateArray, FloatArray, IntArray, OfferTable, Places

_JUDGED: Final = ("screened_until", "minimum_age", "is_paused", "capacity_left", "expires_on", "certificates")

_PLACES: Final = ("latitude", "longitude", "remote_share")


@dataclass(frozen=True, eq=False, kw_only=True)
class JudgedSlots:
    """The columns that hard rules read, by slot; what is in empty slots means nothing."""

    row_of: Mapping[str, int]
    is_mentor: BoolArray
    screened_until: DateArray
    minimum_age: FloatArray
    is_paused: BoolArray
    capacity_left: IntArray
    expires_on: DateArray
    certificates: IntArray
    places: Places

    def __len__(self) -> int:
        return len(self.is_mentor)


@dataclass(frozen=True, eq=False, kw_only=True)
class Listed:
    """What the rules of a list read of offers, in some order."""

    ids: tuple[str, ...]
    providers: tuple[str, ...]
    isco: tuple[tuple[str, ...], ...]
    interests: BoolArray


@dataclass(frozen=True, eq=False, kw_only=True)
class Contents:
    """What an index holds at one moment, by slot; only to be read while changes are kept out.

    `part_of` returns the part for a scorer, and encodes everything for one that was never asked about.
    """

    version: int
    n_slots: int
    is_used: BoolArray
    slot_of: Mapping[str, int]
    columns: SlotColumns
    ids: IdOrder
    parts: Mapping[object, ValuePart | FeaturePart]
    part_of: Callable[[PartScorer], Any]
    kernels: Kernels


class Reading:
    """An index as it is while :meth:`~.offer_index.OfferIndex.reading` keeps changes out."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._n_slots = contents.n_slots
        self.version = contents.version

    def __len__(self) -> int:
        return len(self._contents.slot_of)

    @property
    def is_used(self) -> BoolArray:
        """Which slots hold an offer, as a copy of shape (n_slots,)."""
        return self._contents.is_used[: self._n_slots].copy()

    @property
    def judged(self) -> JudgedSlots:
        """What hard rules read."""
        column = self._contents.columns.array
        columns: dict[str, Any] = {name: column(name, self._n_slots) for name in _JUDGED}
        is_mentor = column("kinds", self._n_slots) == MENTORING_KIND
        return JudgedSlots(row_of=self._contents.slot_of, is_mentor=is_mentor, places=self._places, **columns)

    @property
    def _places(self) -> Places:
        part = self._contents.parts.get(_PLACES)
        if isinstance(part, ValuePart):
            distinct, codes = part.distinct(self._n_slots)
            return Places(distinct.latitude, distinct.longitude, distinct.remote_share, codes)
        return Places(*(self._contents.columns.array(name, self._n_slots) for name in _PLACES))

    def standings(
        self,
        asking: Asking,
        scorers: Mapping[str, PartScorer],
        weights: Mapping[str, float],
        *,
        neutral: float,
        after_each: Callable[[], None],
    ) -> Standings:
        """Return the score of every slot for one profile, by the parts that `scorers` judge.

        Parameters
        ----------
        asking : Asking
            The profile.
        scorers, weights : mapping
            The parts to compute, and what each counts.
        neutral : float
            What an unknown part scores.
        after_each : callable
            Called after each part; may raise, to end the work.

        Raises
        ------
        BrokenScorerError
            If a score lies outside of [0, 1].
        """
        parts = {}
        for name, scorer in scorers.items():
            parts[name] = self._added(asking, scorer, weights[name], neutral)
            after_each()
        return Standings.of(parts, self._n_slots, version=self.version, kernels=self._contents.kernels)

    def changed_standings(
        self,
        before: Standings,
        asking: Asking,
        scorers: Mapping[str, PartScorer],
        weights: Mapping[str, float],
        *,
        neutral: float,
        leaders: IntArray,
    ) -> Standings | ChangedStandings:
        """Return standings of this version with the parts replaced that `scorers` judge.

        Parameters
        ----------
        before : Standings
            Of the profile as it was.
        asking : Asking
            The changed profile.
        scorers, weights, neutral
            As for :meth:`standings`.
        leaders : ndarray of int64
            The first slots before, in their order, of those that are asked about before and after; none, if these
            are not the same.

        Raises
        ------
        BrokenScorerError
            If a score lies outside of [0, 1].
        """

        def everywhere() -> Standings:
            changed = {name: self._added(asking, scorer, weights[name], neutral) for name, scorer in scorers.items()}
            return before.with_parts(changed, kernels=self._contents.kernels) if changed else before

        if len(leaders) and len(scorers) == 1:
            ((name, scorer),) = scorers.items()
            part = self._contents.part_of(scorer)
            exchange = part.exchange(before.parts[name], scorer, asking, self._n_slots, weights[name], neutral)
            if exchange is not None:
                return ChangedStandings(before=before, leaders=leaders, exchange=exchange, everywhere=everywhere)
        return everywhere()

    def _added(self, asking: Asking, scorer: PartScorer, weight: float, neutral: float) -> Added:
        added: Added = self._contents.part_of(scorer).added(scorer, asking, self._n_slots, weight, neutral)
        return added

    def first(self, standings: Standings | ChangedStandings, is_asked: BoolArray, order: Order, *, limit: int) -> First:
        """Return slots among which are the `limit` first ones; see :meth:`.Standings.first`."""
        contents = self._contents
        return standings.first(is_asked, order, contents.ids, limit=limit, kernels=contents.kernels)

    def ids(self, slots: IntArray) -> NDArray[np.str_]:
        """Return the ids of some slots."""
        return np.array(self._contents.columns.values("ids", slots), dtype=np.str_)

    def listed(self, slots: IntArray) -> Listed:
        """Return what the rules of a list read of some slots."""
        columns = self._contents.columns
        return Listed(
            ids=columns.values("ids", slots),
            providers=columns.values("providers", slots),
            isco=columns.values("isco", slots),
            interests=columns.array("interests", self._n_slots)[slots],
        )

    def take(self, slots: IntArray) -> OfferTable:
        """Return a table of some slots, which no change touches."""
        return self._contents.columns.take(slots)
