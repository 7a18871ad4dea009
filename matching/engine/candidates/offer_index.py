"""The offers that can be ranked now: takes changes in place, and answers where all of them stand for one profile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.kernel_choice import Kernels, chosen_kernels
from matching.engine.candidates.parts import FeaturePart, PartScorer, ValuePart
from matching.engine.candidates.ragged import grown
from matching.engine.candidates.slot_columns import SlotColumns
from matching.engine.candidates.standings import IdOrder, Order, Standings, first_slots
from matching.engine.entities import Mentor, Offer
from matching.engine.errors import DuplicateIdError
from matching.engine.tables import (
    MENTORING_KIND,
    BoolArray,
    DateArray,
    FloatArray,
    IntArray,
    OfferTable,
    ProfileTable,
    encode_mentors,
    encode_offers,
)
from matching.engine.taxonomy import Taxonomy

MOST_CANDIDATES: Final = 200
"""So many offers are scored in full; the best ones of the whole index are always among them."""


class OfferIndex:
    """The offers and mentors that can be ranked now; follows changes by `add`, `update` and `remove`.

    Every change works in place and costs about as much as the record is long, however many others there are. Writers
    and readers take turns: nobody sees half of a change, and what a reader takes away no change touches.

    Parameters
    ----------
    taxonomy : Taxonomy
        Whose rows the tables' columns are.
    offers : iterable of Offer or Mentor
        What the index holds at first.
    kernels : Kernels, optional
        Inner loops; by default the fastest that work here.
    """

    def __init__(
        self, taxonomy: Taxonomy, offers: Iterable[Offer | Mentor] = (), *, kernels: Kernels | None = None
    ) -> None:
        self._taxonomy = taxonomy
        self._kernels = kernels or chosen_kernels()
        self._lock = threading.Lock()
        self._blank = encode_offers([], taxonomy)
        self._version = 0
        self._scorers: dict[object, PartScorer] = {}
        self._reset()
        self._insert(self._encode(offers))

    def __len__(self) -> int:
        return len(self._slot_of)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._slot_of

    def snapshot(self) -> OfferTable:
        """Return a table of everything, which later changes do not touch; for few offers, or for taking all of them."""
        with self._lock:
            return self._columns.take(np.flatnonzero(self._is_used[: self._n_slots]))

    def add(self, offers: Iterable[Offer | Mentor]) -> None:
        """Add offers or mentors that the index does not hold yet.

        Raises
        ------
        DuplicateIdError
            If one of them is already there; then nothing is added.
        """
        added = self._encode(offers)
        with self._lock:
            for identifier in added.ids:
                if identifier in self._slot_of:
                    raise DuplicateIdError(identifier)
            self._insert(added)

    def update(self, offers: Iterable[Offer | Mentor]) -> None:
        """Put offers or mentors into the index, whether it holds them or not; safe to repeat."""
        updated = self._encode(offers)
        with self._lock:
            self._take_out(updated.ids)
            self._insert(updated)

    def remove(self, ids: Iterable[str]) -> None:
        """Take offers or mentors out; ids that are not there are ignored, so it is safe to repeat."""
        with self._lock:
            self._take_out(dict.fromkeys(ids))

    def replace(self, offers: Iterable[Offer | Mentor]) -> None:
        """Start over with these offers, as a follower that fell behind does."""
        table = self._encode(offers)
        with self._lock:
            self._reset()
            self._insert(table)

    def prepare(self, scorers: Iterable[PartScorer]) -> None:
        """Encode everything for these scorers now; what is not prepared, the first question that needs it prepares."""
        with self._lock:
            for scorer in scorers:
                self._part_of(scorer)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Keep changes out as long as the block lasts; it should be short."""
        with self._lock:
            yield Reading(self)

    def _reset(self) -> None:
        self._columns = SlotColumns(self._blank)
        self._slot_of: dict[str, int] = {}
        self._ids = IdOrder()
        self._is_used: BoolArray = np.zeros(0, dtype=np.bool_)
        self._n_slots = 0
        self._free: list[int] = []
        self._parts: dict[object, ValuePart | FeaturePart] = {}
        for scorer in self._scorers.values():
            self._part_of(scorer)

    def _part_of(self, scorer: Any) -> Any:
        """Return what the index keeps for a scorer; at first, everything is encoded for it."""
        columns = getattr(scorer, "columns", None)
        key = columns or (type(scorer), scorer.n_features)
        if key not in self._parts:
            part = ValuePart(self._blank, columns) if columns else FeaturePart(scorer.n_features, self._kernels)
            used = np.flatnonzero(self._is_used[: self._n_slots])
            part.make_room_for(self._n_slots)
            part.add(used, self._columns.take(used), scorer)
            self._parts[key], self._scorers[key] = part, scorer
        return self._parts[key]

    def _insert(self, table: OfferTable) -> None:
        n_reused = min(len(table), len(self._free))
        new = range(self._n_slots, self._n_slots + len(table) - n_reused)
        slots = np.array([*(self._free.pop() for _ in range(n_reused)), *new], dtype=np.int64)
        self._n_slots += len(new)
        if self._n_slots > len(self._is_used):
            used = len(self._is_used)
            self._is_used = grown(self._is_used, 2 * self._n_slots, used=used)
            self._is_used[used:] = False
        self._columns.put(slots, table)
        self._ids.note(slots, table.ids)
        self._is_used[slots] = True
        self._slot_of.update(zip(table.ids, slots.tolist(), strict=True))
        for key, part in self._parts.items():
            part.add(slots, table, self._scorers[key])  # type: ignore[arg-type]
        self._version += 1

    def _take_out(self, ids: Iterable[str]) -> None:
        slots = np.array([self._slot_of.pop(one) for one in ids if one in self._slot_of], dtype=np.int64)
        if not len(slots):
            return
        for part in self._parts.values():
            part.remove(slots)
        self._columns.clear(slots)
        self._is_used[slots] = False
        self._free += slots.tolist()
        self._version += 1

    def _encode(self, records: Iterable[Offer | Mentor]) -> OfferTable:
        records = list(records)
        offers = encode_offers([record for record in records if isinstance(record, Offer)], self._taxonomy)
        mentors = [record for record in records if isinstance(record, Mentor)]
        return offers.joined_with(encode_mentors(mentors, self._taxonomy)) if mentors else offers


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
    latitude: FloatArray
    longitude: FloatArray
    remote_share: FloatArray

    def __len__(self) -> int:
        return len(self.is_mentor)


_JUDGED: Final = (
    "screened_until",
    "minimum_age",
    "is_paused",
    "capacity_left",
    "expires_on",
    "certificates",
    "latitude",
    "longitude",
    "remote_share",
)


class Reading:
    """An index as it is while :meth:`OfferIndex.reading` keeps changes out."""

    def __init__(self, index: OfferIndex) -> None:
        self._index = index
        self._n_slots = index._n_slots
        self.version = index._version

    def __len__(self) -> int:
        return len(self._index)

    @property
    def is_used(self) -> BoolArray:
        """Which slots hold an offer, as a copy of shape (n_slots,)."""
        return self._index._is_used[: self._n_slots].copy()

    @property
    def judged(self) -> JudgedSlots:
        """What hard rules read."""
        columns: dict[str, Any] = {name: self._index._columns.array(name, self._n_slots) for name in _JUDGED}
        is_mentor = self._index._columns.array("kinds", self._n_slots) == MENTORING_KIND
        return JudgedSlots(row_of=self._index._slot_of, is_mentor=is_mentor, **columns)

    def standings(
        self,
        profile: ProfileTable,
        scorers: Mapping[str, PartScorer],
        weights: Mapping[str, float],
        *,
        neutral: float,
        after_each: Callable[[], None],
        known: Standings | None = None,
    ) -> Standings:
        """Return the score of every slot for one profile, by the parts that `scorers` judge.

        Parameters
        ----------
        profile : ProfileTable
            Of one row.
        scorers, weights : mapping
            The parts to compute, and what each counts.
        neutral : float
            What an unknown part scores.
        after_each : callable
            Called after each part; may raise, to end the work.
        known : Standings, optional
            Of the same version: its other parts are taken as they are.

        Raises
        ------
        BrokenScorerError
            If a score lies outside of [0, 1].
        """
        parts = {}
        for name, scorer in scorers.items():
            part = self._index._part_of(scorer)
            parts[name] = part.added(scorer, profile, self._n_slots, weights[name], neutral)
            after_each()
        kernels: Kernels = self._index._kernels
        if known is not None:
            return known.with_parts(parts, kernels=kernels)
        return Standings.of(parts, self._n_slots, version=self.version, kernels=kernels)

    def first_slots(self, standings: Standings, is_asked: BoolArray, order: Order, *, limit: int) -> IntArray:
        """Return slots among which are the `limit` first ones; see :func:`~.standings.first_slots`."""
        index = self._index
        return first_slots(standings, is_asked, order, index._ids, limit=limit, kernels=index._kernels)

    def ids(self, slots: IntArray) -> NDArray[np.str_]:
        """Return the ids of some slots."""
        return np.array(self._index._columns.values("ids", slots), dtype=np.str_)

    def take(self, slots: IntArray, columns: Collection[str] | None = None) -> OfferTable:
        """Return a table of some slots, which no change touches; with all columns, or with some of them."""
        return self._index._columns.take(slots, columns)
