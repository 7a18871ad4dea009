"""The offers that can be ranked now: takes changes in place, and answers where all of them stand for one profile."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

from matching.engine.candidates.id_order import IdOrder
from matching.engine.candidates.kernel_choice import Kernels, chosen_kernels
from matching.engine.candidates.parts import FeaturePart, PartScorer, ValuePart
from matching.engine.candidates.ragged import grown
from matching.engine.candidates.reading import Contents, Reading
from matching.engine.candidates.slot_columns import SlotColumns
from matching.engine.entities import Mentor, Offer
from matching.engine.errors import DuplicateIdError
from matching.engine.tables import (
    BoolArray,
    OfferTable,
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

    def use(self, kernels: Kernels) -> None:
        """Work with other inner loops from the next question on."""
        with self._lock:
            self._kernels = kernels
            for part in self._parts.values():
                part.use(kernels)

    @contextmanager
    def reading(self) -> Iterator[Reading]:
        """Keep changes out as long as the block lasts; it should be short."""
        with self._lock:
            yield Reading(
                Contents(
                    version=self._version,
                    n_slots=self._n_slots,
                    is_used=self._is_used,
                    slot_of=self._slot_of,
                    columns=self._columns,
                    ids=self._ids,
                    parts=self._parts,
                    part_of=self._part_of,
                    kernels=self._kernels,
                )
            )

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
            part.add(used, self._columns.take(used, columns), scorer)
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
