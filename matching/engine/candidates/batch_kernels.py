"""The inner loops for many queries at once, compiled by Numba; see :mod:`.kernels`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matching.engine.candidates.coarse import STEPS, CoarseLists
from matching.engine.candidates.selection_kernels import compiled, keep_best, sorted_heap
from matching.engine.tables import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

QUERIES_AT_ONCE: Final = 512

_MOST_TERMS: Final = 2000
"""A query with more of them is not answered coarsely: the roundings of so many terms would hide what they say."""

_SMALLEST: Final = 1e-290  # below, products lose digits

_N_ROWS: Final = 32
"""Coarse scores stand in a table of so many rows, whose columns are judged by their largest value first."""

_HIGHEST: Final = STEPS - 3 * _MOST_TERMS
"""The coarse value of the largest score that a query can have, before roundings."""


# Factor and steps are rounded up: what is added is more than the exact product, by at most 3, and is not 0 where a term
# is shared. Products of 16 bits of which the higher half is kept take a processor one step for many slots.
@compiled
def _coarse_product(factor: Any, steps: Any) -> Any:
    return np.uint16((np.uint32(factor) * np.uint32(steps)) >> np.uint32(16))


@compiled
def _add_list(factor: Any, postings: Any, coarse: Any) -> None:
    for entry in range(len(postings)):
        slot = postings[entry] >> 16
        coarse[slot] = np.uint16(coarse[slot] + _coarse_product(factor, postings[entry] & STEPS) + 1)


@compiled
def _add_row(factor: Any, steps: Any, coarse: Any) -> None:
    for slot in range(len(steps)):
        coarse[slot] = np.uint16(coarse[slot] + _coarse_product(factor, steps[slot]) + min(steps[slot], np.uint16(1)))


@compiled
def _largest_score(own_terms: Any, own_values: FloatArray, terms: Any, longest: float) -> float:
    """Return a bound of the scores that a query can have: by each term's largest value, and by the lengths."""
    by_terms = squares = 0.0
    for place in range(len(own_terms)):
        by_terms += own_values[place] * terms[own_terms[place]].largest
        squares += own_values[place] * own_values[place]
    by_lengths = np.sqrt(squares) * longest if squares > _SMALLEST else np.inf
    return float(min(by_terms, by_lengths) * (1 + 1e-9))


@compiled
def _add_coarsely(
    own_terms: Any,
    own_values: FloatArray,
    terms: Any,
    postings: Any,
    longest: float,
    full_rows: Any,
    coarse: Any,
) -> bool:
    """Set each slot's coarse score; return whether they say anything about this query.

    A coarse score is more than the exact one, in its scale, by at most 3 for each of the query's terms.
    """
    highest = _largest_score(own_terms, own_values, terms, longest)
    if len(own_terms) > _MOST_TERMS or not _SMALLEST < highest < np.inf:
        return False
    for place in range(len(own_terms)):
        number = own_terms[place]
        term = terms[number]
        share = own_values[place] * term.largest / highest
        factor = np.uint16(np.ceil(share * _HIGHEST * (STEPS + 1) / STEPS))
        if term.full_row >= 0:
            _add_row(factor, full_rows[term.full_row], coarse)
        else:
            _add_list(factor, postings[term.first : terms[number + 1].first], coarse)
    return True


@compiled
def _column_maxima(table: Any, maxima: Any) -> None:
    """Set the largest value of each column; row by row, since a processor compares many neighbours at once."""
    maxima[:] = 0
    for row in range(table.shape[0]):
        for column in range(table.shape[1]):
            maxima[column] = max(maxima[column], table[row, column])


@compiled
def _bound_of_best(maxima: Any, k: int) -> int:
    """Return the highest value that at least `k` of the maxima reach, found bit by bit; 0 where there are fewer."""
    bound = 0  # with so many maxima that their number overflows it is lower, and still a bound
    for bit in range(15, -1, -1):
        tried = np.uint16(bound + (1 << bit))
        n_reaching = np.uint16(0)
        for number in range(len(maxima)):
            n_reaching += np.uint16(maxima[number] >= tried)
        if n_reaching >= k:
            bound += 1 << bit
    return bound


@compiled
def _fill_in_reaching(table: Any, maxima: Any, bound: int, n_slots: int, found: Any) -> int:
    """Fill in the slots whose coarse scores reach the bound and return how many there are."""
    n_found = 0
    for column in range(table.shape[1]):
        if maxima[column] >= bound:
            for slot in range(column, n_slots, table.shape[1]):
                if table[slot // table.shape[1], column] >= bound:
                    found[n_found] = slot
                    n_found += 1
    return n_found


@compiled
def _fill_in_best(
    asked: Any,
    worth: FloatArray,
    place_of: Any,
    row_bounds: Any,
    row_terms: Any,
    row_values: FloatArray,
    slots: Any,
    scores: FloatArray,
) -> None:
    """Fill in the best of the slots that are asked for and their exact scores."""
    size = 0
    for slot in asked:
        score = 0.0
        for entry in range(row_bounds[slot], row_bounds[slot + 1]):
            score += worth[place_of[row_terms[entry]]] * row_values[entry]
        if score > 0:
            size = keep_best(scores, slots, size, score, slot)
    sorted_heap(scores, slots, size)


@compiled
def _best_of_some(
    first: int,
    last: int,
    bounds: Any,
    query_terms: Any,
    query_values: FloatArray,
    row_bounds: Any,
    row_terms: Any,
    row_values: FloatArray,
    terms: Any,
    postings: Any,
    longest: float,
    full_rows: Any,
    slots: Any,
    scores: Any,
) -> None:
    """Answer these queries: coarsely for all slots, exactly for those that may be among the best."""
    n_slots, k = len(row_bounds) - 1, slots.shape[1]
    n_columns = max(-(-n_slots // _N_ROWS), min(k, n_slots))
    table = np.zeros((-(-n_slots // n_columns), n_columns), dtype=np.uint16)
    coarse = table.reshape(table.size)
    maxima = np.empty(n_columns, dtype=np.uint16)
    found = np.empty(n_slots, dtype=np.int64)
    # Where a term stands among the query's own, from 1 on: less memory to look around in than all values would take.
    place_of = np.zeros(len(terms), dtype=np.int32)
    for query in range(first, last):
        own_terms = query_terms[bounds[query] : bounds[query + 1]]
        own_values = query_values[bounds[query] : bounds[query + 1]]
        is_coarse = _add_coarsely(own_terms, own_values, terms, postings, longest, full_rows, coarse)
        _column_maxima(table, maxima)
        bound = max(_bound_of_best(maxima, k) - 3 * len(own_terms), int(is_coarse))
        n_found = _fill_in_reaching(table, maxima, bound, n_slots, found)
        worth = np.zeros(len(own_terms) + 1)
        for place in range(len(own_terms)):
            worth[place + 1] = own_values[place]
            place_of[own_terms[place]] = place + 1
        _fill_in_best(found[:n_found], worth, place_of, row_bounds, row_terms, row_values, slots[query], scores[query])
        for place in range(len(own_terms)):
            place_of[own_terms[place]] = 0
        coarse[:] = 0


def best_of_many(queries: csr_array, features: csr_array, k: int, n_threads: int) -> tuple[IntArray, FloatArray]:
    """Return for each query the slots with the highest scores above 0, best first, then by slot.

    Parameters
    ----------
    queries, features : csr_array
        Of shape (n_queries, n_terms) and (n_slots, n_terms), columns ascending, each once, all values at
        least 0.
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
    row_terms = features.indices.astype(np.uint32)  # half as much to read
    if not k or not n_queries:
        return slots, scores

    def answer(first: int) -> None:
        _best_of_some(
            first,
            min(first + QUERIES_AT_ONCE, n_queries),
            queries.indptr,
            queries.indices,
            queries.data,
            features.indptr,
            row_terms,
            features.data,
            lists.terms,
            lists.postings,
            lists.longest,
            lists.full_rows,
            slots,
            scores,
        )

    with ThreadPoolExecutor(n_threads) as threads:
        list(threads.map(answer, range(0, n_queries, QUERIES_AT_ONCE)))
    return slots, scores
