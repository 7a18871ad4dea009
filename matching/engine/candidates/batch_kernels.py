"""The inner loops for many queries at once, compiled by Numba; see :mod:`.kernels`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matching.engine.candidates.coarse import ROUNDING, CoarseLists
from matching.engine.candidates.kernels import add_list
from matching.engine.candidates.selection_kernels import (
    block_maxima,
    block_size,
    bound_of_best,
    compiled,
    keep_best,
    sorted_heap,
)
from matching.engine.tables import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

QUERIES_AT_ONCE: Final = 2048


@compiled
def _add_row(value: Any, row: Any, scores: Any) -> None:
    for slot in range(len(row)):
        scores[slot] += value * row[slot]


@compiled
def _product(asked: FloatArray, terms: Any, values: FloatArray) -> float:
    product = 0.0
    for place in range(len(terms)):
        product += asked[terms[place]] * values[place]
    return product


@compiled
def _best_of_some(
    first: int,
    last: int,
    bounds: Any,
    terms: Any,
    values: FloatArray,
    row_bounds: Any,
    row_terms: Any,
    row_values: FloatArray,
    list_bounds: Any,
    list_slots: Any,
    list_values: Any,
    full_row_of: Any,
    full_rows: Any,
    coarse: Any,
    bits: Any,
    slots: Any,
    scores: Any,
) -> None:
    """Answer the queries from `first` to `last`: coarsely for all slots, exactly for those that may be among the best.

    `coarse` are zeros of the type of the lists, `bits` the same memory read as integers.
    """
    n_slots, k = len(coarse), slots.shape[1]
    block = block_size(n_slots, k)
    maxima = np.empty(n_slots // block + 1, dtype=bits.dtype)
    heap, heap_numbers = np.empty(k, dtype=bits.dtype), np.empty(k, dtype=np.int64)
    asked = np.zeros(len(full_row_of))
    edge = np.zeros(1, dtype=coarse.dtype)
    edge_bits = edge.view(bits.dtype)
    for query in range(first, last):
        for place in range(bounds[query], bounds[query + 1]):
            term = terms[place]
            value = coarse.dtype.type(values[place])
            asked[term] = values[place]
            if full_row_of[term] >= 0:
                _add_row(value, full_rows[full_row_of[term]], coarse)
            else:
                mine = list_slots[list_bounds[term] : list_bounds[term + 1]]
                add_list(value, mine, list_values[list_bounds[term] :], coarse)
        n_blocks = block_maxima(bits, block, maxima)
        edge_bits[0] = bound_of_best(maxima, n_blocks, heap, heap_numbers)
        # Every sum of n products is off by less than n + 4 roundings, in either direction.
        edge[0] *= 1 - 4 * (bounds[query + 1] - bounds[query] + 4) * ROUNDING
        bound = max(edge_bits[0], 1)
        size = 0
        for number in range(n_blocks):
            if maxima[number] >= bound:
                for slot in range(number * block, min((number + 1) * block, n_slots)):
                    if bits[slot] >= bound:
                        mine = slice(row_bounds[slot], row_bounds[slot + 1])
                        score = _product(asked, row_terms[mine], row_values[mine])
                        if score > 0:
                            size = keep_best(scores[query], slots[query], size, score, slot)
        sorted_heap(scores[query], slots[query], size)
        coarse[:] = 0
        for place in range(bounds[query], bounds[query + 1]):
            asked[terms[place]] = 0


def best_of_many(queries: csr_array, features: csr_array, k: int, n_threads: int) -> tuple[IntArray, FloatArray]:
    """Return for each query the slots with the highest scores above 0, best first, then by slot.

    Parameters
    ----------
    queries, features : csr_array
        Of shape (n_queries, n_terms) and (n_slots, n_terms), columns ascending, all values at least 0.
    k : int
        How many are wanted.
    n_threads : int
        How many queries are answered at the same time.

    Returns
    -------
    slots : ndarray of shape (n_queries, k), int64
        -1 where there are no more.
    scores : ndarray of shape (n_queries, k), float64
    """
    n_queries, k = queries.shape[0], min(k, features.shape[0])
    slots, scores = np.full((n_queries, k), -1, dtype=np.int64), np.zeros((n_queries, k))
    lists = CoarseLists.of(features, queries)
    if not k or not n_queries:
        return slots, scores

    def answer(first: int) -> None:
        coarse = np.zeros(features.shape[0], dtype=lists.values.dtype)
        _best_of_some(
            first,
            min(first + QUERIES_AT_ONCE, n_queries),
            queries.indptr,
            queries.indices,
            queries.data,
            features.indptr,
            features.indices,
            features.data,
            lists.bounds,
            lists.slots,
            lists.values,
            lists.full_row_of,
            lists.full_rows,
            coarse,
            coarse.view(np.int32 if coarse.dtype == np.float32 else np.int64),
            slots,
            scores,
        )

    with ThreadPoolExecutor(n_threads) as threads:
        list(threads.map(answer, range(0, n_queries, QUERIES_AT_ONCE)))
    return slots, scores
