"""Symmetric trees on top of a weighted sum, each fitted to what the candidates' probabilities still get wrong.

A symmetric tree asks the same few questions of every row ("figure 3 above .25?"), so it is a list of questions and a
value for each combination of answers: small to store, quick to evaluate, slow to learn by heart.

References
----------
Friedman, J. H. (2001). Greedy function approximation: a gradient boosting machine. Annals of Statistics 29(5),
1189-1232. Cao, Z. et al. (2007). Learning to rank: from pairwise approach to listwise approach. ICML, 129-136.
Prokhorenkova, L. et al. (2018). CatBoost: unbiased boosting with categorical features. NeurIPS, 6638-6648.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.evaluation.examples import Examples, target_of, titles_of

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """How many trees are grown, and how carefully.

    `share_of_figures` and `share_of_titles` are what each tree may look at; `prior` keeps the values of combinations
    that few titles reach near 0; `n_candidates` of each title are looked at, since the others are in order already.
    """

    rounds: int = 300
    questions: int = 4
    rate: float = 0.08
    share_of_figures: float = 0.4
    share_of_titles: float = 0.5
    prior: float = 2.0
    n_candidates: int = 25


_BINS: Final = 32
_DECIMALS: Final = 5


def grow_trees(
    examples: Examples, scores: FloatArray, *, seed: int, growth: Growth = Growth()
) -> dict[str, list[list[Any]]]:
    """Return trees that correct the scores of candidates, as the weights file holds them.

    Each tree has the same number of questions: `figures` and `thresholds` of shape (n_trees, n_questions), and `values`
    of shape (n_trees, 2 ** n_questions), numbered by the answers with the first question as the highest bit.
    """
    examples, scores = _best_candidates(examples, scores, growth.n_candidates)
    titles, starts = titles_of(examples), examples.starts[:-1]
    target, importance = target_of(examples, titles), examples.weights[titles]
    bounds = [_bounds(column) for column in examples.figures.T]
    bins = np.stack([np.searchsorted(b, c) for b, c in zip(bounds, examples.figures.T, strict=True)], axis=1)
    chance = np.random.default_rng(seed)
    n_figures = max(int(growth.share_of_figures * bins.shape[1]), 1)
    trees: dict[str, list[list[Any]]] = {"figures": [], "thresholds": [], "values": []}
    for _ in range(growth.rounds):
        expected = np.exp(scores - np.maximum.reduceat(scores, starts)[titles])
        expected /= np.add.reduceat(expected, starts)[titles]
        seen = np.flatnonzero((chance.random(len(examples)) < growth.share_of_titles)[titles])
        error = (importance * (target - expected))[seen]
        certainty = (importance * expected * (1 - expected))[seen]
        looked_at = np.sort(chance.permutation(bins.shape[1])[:n_figures])
        asked = _questions(bins[np.ix_(seen, looked_at)], error, certainty, growth)
        figures = [int(looked_at[figure]) for figure, _ in asked]
        cells = np.zeros(len(scores), dtype=np.int64)
        for figure, (_, step) in zip(figures, asked, strict=True):
            cells = 2 * cells + (bins[:, figure] > step)
        n_cells = 2 ** len(asked)
        errors = np.bincount(cells[seen], error, n_cells)
        values = np.round(
            growth.rate * errors / (np.bincount(cells[seen], certainty, n_cells) + growth.prior), _DECIMALS
        )
        scores = scores + values[cells]
        trees["figures"].append(figures)
        trees["thresholds"].append([_threshold(bounds[f], step) for f, (_, step) in zip(figures, asked, strict=True)])
        trees["values"].append(values.tolist())
    return trees


def _questions(bins: IntArray, error: FloatArray, certainty: FloatArray, growth: Growth) -> list[tuple[int, int]]:
    """Return (column, step) of the questions that together explain most of the error, asked one after the other."""
    n_columns = bins.shape[1]
    cells = np.zeros(len(bins), dtype=np.int64)
    asked: list[tuple[int, int]] = []
    for depth in range(growth.questions):
        n_cells = 2**depth
        places = ((np.arange(n_columns) * n_cells + cells[:, None]) * _BINS + bins).ravel()
        shape = (n_columns, n_cells, _BINS)
        below, sure_below = (
            np.bincount(places, np.repeat(values, n_columns), n_columns * n_cells * _BINS).reshape(shape).cumsum(axis=2)
            for values in (error, certainty)
        )
        above, sure_above = below[:, :, -1:] - below, sure_below[:, :, -1:] - sure_below
        gains = below**2 / (sure_below + growth.prior) + above**2 / (sure_above + growth.prior)
        column, step = divmod(int(gains.sum(axis=1).argmax()), _BINS)
        asked.append((column, step))
        cells = 2 * cells + (bins[:, column] > step)
    return asked


def _bounds(column: FloatArray) -> FloatArray:
    """Return the values between which a figure is told apart, at most one less than there are bins."""
    steps = np.quantile(column, np.linspace(0, 1, _BINS + 1)[1:-1])
    return np.unique(np.round(steps, _DECIMALS))


def _threshold(bounds: FloatArray, step: int) -> float:
    # A question that everything answers with no: the last step has no bound.
    return float(bounds[step]) if step < len(bounds) else 1e9


def _best_candidates(examples: Examples, scores: FloatArray, n_candidates: int) -> tuple[Examples, FloatArray]:
    titles, sizes = titles_of(examples), np.diff(examples.starts)
    place = np.empty(len(scores), dtype=np.int64)
    place[np.lexsort((-scores, titles))] = np.arange(len(scores)) - np.repeat(examples.starts[:-1], sizes)
    kept = np.flatnonzero((place < n_candidates) | examples.is_right)
    starts = np.concatenate([[0], np.cumsum(np.bincount(titles[kept], minlength=len(examples)))])
    return Examples(examples.figures[kept], starts, examples.is_right[kept], examples.weights), scores[kept]
