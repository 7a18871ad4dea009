"""Who could move where so that one more person finds a place: alternating paths, breadth first.

A path begins with somebody without mentor, goes to a mentor, from there with one of that mentor's mentees to another
mentor, and so on to a free seat; moving everybody along it places one more and leaves nobody without who had a place.
If no path reaches a free seat, no assignment with these pairs places more people (Berge 1957): `place_more` ends
exactly there.

References
----------
Berge, C. (1957). Two theorems in graph theory. Proceedings of the National Academy of Sciences 43(9), 842-844.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.engine.assignment.market import UNASSIGNED
from matching.engine.tables import BoolArray, IntArray


@dataclass(frozen=True, eq=False)
class Reach:
    """What can be reached from people without mentor: `came_by` holds for each mentor the mentee who would come."""

    came_by: IntArray

    @property
    def is_reached(self) -> BoolArray:
        """Which mentors somebody could come to."""
        return np.asarray(self.came_by != UNASSIGNED)


def place_more(may: BoolArray, choice: IntArray, capacity: IntArray) -> tuple[IntArray, Reach]:
    """Return a choice that places as many people as these pairs allow, and what the rest could reach.

    Parameters
    ----------
    may : ndarray of shape (n, m), bool
        Who may go where.
    choice : ndarray of shape (n,), int64
        Where to begin; everybody placed there stays placed.
    capacity : ndarray of shape (m,), int64
        Seats.
    """
    choice = choice.copy()
    n_free = capacity - np.bincount(choice[choice != UNASSIGNED], minlength=len(capacity))
    while True:
        reach, free = _look(may, choice, n_free, np.flatnonzero(choice == UNASSIGNED), stop_at_seat=True)
        if free is None:
            return choice, reach
        n_free[free] -= 1
        column = free
        while column != UNASSIGNED:
            mentee = reach.came_by[column]
            choice[mentee], column = column, choice[mentee]


def reach_from(may: BoolArray, choice: IntArray, rows: IntArray) -> Reach:
    """Return what these people could reach if everybody else made room."""
    return _look(may, choice, np.zeros(may.shape[1], np.int64), rows, stop_at_seat=False)[0]


def _look(
    may: BoolArray, choice: IntArray, n_free: IntArray, rows: IntArray, *, stop_at_seat: bool
) -> tuple[Reach, int | None]:
    came_by = np.full(may.shape[1], UNASSIGNED, dtype=np.int64)
    while len(rows):
        # Only mentors nobody has come to yet are looked at: each is visited once.
        unseen = np.flatnonzero(came_by == UNASSIGNED)
        can_go = may[np.ix_(rows, unseen)]
        is_new = can_go.any(axis=0)
        new = unseen[is_new]
        came_by[new] = rows[can_go[:, is_new].argmax(axis=0)]
        free = new[n_free[new] > 0]
        if stop_at_seat and len(free):
            return Reach(came_by), int(free[0])
        rows = np.flatnonzero(np.isin(choice, new))
    return Reach(came_by), None
