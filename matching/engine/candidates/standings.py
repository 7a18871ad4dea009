"""Where every offer of an index stands for one profile, and which come first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.exchanges import Exchange
from matching.engine.candidates.id_order import IdOrder
from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.order import Order
from matching.engine.candidates.parts import Added
from matching.engine.tables import BoolArray, FloatArray, IntArray

First = tuple[IntArray, FloatArray, IntArray]
"""Slots, their scores, and how many of their parts are known."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Standings:
    """The score of every slot for one profile, and what each part added to it.

    `version` is that of the index when it was asked: a later change makes the standings worthless for
    :meth:`with_parts`. `totals` and `n_known` of shape (n_slots,).
    """

    version: int
    parts: Mapping[str, Added]
    totals: FloatArray
    n_known: NDArray[np.int8]

    @classmethod
    def of(cls, parts: Mapping[str, Added], n_slots: int, *, version: int, kernels: Kernels) -> Standings:
        """Add up the parts."""
        totals, n_known = np.zeros(n_slots), np.zeros(n_slots, dtype=np.int8)
        for part in parts.values():
            if part.is_each:
                kernels.add_each(part.contribution, part.known, totals, n_known)
            else:
                kernels.add_gathered(part.codes, part.contribution, part.known, totals, n_known)
        return cls(version=version, parts=parts, totals=totals, n_known=n_known)

    def with_parts(self, changed: Mapping[str, Added], *, kernels: Kernels) -> Standings:
        """Return the standings with some parts replaced."""
        totals, n_known = self.totals, self.n_known
        for name, new in changed.items():
            old = self.parts[name]
            if old.is_each != new.is_each:  # a part that has become known, or unknown
                old, new = old.by_slot(), new.by_slot()
            before, totals = totals, np.empty(len(totals))
            if new.is_each:
                kernels.exchange_each(before, old.contribution, new.contribution, totals)
            else:  # the codes are the same, since the index is
                kernels.exchange_gathered(before, new.codes, old.contribution, new.contribution, totals)
            if not np.array_equal(old.known, new.known):
                n_known = n_known + (new.known - old.known)[new.codes]
        return Standings(version=self.version, parts={**self.parts, **changed}, totals=totals, n_known=n_known)

    def first(self, is_asked: BoolArray, order: Order, ids: IdOrder, *, limit: int, kernels: Kernels) -> First:
        """Return slots among which are the `limit` first ones that are asked about, in no particular order.

        More than `limit` are returned where equal scores and ids that begin alike leave it open; the caller has the
        ids.
        """
        slots, keys = kernels.highest(self.totals, self.n_known, is_asked, *order.figures, limit)
        slots = slots[_first(slots, keys, ids, limit)]
        return slots, self.totals[slots], self.n_known[slots].astype(np.int64)


@dataclass(frozen=True, eq=False, kw_only=True)
class ChangedStandings:
    """The standings after a change of one part of which only the first slots are wanted, the same ones asked about.

    `leaders` are the slots that were first `before`, in their order. The list after the change is at least as high as
    they are then, so only slots that reach the lowest of them are looked at. Whoever wants more slots than there are
    leaders looks `everywhere`.
    """

    before: Standings
    leaders: IntArray
    exchange: Exchange
    everywhere: Callable[[], Standings]

    def first(self, is_asked: BoolArray, order: Order, ids: IdOrder, *, limit: int, kernels: Kernels) -> First:
        """Return slots among which are the first ones, as :meth:`Standings.first` does."""
        if len(self.leaders) < limit:
            return self.everywhere().first(is_asked, order, ids, limit=limit, kernels=kernels)
        before = self.before
        slots, gains = self.exchange.reaching(before.totals, before.n_known, self.leaders[:limit], order, kernels)
        is_mine = is_asked[slots]
        slots, totals = slots[is_mine], before.totals[slots[is_mine]] + gains[is_mine]
        n_known = before.n_known[slots].astype(np.int64)
        chosen = _first(slots, order.keys(totals, n_known), ids, limit)
        return slots[chosen], totals[chosen], n_known[chosen]


def _first(slots: IntArray, keys: IntArray, ids: IdOrder, limit: int) -> IntArray:
    """Return positions among which are those of the `limit` slots that come first."""
    if len(slots) <= limit:
        return np.arange(len(slots))
    bound = np.partition(keys, len(keys) - limit)[len(keys) - limit]
    above, at = np.flatnonzero(keys > bound), np.flatnonzero(keys == bound)
    return np.concatenate([above, at[ids.may_be_first(slots[at], limit - len(above))]])
