"""What a seat of each mentor is worth: the proof that an assignment is optimal.

Let ``worth(i, j) = points(i, j) + reward``, let ``p(j) ≥ 0`` be the price of a seat of mentor `j`, 0 where seats are
left, and call ``worth(i, j) - p(j)`` what mentee `i` gains with `j`; without mentor they gain 0. If nobody would gain
more elsewhere, the assignment is optimal: any assignment is worth the gains of its mentees plus the prices of their
seats, which is at most ``Σ_i best gain of i + Σ_j capacity(j) · p(j)``; ours reaches this bound, since its mentees have
their best gains and each seat with a price is taken. (These are the dual variables of the transportation problem.)

For an assignment that is optimal on some pairs such prices exist on these pairs. The smallest ones are the heaviest
walks along which people could move: ``p(j) ≥ worth(i, j)`` for each `i` without mentor, and
``p(j) ≥ p(a) + worth(i, j) - worth(i, a)`` for each `i` at `a`; a walk that could grow for ever would lead to a better
assignment.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.assignment.edges import Edges
from matching.engine.assignment.market import BLOCKED, UNASSIGNED, Market
from matching.engine.tables import BoolArray, IntArray

_ROWS_AT_ONCE: Final = 1024
_MOST_NEW_PAIRS: Final = 16
"""So many pairs per mentee are added at most after one round; those worth most come first."""


def seat_prices(edges: Edges, choice: IntArray, market: Market, *, reward: int) -> IntArray | None:
    """Return the smallest prices that support a choice on these pairs, in points, shape (m,); ``None`` if none do.

    None do exactly when the choice is not optimal on these pairs: then some walk never stops growing, makes a free
    seat worth something, or makes a seat worth more than what its mentee gives for it.
    """
    m = market.shape[1]
    prices = np.zeros(m, dtype=np.int64)
    held = choice[edges.row]
    is_idle = held == UNASSIGNED
    np.maximum.at(prices, edges.column[is_idle], edges.points[is_idle] + reward)
    moves = edges.take(~is_idle & (held != edges.column))
    source = choice[moves.row]
    gain = moves.points - market.points[moves.row, source]
    by_source = np.argsort(source, kind="stable")
    source, target, gain = source[by_source], moves.column[by_source], gain[by_source]
    first = np.searchsorted(source, np.arange(m + 1))
    changed = np.arange(m)
    has_free_seat = (market.n_free(choice) > 0) & (market.capacity > 0)
    # A walk that visits no mentor twice has fewer steps than there are mentors.
    for _ in range(m + 1):
        moving = _ranges(first[changed], first[changed + 1])
        before = prices.copy()
        np.maximum.at(prices, target[moving], prices[source[moving]] + gain[moving])
        changed = np.flatnonzero(prices > before)
        # Prices only grow, so one that is too high already stays so.
        if (prices[has_free_seat] > 0).any() or (gains_held(market, choice, prices, reward=reward) < 0).any():
            return None
        if not len(changed):
            return prices
    return None


def gains(market: Market, rows: slice, prices: IntArray, *, reward: int) -> IntArray:
    """Return what these mentees gain with each mentor at these prices; below every gain where it is not possible."""
    points = market.points[rows]
    return np.where(points == BLOCKED, np.iinfo(np.int64).min // 2, points + (reward - prices))


def gains_held(market: Market, choice: IntArray, prices: IntArray, *, reward: int) -> IntArray:
    """Return what each mentee gains with the mentor they have, 0 for those without; shape (n,)."""
    held = np.zeros(len(choice), dtype=np.int64)
    rows = np.flatnonzero(choice != UNASSIGNED)
    held[rows] = market.points[rows, choice[rows]] + reward - prices[choice[rows]]
    return held


def better_pairs(market: Market, choice: IntArray, prices: IntArray, *, reward: int) -> tuple[IntArray, IntArray]:
    """Return rows and columns of pairs that would gain more than their mentee has; none of them: it is optimal."""
    held = gains_held(market, choice, prices, reward=reward)
    has_seats = market.capacity > 0
    rows, columns = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for start in range(0, len(choice), _ROWS_AT_ONCE):
        chunk = slice(start, start + _ROWS_AT_ONCE)
        gain = gains(market, chunk, prices, reward=reward)
        is_better = (gain > held[chunk, None]) & has_seats
        for row in np.flatnonzero(is_better.any(axis=1)).tolist():
            better = np.flatnonzero(is_better[row])
            columns.append(_most(better, gain[row, better], turn=start + row))
            rows.append(np.full(len(columns[-1]), start + row))
    return np.concatenate(rows), np.concatenate(columns)


def tight_pairs(market: Market, choice: IntArray, prices: IntArray, *, reward: int) -> BoolArray:
    """Return the pairs that gain exactly what their mentee has: only these can be part of an equally good choice."""
    held = gains_held(market, choice, prices, reward=reward)
    tight = np.zeros(market.shape, dtype=np.bool_)
    has_seats = market.capacity > 0
    for start in range(0, len(choice), _ROWS_AT_ONCE):
        chunk = slice(start, start + _ROWS_AT_ONCE)
        tight[chunk] = (gains(market, chunk, prices, reward=reward) == held[chunk, None]) & has_seats
    return tight


def _most(columns: IntArray, gain: IntArray, *, turn: int) -> IntArray:
    """Return the columns that gain most; of equals, each row takes others, or all would be given the same few."""
    turned = (np.arange(len(columns)) + turn * _MOST_NEW_PAIRS) % max(1, len(columns))
    return columns[np.lexsort((turned, -gain))[:_MOST_NEW_PAIRS]]


def _ranges(first: IntArray, last: IntArray) -> IntArray:
    """Return all whole numbers of several half-open ranges, one after the other."""
    lengths = last - first
    ends = np.cumsum(lengths)
    return np.repeat(first - (ends - lengths), lengths) + np.arange(int(ends[-1]) if len(ends) else 0)
