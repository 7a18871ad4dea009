"""Where every offer of an index stands for one profile, and which come first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.parts import Added
from matching.engine.tables import BoolArray, FloatArray, IntArray

_N_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """How scores become an order, as ``ranking`` defines it.

    A good match has at least the score `good_match` and more than `few_known` known parts; it stands above all others.
    Scores that agree in `decimals` decimals are equal, then the id decides.
    """

    good_match: float
    few_known: int
    decimals: int


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
            kernels.add_gathered(part.codes, part.contribution, part.known, totals, n_known)
        return cls(version=version, parts=parts, totals=totals, n_known=n_known)

    def with_parts(self, changed: Mapping[str, Added], *, kernels: Kernels) -> Standings:
        """Return the standings with some parts replaced."""
        totals, n_known = self.totals.copy(), self.n_known.copy()
        for name, part in changed.items():
            old = self.parts[name]
            if len(old.contribution) == len(part.contribution):  # the same codes, since the index is the same
                contribution, known = part.contribution - old.contribution, part.known - old.known
                kernels.add_gathered(part.codes, contribution, known, totals, n_known)
            else:
                kernels.add_gathered(old.codes, -old.contribution, -old.known, totals, n_known)
                kernels.add_gathered(part.codes, part.contribution, part.known, totals, n_known)
        return Standings(version=self.version, parts={**self.parts, **changed}, totals=totals, n_known=n_known)


class IdOrder:
    """Compares ids by their beginnings first, which are kept as numbers by slot: thousands of ties cost little."""

    def __init__(self) -> None:
        self._beginnings: NDArray[np.uint64] = np.zeros((0, 2), dtype=np.uint64)

    def note(self, slots: IntArray, ids: tuple[str, ...]) -> None:
        """Remember the ids of some slots."""
        n_slots = int(slots.max(initial=-1)) + 1
        if n_slots > len(self._beginnings):
            longer = np.zeros((2 * n_slots, 2), dtype=np.uint64)
            longer[: len(self._beginnings)] = self._beginnings
            self._beginnings = longer
        # The order of UTF-8 bytes is that of the characters.
        beginnings = b"".join(one.encode("utf-8", "surrogatepass")[:_N_BYTES].ljust(_N_BYTES, b"\0") for one in ids)
        self._beginnings[slots] = np.frombuffer(beginnings, dtype=">u8").reshape(-1, 2)

    def may_be_first(self, slots: IntArray, n: int) -> IntArray:
        """Return slots among which are the `n` with the lowest ids; more only where ids begin alike."""
        if len(slots) <= n:
            return slots
        values = self._beginnings[slots, 0]
        bound = np.partition(values, n - 1)[n - 1]
        below, at = slots[values < bound], slots[values == bound]
        return np.concatenate([below, self._at_second(at, n - len(below))])

    def _at_second(self, slots: IntArray, n: int) -> IntArray:
        if len(slots) <= n:
            return slots
        values = self._beginnings[slots, 1]
        bound = np.partition(values, n - 1)[n - 1]
        return np.asarray(slots[values <= bound])


def first_slots(
    standings: Standings, is_asked: BoolArray, order: Order, ids: IdOrder, *, limit: int, kernels: Kernels
) -> IntArray:
    """Return slots among which are the `limit` first ones that are asked about, in no particular order.

    More than `limit` are returned where equal scores and ids that begin alike leave it open; the caller has the ids.
    """
    keys = np.empty(len(standings.totals))
    kernels.ranking_keys(
        standings.totals, standings.n_known, is_asked, order.good_match, order.few_known, 10.0**order.decimals, keys
    )
    if limit >= len(keys):
        return np.flatnonzero(keys >= 0)
    bound = max(float(np.partition(keys, len(keys) - limit)[len(keys) - limit]), 0.0)
    above, at = np.flatnonzero(keys > bound), np.flatnonzero(keys == bound)
    return np.concatenate([above, ids.may_be_first(at, limit - len(above))])
