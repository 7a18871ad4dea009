"""The best assignment of a market: solved on few pairs, proven on all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.engine.assignment.edges import Edges, as_seats, promising
from matching.engine.assignment.market import FULL_SCORE, UNASSIGNED, Market
from matching.engine.assignment.prices import better_pairs, seat_prices
from matching.engine.assignment.stable import stable_choice
from matching.engine.tables import IntArray

NO_REWARD: Final = 0
"""Reward per placed person when only the sum counts."""

_TRIES: Final = 6
"""So often it solves quickly with prices that are nearly right before it solves without."""

_MANY: Final = 0.05
"""If more than this share of the mentees could do better after the first round, the pairs were chosen badly."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """An optimal assignment with its proof.

    `choice` holds the column of each mentee's mentor or ``UNASSIGNED``, `prices` what a seat of each mentor is worth
    (see :mod:`.prices`); `n_edges` pairs were looked at by the solver in its last of `n_rounds` rounds.
    """

    choice: IntArray
    prices: IntArray
    reward: int
    n_edges: int
    n_rounds: int


def reward_for_placing(market: Market) -> int:
    """Return so many points per person that placing one more outweighs everything else.

    The sums of the scores of two assignments differ by at most one full score per mentee.
    """
    return FULL_SCORE * (market.shape[0] + 1)


def best_assignment(market: Market, *, reward: int) -> Optimum:
    """Return an assignment in which points plus `reward` per placed person are as many as possible.

    The solver sees few pairs. Its answer comes with prices; as long as some pair it did not see would be worth more
    at these prices than what its mentee has, such pairs are added and prices are asked for again, and only where there
    are none it solves again. When no pair is left, the prices prove that no assignment of *all* pairs is better (weak
    duality, see :mod:`.prices`). It ends since pairs are only added.
    """
    edges = promising(market)
    choice = solve(edges, market, reward=reward)
    prices = _supporting(edges, choice, market, reward=reward)
    n_rounds = 1
    while True:
        rows, columns = better_pairs(market, choice, prices, reward=reward)
        if not len(rows):
            return Optimum(choice, prices, reward, len(edges), n_rounds)
        edges = edges.joined_with(market, rows, columns)
        if n_rounds == 1 and len(np.unique(rows)) > _MANY * len(choice):
            # Many want the same few: a choice that gives everybody a seat of their own shows where else there are some.
            start = stable_choice(market.points, market.points, market.capacity)
            placed = np.flatnonzero(start != UNASSIGNED)
            edges = edges.joined_with(market, placed, start[placed])
            n_tries = 0
        else:
            n_tries = _TRIES
        n_rounds += 1
        choice, prices = _again(edges, choice, prices, market, reward=reward, n_tries=n_tries)


def _again(
    edges: Edges, choice: IntArray, prices: IntArray, market: Market, *, reward: int, n_tries: int
) -> tuple[IntArray, IntArray]:
    """Return an optimal choice and its prices on pairs of which some are new."""
    supporting = seat_prices(edges, choice, market, reward=reward)
    n_left = n_tries
    while supporting is None and n_left:
        n_left -= 1
        choice = solve(edges, market, reward=reward, prices=prices)
        supporting = seat_prices(edges, choice, market, reward=reward)
        # Where a seat with a price is free now, the price misled the solver.
        prices = np.where(market.n_free(choice) > 0, 0, prices)
    if supporting is not None:
        return choice, supporting
    choice = solve(edges, market, reward=reward)
    return choice, _supporting(edges, choice, market, reward=reward)


def _supporting(edges: Edges, choice: IntArray, market: Market, *, reward: int) -> IntArray:
    prices = seat_prices(edges, choice, market, reward=reward)
    assert prices is not None, "the solver's answer is not optimal"
    return prices


def solve(edges: Edges, market: Market, *, reward: int, prices: IntArray | None = None) -> IntArray:
    """Return an optimal choice on these pairs alone, shape (n_mentees,).

    Each seat becomes a column and each mentee gets a column of their own that means "no mentor", so that there is
    always an answer. All costs are whole numbers and, for up to a million mentees, no sum on the way exceeds 2**53,
    so the solver's floats are exact; its answer is checked in whole numbers all the same (:func:`seat_prices`).

    With `prices` seats cost what they say. That makes the solver several times faster where the prices are nearly
    right; the choice is then only optimal if each seat with a price is taken, which the caller has to see to.

    References
    ----------
    Jonker, R. and Volgenant, A. (1987). A shortest augmenting path algorithm for dense and sparse linear assignment
    problems. Computing 38, 325-340.
    """
    n_mentees, n_mentors = market.shape
    if not len(edges):
        return np.full(n_mentees, UNASSIGNED, dtype=np.int64)
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    seats = as_seats(edges, market.capacity)
    gain = edges.points + reward - (np.zeros(n_mentors, np.int64) if prices is None else prices)[edges.column]
    best = np.zeros(n_mentees, dtype=np.int64)
    np.maximum.at(best, edges.row, gain)
    mentees = np.arange(n_mentees)
    # What each mentee loses against their best, 1 at least: the solver takes 0 for "no pair".
    losses = np.concatenate([(best[edges.row] - gain)[seats.edge] + 1, best + 1])
    cells = (np.concatenate([edges.row[seats.edge], mentees]), np.concatenate([seats.seat, seats.n + mentees]))
    graph = csr_array((losses.astype(np.float64), cells), shape=(n_mentees, seats.n + n_mentees))
    _, taken = min_weight_full_bipartite_matching(graph)
    return seats.mentor_of(taken)
