"""Figures for one ranked list of ids against graded judgements; a grade above 0 means relevant.

A document that is ranked twice counts at its first place only. Without any relevant document there is nothing to
measure: every figure is ``nan``, so that a mean over queries has to leave it out on purpose.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence


def recall_at(ranked: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """Return the share of the relevant documents that stand among the first `k`, in [0, 1]."""
    relevant = _relevant(grades)
    if not relevant:
        return math.nan
    return len(relevant & set(_once(ranked)[:k])) / len(relevant)


def ndcg_at(ranked: Sequence[str], grades: Mapping[str, float], k: int) -> float:
    """Return the normalized discounted cumulative gain of the first `k`, in [0, 1].

    References
    ----------
    Järvelin, K. and Kekäläinen, J. (2002). Cumulated gain-based evaluation of IR techniques.
    ACM Transactions on Information Systems 20(4), 422-446.
    """
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)
    if not best:
        return math.nan
    return _gain([grades.get(one, 0.0) for one in _once(ranked)[:k]]) / _gain(best[:k])


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, float]) -> float:
    """Return 1 divided by the place of the first relevant document, 0 if none is ranked."""
    relevant = _relevant(grades)
    if not relevant:
        return math.nan
    return next((1.0 / place for place, one in enumerate(_once(ranked), start=1) if one in relevant), 0.0)


def average_precision(ranked: Sequence[str], grades: Mapping[str, float]) -> float:
    """Return the mean precision at the places of the relevant documents; those not ranked count 0."""
    relevant = _relevant(grades)
    if not relevant:
        return math.nan
    n_found, total = 0, 0.0
    for place, one in enumerate(_once(ranked), start=1):
        if one in relevant:
            n_found += 1
            total += n_found / place
    return total / len(relevant)


def _relevant(grades: Mapping[str, float]) -> set[str]:
    return {one for one, grade in grades.items() if grade > 0}


def _once(ranked: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ranked))


def _gain(grades: Sequence[float]) -> float:
    return math.fsum((math.pow(2.0, max(grade, 0.0)) - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
