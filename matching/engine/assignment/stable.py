"""The assignment in which nobody would rather swap: deferred acceptance with capacities.

Mentees ask their mentors in the order of their wishes; a mentor keeps those they want most, as many as there are
seats, and lets the others ask on. Equal wishes are decided by id: the one whose id sorts first is wanted more.

A pair is *blocking* when the two are not together, may be, and both would rather: the mentee wants this mentor more
than theirs (or has none), and the mentor has a seat left or wants this mentee more than somebody they have. Equal
wishes are no "rather". After deferred acceptance no pair is blocking, and no other such assignment suits any mentee
better. Pinned people are out of this: nobody can ask for their seats.

References
----------
Gale, D. and Shapley, L. S. (1962). College admissions and the stability of marriage. American Mathematical Monthly
69(1), 9-15.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from matching.engine.assignment.market import BLOCKED, UNASSIGNED
from matching.engine.tables import IntArray

FIRST_WISHES: Final = 32
"""So many wishes of each mentee are put in order at first; few people need more."""

_ROWS_AT_ONCE: Final = 1024


def stable_choice(wants: IntArray, is_wanted: IntArray, capacity: IntArray) -> IntArray:
    """Return the stable assignment that suits the mentees best.

    Parameters
    ----------
    wants, is_wanted : ndarray of shape (n, m), int64
        How much each mentee wants each mentor and is wanted; ``BLOCKED`` where they must not meet.
    capacity : ndarray of shape (m,), int64
        Seats.

    Returns
    -------
    ndarray of shape (n,), int64
        Column of each mentee's mentor, or ``UNASSIGNED``.
    """
    n = len(wants)
    choice = np.full(n, UNASSIGNED, dtype=np.int64)
    wishes = _Wishes(wants)
    asking = np.arange(n)
    while len(asking):
        wishes.look_further(asking, is_wanted, _least_wanted(is_wanted, capacity, choice))
        asking, column = wishes.next_of(asking)
        asking = _turned_away(asking, column, choice, is_wanted, capacity)
    return choice


def blocking_pairs(wants: IntArray, is_wanted: IntArray, capacity: IntArray, choice: IntArray) -> IntArray:
    """Return rows and columns of the pairs that would rather be together, shape (n_pairs, 2)."""
    n = len(wants)
    placed = np.flatnonzero(choice != UNASSIGNED)
    mine = np.full(n, BLOCKED, dtype=np.int64)
    mine[placed] = wants[placed, choice[placed]]
    least = _least_wanted(is_wanted, capacity, choice)
    found = [np.zeros((0, 2), np.int64)]
    for start in range(0, n, _ROWS_AT_ONCE):
        chunk = slice(start, start + _ROWS_AT_ONCE)
        # What is blocked is wanted by nobody: BLOCKED is never more than anything.
        would_rather = (wants[chunk] > mine[chunk, None]) & (is_wanted[chunk] > least)
        found.append(np.argwhere(would_rather) + np.array([start, 0]))
    return np.concatenate(found)


class _Wishes:
    """Each mentee's mentors in the order of their wishes: the first ones at once, the others if somebody asks."""

    def __init__(self, wants: IntArray) -> None:
        self._wants = wants
        self._lists = _sorted_wishes(wants, min(wants.shape[1], FIRST_WISHES))
        self._further: dict[int, Iterator[int]] = {}
        self._next = np.zeros(len(wants), dtype=np.int64)

    def look_further(self, rows: IntArray, is_wanted: IntArray, least: IntArray) -> None:
        """Put the other wishes of people who have none left in order.

        Mentors who would turn them away now are left out: what a mentor has only gets better.
        """
        n_sorted = self._lists.shape[1]
        for row in rows[self._next[rows] == n_sorted].tolist():
            may_keep = np.flatnonzero((self._wants[row] != BLOCKED) & (is_wanted[row] >= least))
            others = may_keep[~np.isin(may_keep, self._lists[row])]
            self._further[row] = iter(others[np.argsort(-self._wants[row, others], kind="stable")].tolist())

    def next_of(self, rows: IntArray) -> tuple[IntArray, IntArray]:
        """Return who of these has a wish left, and the column of it; each wish is told once."""
        position, n_sorted = self._next[rows], self._lists.shape[1]
        self._next[rows] += 1
        column = np.full(len(rows), UNASSIGNED, dtype=np.int64)
        is_first = position < n_sorted
        column[is_first] = self._lists[rows[is_first], position[is_first]]
        for place in np.flatnonzero(~is_first).tolist():
            column[place] = next(self._further[int(rows[place])], UNASSIGNED)
        has_wish = column != UNASSIGNED
        return rows[has_wish], column[has_wish]


def _least_wanted(is_wanted: IntArray, capacity: IntArray, choice: IntArray) -> IntArray:
    """Return how much each mentor wants the one they want least of theirs; ``BLOCKED`` where there is a seat left."""
    placed = np.flatnonzero(choice != UNASSIGNED)
    least = np.full(len(capacity), np.iinfo(np.int64).max)
    np.minimum.at(least, choice[placed], is_wanted[placed, choice[placed]])
    least[capacity > np.bincount(choice[placed], minlength=len(capacity))] = BLOCKED
    return least


def _sorted_wishes(wants: IntArray, n_wishes: int) -> IntArray:
    """Return the columns these mentees want most, in order, shape (n, n_wishes); ``UNASSIGNED`` at the end."""
    n, m = wants.shape
    lists = np.full((n, n_wishes), UNASSIGNED, dtype=np.int64)
    for start in range(0, n, _ROWS_AT_ONCE):
        chunk = wants[start : start + _ROWS_AT_ONCE]
        # One number per pair: the wish first, then the id; no two are equal.
        keys = chunk * m + (m - 1 - np.arange(m))
        best = np.argpartition(keys, m - n_wishes, axis=1)[:, m - n_wishes :] if n_wishes < m else _everywhere(keys)
        in_order = np.take_along_axis(best, np.argsort(-np.take_along_axis(keys, best, axis=1), axis=1), axis=1)
        is_possible = np.take_along_axis(chunk, in_order, axis=1) != BLOCKED
        lists[start : start + len(chunk)] = np.where(is_possible, in_order, UNASSIGNED)
    return lists


def _everywhere(keys: IntArray) -> IntArray:
    return np.broadcast_to(np.arange(keys.shape[1]), keys.shape)


def _turned_away(
    asking: IntArray, column: IntArray, choice: IntArray, is_wanted: IntArray, capacity: IntArray
) -> IntArray:
    """Let the mentors choose among those who ask and those they have; return who has no seat now."""
    is_asked = np.zeros(len(capacity) + 1, dtype=np.bool_)  # the last entry stands for UNASSIGNED
    is_asked[column] = True
    holding = np.flatnonzero(is_asked[choice])
    person, mentor = np.concatenate([holding, asking]), np.concatenate([choice[holding], column])
    order = np.lexsort((person, -is_wanted[person, mentor], mentor))
    person, mentor = person[order], mentor[order]
    place = np.arange(len(mentor)) - np.searchsorted(mentor, mentor, side="left")
    has_seat = place < capacity[mentor]
    choice[person[has_seat]] = mentor[has_seat]
    choice[person[~has_seat]] = UNASSIGNED
    turned_away: IntArray = person[~has_seat]
    return turned_away
