"""What is left to decide once pins are taken out: who may go where, for how many points, on how many seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.engine.tables import BoolArray, IntArray

FULL_SCORE: Final = 10**9
"""Points of the score 1."""

BLOCKED: Final = -1
"""Points of a pair that must not be."""

UNASSIGNED: Final = -1
"""Column of somebody without mentor."""


@dataclass(frozen=True, eq=False)
class Market:
    """Points of each pair, shape (n, m), int64; seats of each mentor, shape (m,), int64."""

    points: IntArray
    capacity: IntArray

    @property
    def shape(self) -> tuple[int, int]:
        """Number of mentees and of mentors."""
        n, m = self.points.shape
        return n, m

    def at_least(self, lowest: int) -> Market:
        """Return the market without the pairs of fewer points."""
        return Market(np.where(self.points >= lowest, self.points, BLOCKED), self.capacity)

    def won(self, choice: IntArray) -> IntArray:
        """Return the points of those who are placed, in the order of the rows."""
        rows = np.flatnonzero(choice != UNASSIGNED)
        return self.points[rows, choice[rows]]

    def n_free(self, choice: IntArray) -> IntArray:
        """Return how many seats each mentor has left, shape (m,)."""
        return self.capacity - np.bincount(choice[choice != UNASSIGNED], minlength=len(self.capacity))

    def may(self, rows: IntArray) -> BoolArray:
        """Return who of these may go where, capacity aside, shape (n_rows, m)."""
        return np.asarray(self.points[rows] != BLOCKED)
