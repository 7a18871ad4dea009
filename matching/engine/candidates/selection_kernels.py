"""How the first of many are found, compiled by Numba: a heap of the best, and a bound that spares looking at the rest.

What one module of compiled loops compiled holds what it uses of another one; :mod:`.kernel_choice` sees to it that a
change of any of them compiles all of them anew.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import numba

_Function = TypeVar("_Function", bound=Callable[..., Any])

_LARGEST_BLOCK: Final = 64
_SMALLEST_BLOCK: Final = 8


def compiled(function: _Function) -> _Function:
    """Compile a loop at its first call, and let other threads run while it works."""
    return cast(_Function, numba.njit(cache=True, nogil=True)(function))


@compiled
def largest(bits: Any) -> Any:
    """Return the largest of some integers."""
    found = bits[0]
    for place in range(len(bits)):
        found = max(found, bits[place])
    return found


@compiled
def _is_worse(score: float, number: int, other_score: float, other_number: int) -> bool:
    return score < other_score or (score == other_score and number > other_number)


@compiled
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


@compiled
def keep_best(scores: Any, numbers: Any, size: int, score: float, number: int) -> int:
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


@compiled
def sorted_heap(scores: Any, numbers: Any, size: int) -> None:
    """Turn a heap into a list, best first."""
    for last in range(size - 1, 0, -1):
        score, number = scores[last], numbers[last]
        scores[last], numbers[last] = scores[0], numbers[0]
        _sink(scores, numbers, last, score, number)


@compiled
def block_size(n: int, k: int) -> int:
    """Return how many neighbours to look at together where the best `k` of `n` are wanted."""
    return max(_SMALLEST_BLOCK, min(_LARGEST_BLOCK, n // (4 * max(k, 1))))


@compiled
def block_maxima(bits: Any, block: int, maxima: Any) -> int:
    """Fill in the largest value of each block and return how many blocks there are.

    Scores are read as integers: for floats of at least 0 the order is the same, and a processor finds the largest of
    eight integers at once.
    """
    n_blocks = 0
    for start in range(0, len(bits), block):
        maxima[n_blocks] = largest(bits[start : start + block])
        n_blocks += 1
    return n_blocks


@compiled
def bound_of_best(maxima: Any, n_blocks: int, heap: Any, heap_numbers: Any) -> Any:
    """Return a value that at least as many scores reach as the heap has room for: each block has one."""
    size = 0
    for number in range(n_blocks):
        if size < len(heap) or maxima[number] > heap[0]:
            size = keep_best(heap, heap_numbers, size, maxima[number], number)
    return heap[0] if size == len(heap) else 0
