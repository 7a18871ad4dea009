"""Learn how the evidence for a title is weighed: from judged titles, and from names left out of the taxonomy.

First a weighted sum by conditional logistic regression (McFadden 1974): of a title's candidates, the right one should
have the highest sum. Then small trees, each fitted to what the sum and the trees before it still get wrong. Last, how
often an answer with such a lead was right is measured on titles that the weights have not seen. Everything is drawn
with one seed, so that the same set gives the same file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.evaluation.boosting import grow_trees
from matching.engine.evaluation.examples import Examples, target_of
from matching.engine.evaluation.intervals import SEED, folds_of
from matching.engine.taxonomy.title_evidence import FEATURES, TitleEvidence
from matching.engine.taxonomy.title_model import FORMAT, SAME_WORDS, TitleModel, model_of, shares

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

OWN_NAMES: Final = 600
OWN_NAME_WEIGHT: Final = 0.05
_PENALTY: Final = 0.003
_INNER_FOLDS: Final = 3
_BINS: Final = 10
_DECIMALS: Final = 6


def judged_examples(evidence: TitleEvidence, titles: Iterable[tuple[str, Collection[int]]]) -> Examples:
    """Return the candidates of judged titles: normalized title and the rows of the concepts it means."""
    return _collect((evidence.of(key), rows, 1.0) for key, rows in titles)


def own_name_examples(evidence: TitleEvidence, *, wanted: int = OWN_NAMES, seed: int = SEED) -> Examples:
    """Return the candidates of alternative names, each asked for with that name taken away from its concept."""
    names = evidence.names
    has_others = np.diff(names.starts)[names.owners] > 1
    own = np.flatnonzero((names.marks == 0) & has_others)
    drawn = np.random.default_rng(seed).permutation(own)[:wanted]
    asked = ((names.keys[row], int(names.owners[row])) for row in np.sort(drawn).tolist())
    return _collect((evidence.of(key, hidden=owner), (owner,), OWN_NAME_WEIGHT) for key, owner in asked)


def learn(judged: Examples, own_names: Examples, *, trained_on: Sequence[str], seed: int = SEED) -> dict[str, Any]:
    """Return the content of a weights file."""
    content = _fit(judged.joined_with(own_names), seed)
    claimed, is_right, is_named = _unseen_claims(judged, own_names, seed)
    content["confidence"] = {
        "named": _confidence_table(claimed[is_named], is_right[is_named]),
        "alike": _confidence_table(claimed[~is_named], is_right[~is_named]),
    }
    return {"format": FORMAT, "trained_on": sorted(trained_on), "seed": seed, "titles": len(judged)} | content


def cross_validated(
    judged: Examples, own_names: Examples, *, n_folds: int, seed: int = SEED
) -> list[tuple[TitleModel, IntArray]]:
    """Return for each fold a model that has not seen its titles, and the positions of these titles."""
    fold_of = folds_of(len(judged), n_folds, seed=seed)
    found = []
    for fold in range(n_folds):
        content = learn(judged.take(np.flatnonzero(fold_of != fold)), own_names, trained_on=(), seed=seed + fold)
        found.append((model_of(content), np.flatnonzero(fold_of == fold)))
    return found


def _collect(found: Iterable[tuple[Any, Collection[int], float]]) -> Examples:
    figures, sizes, is_right, weights = [], [], [], []
    for evidence, rows, weight in found:
        figures.append(evidence.figures)
        sizes.append(len(evidence.candidates))
        is_right.append(np.isin(evidence.candidates, list(rows)))
        weights.append(weight)
    if not figures:
        empty = np.zeros(0, dtype=bool)
        return Examples(np.zeros((0, len(FEATURES))), np.zeros(1, dtype=np.int64), empty, np.zeros(0))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return Examples(np.concatenate(figures), starts, np.concatenate(is_right), np.array(weights, dtype=np.float64))


def _fit(examples: Examples, seed: int) -> dict[str, Any]:
    """Fit on the titles whose right concept is a candidate; the others teach nothing about their order."""
    has_right = np.add.reduceat(examples.is_right.astype(np.int64), examples.starts[:-1]) > 0
    examples = examples.take(np.flatnonzero(has_right))
    means = np.round(examples.figures.mean(axis=0), _DECIMALS)
    scales = np.round(np.maximum(examples.figures.std(axis=0), 1e-3), _DECIMALS)
    figures = (examples.figures - means) / scales
    weights = np.round(_linear(figures, examples), _DECIMALS)
    return {
        "features": list(FEATURES),
        "means": means.tolist(),
        "scales": scales.tolist(),
        "weights": weights.tolist(),
        "trees": grow_trees(examples, np.einsum("ij,j->i", figures, weights), seed=seed),
    }


def _linear(figures: FloatArray, examples: Examples) -> FloatArray:
    starts, counts = examples.starts[:-1], np.diff(examples.starts)
    titles = np.repeat(np.arange(len(examples)), counts)
    # Every process of the portal imports this file, and hardly any ever learns: half a second each.
    from scipy.optimize import minimize

    target = target_of(examples, titles)
    importance = examples.weights / examples.weights.sum()

    # einsum instead of @: how many threads a matrix product uses must not change the last digits of the weights.
    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        scores = np.einsum("ij,j->i", figures, weights)
        scores = scores - np.maximum.reduceat(scores, starts)[titles]
        expected = np.exp(scores)
        totals = np.add.reduceat(expected, starts)
        logs = scores - np.log(totals)[titles]
        gradient = np.einsum("ij,i->j", figures, (expected / totals[titles] - target) * importance[titles])
        value = -float((target * logs * importance[titles]).sum()) + _PENALTY * float(weights @ weights)
        return value, gradient + 2 * _PENALTY * weights

    found = minimize(loss, np.zeros(figures.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x, dtype=np.float64)


def _unseen_claims(
    judged: Examples, own_names: Examples, seed: int
) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
    """Return for each title, by weights that have not seen it: the best one's share, whether it was right, and named.

    "Named" means that the answer is called exactly like the title.
    """
    fold_of = folds_of(len(judged), _INNER_FOLDS, seed=seed + 1)
    claimed, is_right, is_named = np.zeros(len(judged)), np.zeros(len(judged)), np.zeros(len(judged), dtype=bool)
    unmeasured = {"claimed": [0.0, 1.0], "measured": [0.0, 1.0]}
    rest = {"confidence": {"named": unmeasured, "alike": unmeasured}, "trained_on": []}
    for fold in range(_INNER_FOLDS):
        seen = judged.take(np.flatnonzero(fold_of != fold))
        model = model_of(_fit(seen.joined_with(own_names), seed) | rest)
        for title in np.flatnonzero(fold_of == fold).tolist():
            rows = np.arange(judged.starts[title], judged.starts[title + 1])
            share = shares(model.scores(judged.figures[rows]))
            best = rows[share.argmax()]
            claimed[title], is_right[title] = share.max(), judged.is_right[best]
            is_named[title] = judged.figures[best, SAME_WORDS] > 0
    return claimed, is_right, is_named


def _confidence_table(claimed: FloatArray, is_right: FloatArray) -> dict[str, list[float]]:
    """Return how often answers were right by their share, in bins of equally many titles, never falling."""
    order = np.argsort(claimed, kind="stable")
    bins = [rows for rows in np.array_split(order, _BINS) if len(rows)]
    steps = [float(claimed[rows].mean()) for rows in bins]
    # One imagined failure and success per bin keep small bins from claiming certainty.
    measured = [(float(is_right[rows].sum()) + 0.5) / (len(rows) + 1) for rows in bins]
    rising = _never_falling(measured)
    return {
        "claimed": [0.0, *(round(step, 4) for step in steps)] if bins else [0.0, 1.0],
        "measured": [0.0, *(round(value, 4) for value in rising)] if bins else [0.0, 1.0],
    }


def _never_falling(values: Sequence[float]) -> list[float]:
    """Return the nearest sequence that never falls, by pooling neighbors that do (Ayer et al. 1955)."""
    pools: list[tuple[float, int]] = []
    for value in values:
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (last, n_last), (before, n_before) = pools.pop(), pools.pop()
            pools.append(((last * n_last + before * n_before) / (n_last + n_before), n_last + n_before))
    return [value for value, n in pools for _ in range(n)]
