"""Of several equally good assignments the one that is named by ids, not by a solver's habits.

The rule: the first mentee (by id) gets the first mentor (by id) that any of the equally good assignments gives them,
"no mentor" standing behind all mentors; then the second mentee, and so on. That names exactly one assignment.

Which assignments are equally good is read off the prices (:mod:`.prices`): exactly those that use only pairs which
gain what their mentee gains now, leave without mentor only people who gain nothing, and leave free only seats that
cost nothing (complementary slackness). One turns into another by moving people around in circles along such pairs,
where an empty seat moves like a person and "no mentor" is a place with room for all.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from matching.engine.assignment.market import UNASSIGNED, Market
from matching.engine.assignment.optimum import Optimum
from matching.engine.assignment.paths import place_more
from matching.engine.assignment.prices import gains_held, tight_pairs
from matching.engine.tables import BoolArray, IntArray


def first_by_ids(market: Market, optimum: Optimum) -> IntArray:
    """Return the equally good assignment that places most people and, of those, comes first by ids; shape (n,)."""
    tight = tight_pairs(market, optimum.choice, optimum.prices, reward=optimum.reward)
    choice, _ = place_more(tight, optimum.choice, market.capacity)
    gains_nothing = gains_held(market, optimum.choice, optimum.prices, reward=optimum.reward) == 0
    return _Circles(tight, choice, market.capacity, gains_nothing, optimum.prices == 0).settle()


class _Circles:
    """People at mentors, and where each could move without making the whole worse.

    Places are the mentors' columns, then "no mentor", then the place through which empty seats travel.
    """

    def __init__(
        self, tight: BoolArray, choice: IntArray, capacity: IntArray, may_be_idle: BoolArray, may_be_empty: BoolArray
    ) -> None:
        m = tight.shape[1]
        self._tight, self._may_be_idle = tight, may_be_idle
        self._nobody, self._empty = m, m + 1
        self._place = np.where(choice == UNASSIGNED, self._nobody, choice)
        self._n_free = capacity - np.bincount(choice[choice != UNASSIGNED], minlength=m)
        # A mentor without seats takes part in nothing, not even with empty ones.
        self._may_be_empty = np.flatnonzero(may_be_empty & (capacity > 0))
        self._people: list[set[int]] = [set() for _ in range(m + 1)]
        for mentee, place in enumerate(self._place.tolist()):
            self._people[place].add(mentee)

    def settle(self) -> IntArray:
        """Give each person in turn the first mentor that is possible for them, then leave them there."""
        group = self._groups()
        for mentee in range(len(self._place)):
            here = int(self._place[mentee])
            self._people[here].discard(mentee)
            better = np.flatnonzero(self._tight[mentee, :here])
            for place in better[group[better] == group[here]].tolist():
                if (self._people[place] or self._n_free[place]) and self._move(mentee, place, here):
                    break
        return np.where(self._place == self._nobody, UNASSIGNED, self._place)

    def _groups(self) -> IntArray:
        """Number the places so that a circle stays within one number; later moves only take possibilities away."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import connected_components

        mentees, columns = np.nonzero(self._tight)
        idle = np.flatnonzero(self._may_be_idle)
        with_seats = np.flatnonzero(self._n_free)
        starts = [self._place[mentees], self._place[idle], with_seats, np.full(len(self._may_be_empty), self._empty)]
        ends = [columns, np.full(len(idle), self._nobody), np.full(len(with_seats), self._empty), self._may_be_empty]
        start, end = np.concatenate(starts), np.concatenate(ends)
        size = self._empty + 1
        graph = csr_array((np.ones(len(start), np.int8), (start, end)), shape=(size, size))
        return np.asarray(connected_components(graph, directed=True, connection="strong")[1])

    def _move(self, mentee: int, target: int, here: int) -> bool:
        """Move a person to `target` if a circle of others can close the gap they leave `here`."""
        came_from: dict[int, tuple[int, int | None]] = {target: (target, None)}
        queue = [target]
        for place in queue:
            for mover, ends in self._ways_out(place):
                for end in ends:
                    if end not in came_from:
                        came_from[end] = (place, mover)
                        queue.append(end)
                if here in came_from:
                    self._walk_back(here, target, came_from)
                    self._place[mentee] = target
                    return True
        return False

    def _ways_out(self, place: int) -> Iterator[tuple[int | None, list[int]]]:
        """Yield who could leave a place and where to; an empty seat is nobody who leaves."""
        if place == self._empty:
            yield None, self._may_be_empty.tolist()
            return
        for mover in sorted(self._people[place]):
            yield mover, np.flatnonzero(self._tight[mover]).tolist()
            if self._may_be_idle[mover]:
                yield mover, [self._nobody]
        if place != self._nobody and self._n_free[place]:
            yield None, [self._empty]

    def _walk_back(self, end: int, target: int, came_from: dict[int, tuple[int, int | None]]) -> None:
        while end != target:
            start, mover = came_from[end]
            if mover is not None:
                self._people[start].discard(mover)
                self._people[end].add(mover)
                self._place[mover] = end
            elif end == self._empty:
                self._n_free[start] -= 1
            else:
                self._n_free[end] += 1
            end = start
