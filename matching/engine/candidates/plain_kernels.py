"""The inner loops in NumPy and SciPy, for machines without Numba; see :mod:`.kernels` for what each promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matching.engine.tables import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_QUERIES_AT_ONCE: Final = 512


def add_products(
    terms: IntArray, values: FloatArray, starts: IntArray, lengths: IntArray, numbers: Any, entries: Any, scores: Any
) -> None:
    """Add the products of a query with the posting lists of its terms to the scores."""
    for start, length, value in zip(starts[terms].tolist(), lengths[terms].tolist(), values.tolist(), strict=True):
        mine = slice(start, start + length)
        scores[numbers[mine]] += value * entries[mine]  # a list has each slot once


def add_gathered(codes: Any, values: FloatArray, known: Any, totals: FloatArray, n_known: Any) -> None:
    """Add to each slot what its code is worth."""
    totals += values[codes]
    n_known += known[codes]


def add_each(values: FloatArray, known: Any, totals: FloatArray, n_known: Any) -> None:
    """Add to each slot what is its own."""
    totals += values
    n_known += known


def weigh(scores: FloatArray, is_known: BoolArray, weight: float, unknown: float) -> None:
    """Turn scores into what they add to the total: at most 1, times the weight, or what counts if nothing is known."""
    np.minimum(scores, 1.0, out=scores)
    scores *= weight
    scores[~is_known] = unknown


def exchange_gathered(totals: FloatArray, codes: Any, old: FloatArray, new: FloatArray, changed: FloatArray) -> None:
    """Set the totals in which each slot has the new worth of its code instead of the old one."""
    np.add(totals, (new - old)[codes], out=changed)


def exchange_each(totals: FloatArray, old: FloatArray, new: FloatArray, changed: FloatArray) -> None:
    """Set the totals in which each slot has its new value instead of its old one."""
    np.add(totals, new - old, out=changed)


def ranking_keys(
    totals: FloatArray, n_known: Any, is_asked: BoolArray, good_match: float, few_known: int, steps: float
) -> IntArray:
    """Return the keys by which slots are ordered; -1 for those nobody asks about."""
    keys = np.rint(totals * steps)
    keys[(keys / steps >= good_match) & (n_known > few_known)] += 2 * steps
    keys[~is_asked] = -1
    return keys.astype(np.int64)


def highest(
    totals: FloatArray,
    n_known: Any,
    is_asked: BoolArray,
    good_match: float,
    few_known: int,
    steps: float,
    limit: int,
) -> tuple[IntArray, IntArray]:
    """Return slots among which are the `limit` with the highest keys, and all that tie with them; and these keys."""
    keys = ranking_keys(totals, n_known, is_asked, good_match, few_known, steps)
    bound = np.partition(keys, len(keys) - limit)[len(keys) - limit] if 0 < limit < len(keys) else 0
    slots = np.flatnonzero(keys >= max(int(bound), 0)) if limit else np.zeros(0, dtype=np.int64)
    return slots, keys[slots]


def reaching(totals: FloatArray, codes: Any, gains: FloatArray, least: float) -> IntArray:
    """Return the slots whose totals reach `least` with what their codes gain."""
    return np.flatnonzero(totals + gains[codes] >= least)


def best(scores: FloatArray, k: int) -> tuple[IntArray, FloatArray]:
    """Return the slots with the highest scores above 0 and these scores; best first, then by slot."""
    slots = np.flatnonzero(scores > 0)
    if 0 < k < len(slots):
        bound = np.partition(scores[slots], len(slots) - k)[len(slots) - k]
        slots = slots[scores[slots] >= bound]
    order = np.lexsort((slots, -scores[slots]))[:k]
    return slots[order], scores[slots[order]]


def best_of_many(queries: csr_array, features: csr_array, k: int, n_threads: int) -> tuple[IntArray, FloatArray]:
    """Return for each query the slots with the highest scores above 0, best first, then by slot."""
    n_queries, k = queries.shape[0], min(k, features.shape[0])
    slots, scores = np.full((n_queries, k), -1, dtype=np.int64), np.zeros((n_queries, k))
    columns = features.T.tocsr()
    for first in range(0, n_queries, _QUERIES_AT_ONCE):
        products = queries[first : first + _QUERIES_AT_ONCE] @ columns
        for row, (start, end) in enumerate(zip(products.indptr[:-1], products.indptr[1:], strict=True), start=first):
            all_slots, all_scores = products.indices[start:end], products.data[start:end]
            order = np.lexsort((all_slots, -all_scores))
            order = order[all_scores[order] > 0][:k]
            slots[row, : len(order)], scores[row, : len(order)] = all_slots[order], all_scores[order]
    return slots, scores
