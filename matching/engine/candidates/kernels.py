"""The inner loops, compiled by Numba; :mod:`.plain_kernels` says the same in NumPy.

Both add the products of an offer's terms in the same order, so that they agree to the last bit. The functions let other
threads run meanwhile. Import this module only through :mod:`.kernel_choice`: Numba costs half a second to import.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import numba
import numpy as np

from matching.engine.candidates.coarse import ROUNDING, CoarseLists
from matching.engine.tables import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_Function = TypeVar("_Function", bound=Callable[..., Any])


def _compiled(function: _Function) -> _Function:
    return cast(_Function, numba.njit(cache=True, nogil=True)(function))


QUERIES_AT_ONCE: Final = 2048

_LARGEST_BLOCK: Final = 64
_SMALLEST_BLOCK: Final = 8


# Loops run from 0 over slices: Numba then knows that no index is negative, and the processor takes several at once.
@_compiled
def _add_list(value: Any, slots: Any, values: Any, scores: Any) -> None:
    for entry in range(len(slots)):
        scores[slots[entry]] += value * values[entry]


@_compiled
def _add_row(value: Any, row: Any, scores: Any) -> None:
    for slot in range(len(row)):
        scores[slot] += value * row[slot]


@_compiled
def _product(asked: FloatArray, terms: Any, values: FloatArray) -> float:
    product = 0.0
    for place in range(len(terms)):
        product += asked[terms[place]] * values[place]
    return product


@_compiled
def _largest(bits: Any) -> Any:
    largest = bits[0]
    for place in range(len(bits)):
        largest = max(largest, bits[place])
    return largest


@_compiled
def add_products(
    terms: IntArray, values: FloatArray, starts: IntArray, lengths: IntArray, numbers: Any, entries: Any, scores: Any
) -> None:
    """Add the products of a query with the posting lists of its terms to the scores."""
    for place in range(len(terms)):
        start, value = starts[terms[place]], values[place]
        _add_list(value, numbers[start : start + lengths[terms[place]]], entries[start:], scores)


@_compiled
def add_gathered(codes: Any, values: FloatArray, known: Any, totals: FloatArray, n_known: Any) -> None:
    """Add to each slot what its code is worth."""
    for slot in range(len(codes)):
        totals[slot] += values[codes[slot]]
        n_known[slot] += known[codes[slot]]


@_compiled
def ranking_keys(
    totals: FloatArray,
    n_known: Any,
    is_asked: Any,
    good_match: float,
    few_known: int,
    steps: float,
    keys: Any,
) -> None:
    """Set the keys by which slots are ordered; see :class:`~.standings.Order`."""
    for slot in range(len(totals)):
        if is_asked[slot]:
            step = np.rint(totals[slot] * steps)
            is_good_match = step / steps >= good_match and n_known[slot] > few_known
            keys[slot] = step + 2 * steps if is_good_match else step
        else:
            keys[slot] = -1.0


@_compiled
def _is_worse(score: float, number: int, other_score: float, other_number: int) -> bool:
    return score < other_score or (score == other_score and number > other_number)


@_compiled
def _sink(scores: Any, numbers: Any, size: int, score: float, number: int) -> None:
    """Put an entry in the place of the worst one, which is at the top of the heap."""
    place = 0
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and _is_worse(scores[child + 1], numbers[child + 1], scores[child], numbers[child]):
            child += 1
        if not _is_worse(scores[child], numbers[child], score, number):
            break
        scores[place], numbers[place] = scores[child], numbers[child]
        place = child
    scores[place], numbers[place] = score, number


@_compiled
def _keep_best(scores: Any, numbers: Any, size: int, score: float, number: int) -> int:
    """Offer an entry to a heap of the best ones and return how many it holds; the heap's arrays are its room."""
    if size == len(scores):
        if _is_worse(scores[0], numbers[0], score, number):
            _sink(scores, numbers, size, score, number)
        return size
    place = size
    while place > 0 and _is_worse(score, number, scores[(place - 1) >> 1], numbers[(place - 1) >> 1]):
        scores[place], numbers[place] = scores[(place - 1) >> 1], numbers[(place - 1) >> 1]
        place = (place - 1) >> 1
    scores[place], numbers[place] = score, number
    return size + 1


@_compiled
def _sorted_heap(scores: Any, numbers: Any, size: int) -> None:
    """Turn a heap into a list, best first."""
    for last in range(size - 1, 0, -1):
        score, number = scores[last], numbers[last]
        scores[last], numbers[last] = scores[0], numbers[0]
        _sink(scores, numbers, last, score, number)


@_compiled
def _block_size(n: int, k: int) -> int:
    return max(_SMALLEST_BLOCK, min(_LARGEST_BLOCK, n // (4 * max(k, 1))))


@_compiled
def _block_maxima(bits: Any, block: int, maxima: Any) -> int:
    """Fill in the largest value of each block and return how many blocks there are.

    Scores are read as integers: for floats of at least 0 the order is the same, and a processor finds the largest of
    eight integers at once.
    """
    n_blocks = 0
    for start in range(0, len(bits), block):
        maxima[n_blocks] = _largest(bits[start : start + block])
        n_blocks += 1
    return n_blocks


@_compiled
def _bound(maxima: Any, n_blocks: int, heap: Any, heap_numbers: Any) -> Any:
    """Return a value that at least as many scores reach as the heap has room for: each block has one."""
    size = 0
    for number in range(n_blocks):
        if size < len(heap) or maxima[number] > heap[0]:
            size = _keep_best(heap, heap_numbers, size, maxima[number], number)
    return heap[0] if size == len(heap) else 0


@_compiled
def _best(scores: FloatArray, slots: Any, found: FloatArray) -> int:
    bits = scores.view(np.int64)
    k = len(slots)
    block = _block_size(len(scores), k)
    maxima = np.empty(len(scores) // block + 1, dtype=np.int64)
    n_blocks = _block_maxima(bits, block, maxima)
    bound = max(_bound(maxima, n_blocks, np.empty(k, dtype=np.int64), np.empty(k, dtype=np.int64)), 1)
    size = 0
    for number in range(n_blocks):
        if maxima[number] >= bound:
            for slot in range(number * block, min((number + 1) * block, len(bits))):
                if bits[slot] >= bound:
                    size = _keep_best(found, slots, size, scores[slot], slot)
    _sorted_heap(found, slots, size)
    return size


def best(scores: FloatArray, k: int) -> tuple[IntArray, FloatArray]:
    """Return the slots with the highest scores above 0 and these scores; best first, then by slot."""
    slots, found = np.empty(min(k, len(scores)), dtype=np.int64), np.empty(min(k, len(scores)))
    size = _best(scores, slots, found) if len(slots) else 0
    return slots[:size], found[:size]


@_compiled
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
    block = _block_size(n_slots, k)
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
                _add_list(value, mine, list_values[list_bounds[term] :], coarse)
        n_blocks = _block_maxima(bits, block, maxima)
        edge_bits[0] = _bound(maxima, n_blocks, heap, heap_numbers)
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
                            size = _keep_best(scores[query], slots[query], size, score, slot)
        _sorted_heap(scores[query], slots[query], size)
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
    lists = CoarseLists.of(features)
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
