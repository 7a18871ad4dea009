"""From the scores of the parts to one order: neutral value, ties, cut-off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.errors import BrokenScorerError, ShapeMismatchError
from matching.engine.ranking.weights import Weights
from matching.engine.tables import BoolArray, FloatArray, IntArray

FEW_KNOWN_PARTS: Final = 2
"""With this many known parts or fewer, nothing is a good match, however high the score."""

SCORE_DECIMALS: Final = 9
"""Scores that differ by less came from the same facts added in another order."""

_ROUNDING: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Combined:
    """One score per pair, and how many of its parts were known; both of shape (n_pairs,)."""

    score: FloatArray
    n_known: IntArray

    @property
    def has_ties(self) -> bool:
        """Whether an order needs the ids: two scores are equal."""
        scores = np.sort(np.round(self.score, SCORE_DECIMALS))
        return bool((scores[1:] == scores[:-1]).any())

    def take(self, chosen: IntArray) -> Combined:
        """Return some of the pairs."""
        return Combined(self.score[chosen], self.n_known[chosen])

    @property
    def has_few_known(self) -> BoolArray:
        """Which pairs are known too little to be a good match."""
        return np.asarray(self.n_known <= FEW_KNOWN_PARTS)

    def is_good_match(self, weights: Weights) -> BoolArray:
        """Which pairs score high enough on enough known parts."""
        is_high = np.round(self.score, SCORE_DECIMALS) >= weights.good_match
        return np.asarray(is_high & ~self.has_few_known)


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
    BrokenScorerError
        If a score lies outside of [0, 1].
    """
    if len(parts) != len(weights.counting):
        raise ShapeMismatchError("Each part that counts needs one row of scores.")
    is_known = ~np.isnan(parts)
    known = np.where(is_known, parts, weights.neutral)
    is_broken = ((known < -_ROUNDING) | (known > 1 + _ROUNDING)).any(axis=1)
    if is_broken.any():
        raise BrokenScorerError(weights.counting[int(is_broken.argmax())])
    factors = np.array([weights.parts[name] for name in weights.counting])
    # Row by row: a matrix product adds in another order when there are more pairs.
    return Combined((factors[:, np.newaxis] * known).sum(axis=0), is_known.sum(axis=0))


def rank(combined: Combined, ids: NDArray[np.str_], weights: Weights) -> IntArray:
    """Order the pairs of one profile, best first: good matches, then by score, then by id.

    Parameters
    ----------
    combined : Combined
        Score and known parts of each pair; a score of ``nan`` is never shown.
    ids : ndarray of shape (n_pairs,), str
        Id of the offer of each pair; decides ties, so that the order is the same every time.
    weights : Weights
        Its thresholds.

    Returns
    -------
    ndarray of shape (n_ranked,), int64
        Positions of the pairs that reach the minimum; empty means "no good match".
    """
    score = np.round(combined.score, SCORE_DECIMALS)
    order = np.lexsort((ids, -score, ~combined.is_good_match(weights)))
    return order[score[order] >= weights.minimum]
