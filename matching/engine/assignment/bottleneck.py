"""The assignment whose worst match is as good as possible."""

from __future__ import annotations

import numpy as np

from matching.engine.assignment.edges import Edges, as_seats, promising
from matching.engine.assignment.market import BLOCKED, UNASSIGNED, Market
from matching.engine.assignment.optimum import Optimum
from matching.engine.assignment.paths import place_more
from matching.engine.tables import IntArray


def best_worst_points(market: Market, optimum: Optimum) -> int:
    """Return the most points that the worst match can have while as many people are placed as in `optimum`.

    Binary search between the worst match there and what the people's own best mentors allow. Each question ("can so
    many be placed with pairs of at least so many points?") is answered by a maximum matching on few pairs that is
    extended by alternating paths over all pairs until there are none, so the answer holds for all pairs. Both answers
    jump: a yes to the worst match it found, a no to the best pair that leaves what the unplaced could reach.
    """
    won = market.won(optimum.choice)
    if not len(won):
        return 0
    low, high = int(won.min()), _ceiling(market, len(won))
    edges = promising(market)
    while low < high:
        middle = (low + high + 1) // 2
        choice, best_way_out = _place_with(market, edges, middle)
        found = market.won(choice)
        if len(found) >= len(won):
            low = int(found.min())
        else:
            high = best_way_out
    return low


def _ceiling(market: Market, n_placed: int) -> int:
    """Return the points that at least so many mentees reach with their own best mentor."""
    best = np.where(market.capacity > 0, market.points, BLOCKED).max(axis=1)
    return int(np.partition(best, len(best) - n_placed)[len(best) - n_placed])


def _place_with(market: Market, edges: Edges, lowest: int) -> tuple[IntArray, int]:
    """Return a choice that places most people by pairs of at least so many points, and the best pair they lack.

    More people can only be placed with a pair that leads from those who are without, or whom they could replace, to a
    mentor they cannot reach; such a pair has at most the second number of points, which is less than `lowest`.
    """
    start = _most_placed(edges.take(edges.points >= lowest), market.capacity, len(market.points))
    may = (market.points >= lowest) & (market.capacity > 0)
    choice, reach = place_more(may, start, market.capacity)
    is_stuck = (choice == UNASSIGNED) | reach.is_reached[choice]
    way_out = market.points[np.ix_(is_stuck, ~reach.is_reached & (market.capacity > 0))]
    return choice, int(way_out.max(initial=BLOCKED))


def _most_placed(edges: Edges, capacity: IntArray, n_mentees: int) -> IntArray:
    """Return a choice that places most people on these pairs alone (Hopcroft and Karp 1973).

    References
    ----------
    Hopcroft, J. E. and Karp, R. M. (1973). An n^5/2 algorithm for maximum matchings in bipartite graphs. SIAM Journal
    on Computing 2(4), 225-231.
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching

    if not len(edges):
        return np.full(n_mentees, UNASSIGNED, dtype=np.int64)
    seats = as_seats(edges, capacity)
    cells = (edges.row[seats.edge], seats.seat)
    graph = csr_array((np.ones(len(seats.edge), np.int8), cells), shape=(n_mentees, seats.n))
    return seats.mentor_of(maximum_bipartite_matching(graph, perm_type="column"))
