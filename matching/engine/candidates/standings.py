"""Where every offer of an index stands for one profile, and which come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.id_order import IdOrder
from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.parts import Added
from matching.engine.tables import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How scores become an order, as ``ranking`` defines it.

    A good match has at least the score `good_match` and more than `few_known` known parts; it stands above all others.
    Scores that agree in `decimals` decimals are equal, then the id decides.
    """

    good_match: float
    few_known: int
    decimals: int

    @property
    def figures(self) -> tuple[float, int, float]:
        """What loops need to make keys: `good_match`, `few_known` and how many steps a score of 1 has."""
        return self.good_match, self.few_known, 10.0**self.decimals


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

    def keys(self, is_asked: BoolArray, order: Order, *, kernels: Kernels) -> IntArray:
        """Return whole numbers of shape (n_slots,) by which slots are ordered, -1 for those nobody asks about."""
        keys = np.empty(len(self.totals), dtype=np.int64)
        kernels.ranking_keys(self.totals, self.n_known, is_asked, *order.figures, keys)
        return keys

    def at(self, slots: IntArray) -> tuple[FloatArray, IntArray]:
        """Return the scores of some slots, and how many of their parts are known."""
        return self.totals[slots], self.n_known[slots].astype(np.int64)


def first_slots(
    standings: Standings,
    is_asked: BoolArray,
    order: Order,
    ids: IdOrder,
    *,
    limit: int,
    kernels: Kernels,
) -> IntArray:
    """Return slots among which are the `limit` first ones that are asked about, in no particular order.

    More than `limit` are returned where equal scores and ids that begin alike leave it open; the caller has the ids.
    """
    all_keys = standings.keys(is_asked, order, kernels=kernels)
    slots: IntArray = kernels.highest(all_keys, limit)
    if len(slots) <= limit:
        return slots
    keys = all_keys[slots]
    bound = np.partition(keys, len(keys) - limit)[len(keys) - limit]
    above, at = slots[keys > bound], slots[keys == bound]
    return np.concatenate([above, ids.may_be_first(at, limit - len(above))])
