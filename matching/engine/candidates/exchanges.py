"""What one part adds for a changed profile instead of what it added before, at the slots that this can bring up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.inverted_index import InvertedIndex
from matching.engine.candidates.kernel_choice import Kernels
from matching.engine.candidates.order import Order
from matching.engine.tables import BoolArray, FloatArray, IntArray

_ROUNDING: Final = 1e-9


class Exchange(Protocol):
    """What standings read of any exchange."""

    def reaching(
        self, totals: FloatArray, n_known: Any, leaders: IntArray, order: Order, kernels: Kernels
    ) -> tuple[IntArray, FloatArray]:
        """Return slots among which are the first ones after the change, each once, and what is added to their totals.

        Parameters
        ----------
        totals, n_known : ndarray of shape (n_slots,)
            As they were before.
        leaders : ndarray of shape (n_leaders,), int64
            The first slots before, of those that are asked about; as many are wanted after the change.
        order : Order
            How scores become an order.
        kernels : Kernels
            Inner loops.
        """


@dataclass(frozen=True, eq=False)
class ExchangeOfValues:
    """Slots gain what their codes gain."""

    codes: NDArray[np.uint32]
    gains: FloatArray

    def reaching(
        self, totals: FloatArray, n_known: Any, leaders: IntArray, order: Order, kernels: Kernels
    ) -> tuple[IntArray, FloatArray]:
        keys = order.keys(totals[leaders] + self.gains[self.codes[leaders]], n_known[leaders])
        slots = kernels.reaching(totals, self.codes, self.gains, order.least_score(int(keys.min())))
        return slots, self.gains[self.codes[slots]]


@dataclass(frozen=True, eq=False, kw_only=True)
class ExchangeOfQueries:
    """Slots gain what a query says more of their features; it has no lower value than the one before, so nothing falls.

    `contribution` and `is_known` of shape (n_slots,) are what the part added before, and which slots tell what it
    needs; `codes` count the slots.
    """

    index: InvertedIndex
    before: FloatArray
    after: FloatArray
    weight: float
    codes: NDArray[np.uint32]
    contribution: FloatArray
    is_known: BoolArray

    def reaching(
        self, totals: FloatArray, n_known: Any, leaders: IntArray, order: Order, kernels: Kernels
    ) -> tuple[IntArray, FloatArray]:
        least = order.least_score(int(order.keys(totals[leaders], n_known[leaders]).min()))
        # What the changed terms alone add is, but for rounding, as much as a slot can gain ...
        terms = np.flatnonzero(self.after > self.before)
        most = np.zeros(len(totals))
        self.index.add_scores(terms, self.weight * (self.after - self.before)[terms], most)
        slots = kernels.reaching(totals, self.codes, most, least - _ROUNDING)
        # ... and what it gains is what it gets if all is added up again.
        gains, has_more = np.zeros(len(slots)), np.flatnonzero((most[slots] > 0) & self.is_known[slots])
        changed = slots[has_more]
        new = self.weight * np.minimum(self.index.scores_of(changed, self.after), 1.0)
        gains[has_more] = new - self.contribution[changed]
        return slots, gains
