"""How scores become an order: whole numbers that an index compares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine.candidates.plain_kernels import ranking_keys
from matching.engine.tables import FloatArray, IntArray


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

    def keys(self, scores: FloatArray, n_known: Any) -> IntArray:
        """Return whole numbers by which some slots are ordered; for few of them a loop would not be quicker."""
        return ranking_keys(scores, n_known, np.ones(len(scores), dtype=np.bool_), *self.figures)

    def least_score(self, key: int) -> float:
        """Return a score that everything has at least whose key is at least this one."""
        steps = 10.0**self.decimals
        least = key - 2 * steps if key >= 2 * steps else min(key, self.good_match * steps)
        return float(least - 1) / steps  # a whole step less, for what was rounded
