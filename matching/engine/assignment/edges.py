"""The few pairs an optimum is likely to use: each mentee's best mentors, each mentor's best mentees.

For algorithms that know only single places, :func:`as_seats` makes each mentor as many seats as they have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.engine.assignment.market import BLOCKED, UNASSIGNED, Market
from matching.engine.tables import BoolArray, IntArray

BEST_MENTORS: Final = 16
"""How many mentors of each mentee an optimum is looked for among at first."""

SPARE_MENTEES: Final = 4
"""How many mentees beyond the capacity are looked at from each mentor's side."""

_ROWS_AT_ONCE: Final = 1024


@dataclass(frozen=True, eq=False)
class Edges:
    """Pairs without repetition, sorted by row, then by column: three arrays of shape (n_edges,)."""

    row: IntArray
    column: IntArray
    points: IntArray

    def __len__(self) -> int:
        return len(self.row)

    def take(self, chosen: BoolArray) -> Edges:
        """Return some of the pairs, in the same order."""
        return Edges(self.row[chosen], self.column[chosen], self.points[chosen])

    def joined_with(self, market: Market, rows: IntArray, columns: IntArray) -> Edges:
        """Return these pairs and others of the same market."""
        return edges_of(market, np.concatenate([self.row, rows]), np.concatenate([self.column, columns]))


def edges_of(market: Market, rows: IntArray, columns: IntArray) -> Edges:
    """Return the pairs that are possible and whose mentor has a seat, each once."""
    n_columns = market.shape[1]
    keys = np.unique(rows * n_columns + columns)
    row, column = np.divmod(keys, max(1, n_columns))
    edges = Edges(row, column, market.points[row, column])
    return edges.take((edges.points != BLOCKED) & (market.capacity[column] > 0))


def promising(market: Market) -> Edges:
    """Return each mentee's best mentors and each mentor's best mentees, a few more than there are seats."""
    m = market.shape[1]
    open_columns = np.flatnonzero(market.capacity > 0)
    points = market.points if len(open_columns) == m else market.points[:, open_columns]
    rows, places = best_places(points, BEST_MENTORS)
    # As many mentees for each as the largest mentor needs would be too many: most have few seats.
    seats = int(np.median(market.capacity[open_columns])) if len(open_columns) else 0
    wanted_columns, wanted_rows = best_places(points.T, seats + SPARE_MENTEES)
    return edges_of(market, np.concatenate([rows, wanted_rows]), open_columns[np.concatenate([places, wanted_columns])])


def best_places(values: IntArray, n_best: int) -> tuple[IntArray, IntArray]:
    """Return row and column of the `n_best` highest values of each row, those below 0 left out.

    Equal values are taken from a different column on in each row: if everybody took the first of equals, all would
    look at the same few.
    """
    n, m = values.shape
    if not n or not m:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    n_best = min(n_best, m)
    found = []
    turns = np.lib.stride_tricks.sliding_window_view(np.tile(np.arange(m), 2), m)
    for start in range(0, n, _ROWS_AT_ONCE):
        # Contiguous rows: values may be a transposed view.
        chunk = np.ascontiguousarray(values[start : start + _ROWS_AT_ONCE])
        turned = turns[np.arange(start, start + len(chunk)) * n_best % m]
        best = np.argpartition(chunk * m + turned, m - n_best, axis=1)[:, m - n_best :]
        is_possible = np.take_along_axis(chunk, best, axis=1) >= 0
        rows, places = np.nonzero(is_possible)
        found.append((rows + start, best[rows, places]))
    return np.concatenate([rows for rows, _ in found]), np.concatenate([columns for _, columns in found])


@dataclass(frozen=True, eq=False)
class Seats:
    """Pairs of mentee and seat: `edge` is the pair of mentee and mentor each came from, `seat` the seat's number.

    `first` holds each mentor's first seat and, at the end, the number of seats.
    """

    edge: IntArray
    seat: IntArray
    first: IntArray

    @property
    def n(self) -> int:
        """Number of seats."""
        return int(self.first[-1])

    def mentor_of(self, seat: IntArray) -> IntArray:
        """Return the mentor each seat belongs to; numbers that are no seats mean "no mentor"."""
        mentor = np.searchsorted(self.first, seat, side="right") - 1
        return np.where((seat >= 0) & (seat < self.n), mentor, UNASSIGNED).astype(np.int64)


def as_seats(edges: Edges, capacity: IntArray) -> Seats:
    """Return the seats of these pairs; seats beyond the number of mentees who come into question are never taken."""
    seats = np.minimum(capacity, np.bincount(edges.column, minlength=len(capacity)))
    first = np.concatenate([[0], np.cumsum(seats)])
    copies = seats[edges.column]
    edge = np.repeat(np.arange(len(edges)), copies)
    number = np.arange(len(edge)) - np.repeat(np.cumsum(copies) - copies, copies)
    return Seats(edge, first[edges.column][edge] + number, first)
