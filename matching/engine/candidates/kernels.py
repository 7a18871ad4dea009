"""The inner loops for one question, compiled by Numba; :mod:`.plain_kernels` says the same in NumPy.

Both add the products of an offer's terms in the same order, so that they agree to the last bit. The functions let other
threads run meanwhile. Import this module only through :mod:`.kernel_choice`: Numba costs half a second to import.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from matching.engine.candidates.selection_kernels import (
    block_maxima,
    block_size,
    bound_of_best,
    compiled,
    keep_best,
    largest,
    sorted_heap,
)
from matching.engine.tables import BoolArray, FloatArray, IntArray

REACHING_AT_ONCE: Final = 64


# Loops run from 0 over slices: Numba then knows that no index is negative, and the processor takes several at once.
@compiled
def add_list(value: Any, slots: Any, values: Any, scores: Any) -> None:
    """Add a multiple of one posting list to the scores."""
    for entry in range(len(slots)):
        scores[slots[entry]] += value * values[entry]


@compiled
def add_products(
    terms: IntArray, values: FloatArray, starts: IntArray, lengths: IntArray, numbers: Any, entries: Any, scores: Any
) -> None:
    """Add the products of a query with the posting lists of its terms to the scores."""
    for place in range(len(terms)):
        start, value = starts[terms[place]], values[place]
        add_list(value, numbers[start : start + lengths[terms[place]]], entries[start:], scores)


@compiled
def add_gathered(codes: Any, values: FloatArray, known: Any, totals: FloatArray, n_known: Any) -> None:
    """Add to each slot what its code is worth."""
    for slot in range(len(codes)):
        totals[slot] += values[codes[slot]]
        n_known[slot] += known[codes[slot]]


@compiled
def add_each(values: FloatArray, known: Any, totals: FloatArray, n_known: Any) -> None:
    """Add to each slot what is its own."""
    for slot in range(len(values)):
        totals[slot] += values[slot]
        n_known[slot] += known[slot]


@compiled
def weigh(scores: FloatArray, is_known: Any, weight: float, unknown: float) -> None:
    """Turn scores into what they add to the total: at most 1, times the weight, or what counts if nothing is known."""
    for slot in range(len(scores)):
        scores[slot] = weight * min(scores[slot], 1.0) if is_known[slot] else unknown


@compiled
def exchange_gathered(totals: FloatArray, codes: Any, old: FloatArray, new: FloatArray, changed: FloatArray) -> None:
    """Set the totals in which each slot has the new worth of its code instead of the old one."""
    gains = new - old
    for slot in range(len(codes)):
        changed[slot] = totals[slot] + gains[codes[slot]]


@compiled
def exchange_each(totals: FloatArray, old: FloatArray, new: FloatArray, changed: FloatArray) -> None:
    """Set the totals in which each slot has its new value instead of its old one."""
    for slot in range(len(totals)):
        changed[slot] = totals[slot] + (new[slot] - old[slot])


@compiled
def _set_keys(
    totals: Any, n_known: Any, is_asked: Any, first_good: float, few_known: int, steps: float, keys: Any
) -> None:
    for slot in range(len(totals)):
        step = np.rint(totals[slot] * steps)
        # Without branches and divisions, so that the processor takes several slots at once.
        is_good_match = (step >= first_good) & (n_known[slot] > few_known)
        keys[slot] = np.int64(step + 2 * steps * is_good_match) if is_asked[slot] else -1


@compiled
def _highest(
    totals: FloatArray,
    n_known: Any,
    is_asked: Any,
    good_match: float,
    few_known: int,
    steps: float,
    heap: IntArray,
    slots: IntArray,
    found_keys: IntArray,
) -> int:
    first_good = np.ceil(good_match * steps) - 2.0  # below the first step that is a good match, whatever was rounded
    while first_good / steps < good_match:
        first_good += 1.0
    block = block_size(len(totals), len(heap))
    keys = np.empty(block, dtype=np.int64)  # those of one block, which the nearest cache holds
    maxima = np.empty(len(totals) // block + 1, dtype=np.int64)
    n_blocks = 0
    for start in range(0, len(totals), block):
        mine = slice(start, min(start + block, len(totals)))
        _set_keys(totals[mine], n_known[mine], is_asked[mine], first_good, few_known, steps, keys)
        maxima[n_blocks] = largest(keys[: mine.stop - start])
        n_blocks += 1
    bound = max(bound_of_best(maxima, n_blocks, heap, np.empty(len(heap), dtype=np.int64)), 0)
    n_found = 0
    for number in range(n_blocks):
        if maxima[number] >= bound:
            mine = slice(number * block, min((number + 1) * block, len(totals)))
            _set_keys(totals[mine], n_known[mine], is_asked[mine], first_good, few_known, steps, keys)
            for place in range(mine.stop - mine.start):
                if keys[place] >= bound:
                    slots[n_found], found_keys[n_found] = mine.start + place, keys[place]
                    n_found += 1
    return n_found


def highest(
    totals: FloatArray,
    n_known: Any,
    is_asked: BoolArray,
    good_match: float,
    few_known: int,
    steps: float,
    limit: int,
) -> tuple[IntArray, IntArray]:
    """Return slots among which are the `limit` with the highest keys, and all that tie with them; and these keys.

    Keys are whole numbers by which slots are ordered, see :class:`~.standings.Order`; slots that nobody asks about are
    not returned.
    """
    slots, keys = np.empty(len(totals), dtype=np.int64), np.empty(len(totals), dtype=np.int64)
    limit = min(limit, len(totals))
    heap = np.empty(limit, dtype=np.int64)
    n_found = _highest(totals, n_known, is_asked, good_match, few_known, steps, heap, slots, keys) if limit else 0
    return slots[:n_found], keys[:n_found]


@compiled
def _reaching(totals: FloatArray, codes: Any, gains: FloatArray, least: float, slots: IntArray) -> int:
    n_found = 0
    for start in range(0, len(codes), REACHING_AT_ONCE):
        own_totals, own_codes = totals[start : start + REACHING_AT_ONCE], codes[start : start + REACHING_AT_ONCE]
        n_reaching = 0  # mostly none; to count takes a processor less time than to look one by one
        for place in range(len(own_codes)):
            n_reaching += own_totals[place] + gains[own_codes[place]] >= least
        if n_reaching:
            for place in range(len(own_codes)):
                if own_totals[place] + gains[own_codes[place]] >= least:
                    slots[n_found] = start + place
                    n_found += 1
    return n_found


def reaching(totals: FloatArray, codes: Any, gains: FloatArray, least: float) -> IntArray:
    """Return the slots whose totals reach `least` with what their codes gain."""
    slots = np.empty(len(codes), dtype=np.int64)
    return slots[: _reaching(totals, codes, gains, least, slots)]


@compiled
def _best(scores: FloatArray, slots: Any, found: FloatArray) -> int:
    bits = scores.view(np.int64)
    k = len(slots)
    block = block_size(len(scores), k)
    maxima = np.empty(len(scores) // block + 1, dtype=np.int64)
    n_blocks = block_maxima(bits, block, maxima)
    bound = max(bound_of_best(maxima, n_blocks, np.empty(k, dtype=np.int64), np.empty(k, dtype=np.int64)), 1)
    size = 0
    for number in range(n_blocks):
        if maxima[number] >= bound:
            for slot in range(number * block, min((number + 1) * block, len(bits))):
                if bits[slot] >= bound:
                    size = keep_best(found, slots, size, scores[slot], slot)
    sorted_heap(found, slots, size)
    return size


def best(scores: FloatArray, k: int) -> tuple[IntArray, FloatArray]:
    """Return the slots with the highest scores above 0 and these scores; best first, then by slot."""
    slots, found = np.empty(min(k, len(scores)), dtype=np.int64), np.empty(min(k, len(scores)))
    size = _best(scores, slots, found) if len(slots) else 0
    return slots[:size], found[:size]
