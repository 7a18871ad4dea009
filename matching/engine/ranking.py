"""From the scores of the parts to one order: weights, neutral value, ties, cut-off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.errors import ShapeMismatchError, WeightsError
from matching.engine.tables import BoolArray, FloatArray, IntArray

FEW_KNOWN_PARTS: Final = 2
"""With this many known parts or fewer, nothing is a good match, however high the score."""

_TOLERANCE: Final = 1e-6
# Scores that differ by less came from the same facts added in another order.
_DECIMALS: Final = 9
_PACKAGED_WEIGHTS: Final = Path(__file__).resolve().parents[1] / "data" / "weights.json"


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each part counts in one program; a coordinator edits them, each edit is a new version.

    `parts` sum to 1. `neutral` is what an unknown part scores, `good_match` the score from which on an offer is a
    good match, `minimum` the score below which nothing is shown.

    Raises
    ------
    WeightsError
        If the weights cannot order anything.
    """

    program: str
    version: int
    parts: Mapping[str, float]
    neutral: float = 0.5
    good_match: float = 0.6
    minimum: float = 0.35

    def __post_init__(self) -> None:
        if not self.parts or any(not 0 <= weight <= 1 for weight in self.parts.values()):
            raise WeightsError(f"Each weight of {self.program!r} must lie between 0 and 1.")
        if abs(sum(self.parts.values()) - 1) > _TOLERANCE:
            raise WeightsError(f"The weights of {self.program!r} sum to {sum(self.parts.values()):.4f} instead of 1.")
        if not 0 <= self.minimum <= self.good_match <= 1 or not 0 <= self.neutral <= 1:
            raise WeightsError(f"The thresholds of {self.program!r} must lie between 0 and 1, the minimum lowest.")
        object.__setattr__(self, "parts", dict(self.parts))  # a copy: later edits of the source do not reach us

    @property
    def counting(self) -> tuple[str, ...]:
        """Names of the parts that count, in the order of the weights."""
        return tuple(name for name, weight in self.parts.items() if weight > 0)


@dataclass(frozen=True, eq=False)
class Combined:
    """One score per pair, and how many of its parts were known; both of shape (n_pairs,)."""

    score: FloatArray
    n_known: IntArray

    def is_good_match(self, weights: Weights) -> BoolArray:
        """Which pairs score high enough on enough known parts."""
        is_high = np.round(self.score, _DECIMALS) >= weights.good_match
        return np.asarray(is_high & (self.n_known > FEW_KNOWN_PARTS))


def combine(parts: FloatArray, weights: Weights) -> Combined:
    """Add up the weighted parts; an unknown part counts with the neutral value.

    Parameters
    ----------
    parts : ndarray of shape (n_parts, n_pairs), float64
        Scores in [0, 1] in the order of ``weights.counting``; ``nan`` for unknown.
    weights : Weights
        Of the program.

    Raises
    ------
    ShapeMismatchError
        If there is not one row per part that counts.
    """
    if len(parts) != len(weights.counting):
        raise ShapeMismatchError("Each part that counts needs one row of scores.")
    is_known = ~np.isnan(parts)
    factors = np.array([weights.parts[name] for name in weights.counting])
    return Combined(factors @ np.where(is_known, parts, weights.neutral), is_known.sum(axis=0))


def rank(combined: Combined, ids: NDArray[np.str_], weights: Weights) -> IntArray:
    """Order the pairs of one profile, best first: good matches, then by score, then by id.

    Parameters
    ----------
    combined : Combined
        Score and known parts of each pair.
    ids : ndarray of shape (n_pairs,), str
        Id of the offer of each pair; decides ties, so that the order is the same every time.
    weights : Weights
        Its thresholds.

    Returns
    -------
    ndarray of shape (n_ranked,), int64
        Positions of the pairs that reach the minimum; empty means "no good match".
    """
    score = np.round(combined.score, _DECIMALS)
    order = np.lexsort((ids, -score, ~combined.is_good_match(weights)))
    return order[score[order] >= weights.minimum]


@lru_cache(maxsize=4)
def load_weights(path: Path | None = None) -> Mapping[str, Weights]:
    """Return the packaged weights by program: the first version of what coordinators edit."""
    programs = json.loads((path or _PACKAGED_WEIGHTS).read_text(encoding="utf-8"))
    return MappingProxyType({name: Weights(program=name, **fields) for name, fields in programs.items()})
