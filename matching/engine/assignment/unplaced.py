"""Why somebody has no mentor, and the smallest change that would place them.

**What a change promises.** After it there is an assignment in which everybody who has a place now keeps one (perhaps
with another mentor) and this person has one too.

**Why it holds.** Draw an arrow from mentor `a` to mentor `b` wherever some mentee of `a` who is not pinned may go to
`b`. If this person may go to a mentor from whom arrows lead to a free seat, take a shortest such way: it visits no
mentor twice, so one mentee moves along each arrow, every mentor on the way loses one and gains one, the last fills the
free seat, nobody is left without. Each kind of change makes such a way: one more place is a free seat; somebody whose
pin is lifted and who may go to a mentor with a way to a free seat leaves a seat behind; a pair that is no longer
forbidden or excluded is one more arrow, or the first step.

**Why nothing less will do.** Without such a way no assignment places this person and all the others: compare such an
assignment with the present one; starting from this person, follow the new mentor of each person, then somebody who left
that mentor. Since everybody stays placed this can only end at a seat that is free now, so it was such a way (Berge
1957). So a person whose constraint is "full" cannot be placed by rearranging, and the steps of a change are needed.

Whether an objective then gives this place to this person or to another who has none is asked by solving again
(:func:`is_enough`). Where it is not, keeping the place for them (``cohort.after(remedy, keep=True)``, a pin) always is:
by the way above there is an assignment with this pin that places all the others too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np

from matching.engine.assignment.assigning import assign
from matching.engine.assignment.cohort import Cohort
from matching.engine.assignment.market import BLOCKED, UNASSIGNED
from matching.engine.assignment.records import Assignment, Objective
from matching.engine.assignment.remedies import Constraint, Remedy, Step, StepKind, Unplaced
from matching.engine.tables import BoolArray, IntArray

UNKNOWN_RULE = "unknown"
"""Counted for excluded pairs of which the cohort does not say by which rule."""

_NO_WAY = -1
_SMALLEST_FIRST = (StepKind.UNPIN, StepKind.ALLOW, StepKind.CAPACITY, StepKind.RULE)


def explain_unplaced(cohort: Cohort, assignment: Assignment) -> tuple[Unplaced, ...]:
    """Return for each person without mentor what stands against it, and which changes would place them.

    Changes come smallest first: fewer steps, then what a coordinator decided and can take back (a pin, a forbidden
    pair), then one more place, which a mentor must agree to, then a hard rule, which facts must meet; then the fewer
    others change their mentor. There is none only where there are no mentors at all.
    """
    look = _Look(cohort, assignment.choice)
    return tuple(look.about(row) for row in assignment.unplaced_rows.tolist())


def is_enough(cohort: Cohort, remedy: Remedy, *, objective: Objective) -> bool:
    """Whether solving again after a remedy places the person without keeping the place for them."""
    return remedy.mentee_id in assign(cohort.after(remedy), objective=objective).mentor_of


class _Look:
    """One assignment, with the ways to a free seat that all its unplaced people share."""

    def __init__(self, cohort: Cohort, choice: IntArray) -> None:
        self._cohort, self._choice = cohort, choice
        self._may: BoolArray = cohort.points != BLOCKED
        self._n_free = cohort.capacities - np.bincount(choice[choice != UNASSIGNED], minlength=len(cohort.mentor_ids))
        self._movable = np.flatnonzero((choice != UNASSIGNED) & (cohort.pins == UNASSIGNED))
        self._to_seat = self._moves_to(self._n_free > 0)
        self._forbidden_rows, self._forbidden_columns = cohort.cells(cohort.forbidden)
        self._ways_to: dict[int, IntArray] = {}

    @cached_property
    def _lifts(self) -> list[tuple[Step, int, IntArray]]:
        """Pins and forbidden pairs of placed people that could be lifted: how many move then, and the ways there."""
        return [*self._lifted_pins(), *self._lifted_pairs()]

    def about(self, row: int) -> Unplaced:
        """Return what there is to say about one person."""
        cohort = self._cohort
        is_excluded = np.isnan(cohort.scores[row])
        rules, counts = np.unique(cohort.rules[row, is_excluded], return_counts=True)
        n_allowed = int(self._may[row].sum())
        n_forbidden = int((~is_excluded & ~self._may[row]).sum())
        rearranged = self._best(row, self._may[row])
        return Unplaced(
            mentee_id=cohort.mentee_ids[row],
            constraint=self._constraint(n_allowed, n_forbidden, can_rearrange=rearranged is not None),
            excluded={self._rule(code): count for code, count in zip(rules.tolist(), counts.tolist(), strict=True)},
            n_forbidden=n_forbidden,
            n_full=int((self._n_free[self._may[row]] <= 0).sum()),
            remedies=(self._remedy(row, rearranged),) if rearranged else self._remedies(row, is_excluded),
        )

    def _constraint(self, n_allowed: int, n_forbidden: int, *, can_rearrange: bool) -> Constraint:
        if not self._cohort.mentor_ids:
            return Constraint.NO_MENTORS
        if can_rearrange:
            return Constraint.OUTWEIGHED
        if n_allowed:
            return Constraint.FULL
        return Constraint.FORBIDDEN if n_forbidden else Constraint.EXCLUDED

    def _remedies(self, row: int, is_excluded: BoolArray) -> tuple[Remedy, ...]:
        found = [*self._lifting(row), *self._own_pairs(row, is_excluded), *self._more_room(row)]
        return tuple(sorted(found or self._several_steps(row, is_excluded), key=_size))

    def _lifting(self, row: int) -> Iterator[Remedy]:
        """Yield the best pin and the best forbidden pair of others to lift."""
        best: dict[StepKind, Remedy] = {}
        for step, n_moved, ways in self._lifts:
            if (found := self._best(row, self._may[row], ways)) is not None:
                remedy = self._remedy(row, (found[0], found[1] + n_moved), step)
                best[step.kind] = min(best.get(step.kind, remedy), remedy, key=_size)
        yield from best.values()

    def _own_pairs(self, row: int, is_excluded: BoolArray) -> Iterator[Remedy]:
        """Yield the best forbidden pair of this person to lift, and per rule the pair it would have to admit."""
        if (best := self._best(row, ~is_excluded & ~self._may[row])) is not None:
            yield self._remedy(row, best, self._step(StepKind.ALLOW, row, best[0]))
        for code in np.unique(self._cohort.rules[row, is_excluded]).tolist():
            by_rule = is_excluded & (self._cohort.rules[row] == code) & ~self._is_forbidden(row)
            if (best := self._best(row, by_rule)) is not None:
                yield self._remedy(row, best, self._step(StepKind.RULE, row, best[0]))

    def _more_room(self, row: int) -> Iterator[Remedy]:
        columns = np.flatnonzero(self._may[row])
        if len(columns):
            dearest = int(columns[self._cohort.points[row, columns].argmax()])
            yield self._remedy(row, (dearest, 0), self._step(StepKind.CAPACITY, row, dearest))

    def _several_steps(self, row: int, is_excluded: BoolArray) -> Iterator[Remedy]:
        """Yield what it takes together where no single step is enough, with the mentor that takes fewest."""
        is_forbidden, has_no_way = self._is_forbidden(row), self._to_seat == _NO_WAY
        if not len(has_no_way):
            return
        n_steps = is_forbidden.astype(np.int64) + is_excluded + has_no_way
        scores = np.nan_to_num(self._cohort.scores[row], nan=0.0)
        column = int(np.lexsort((-scores, n_steps))[0])
        needed = {StepKind.ALLOW: is_forbidden, StepKind.CAPACITY: has_no_way, StepKind.RULE: is_excluded}
        steps = tuple(self._step(kind, row, column) for kind in needed if needed[kind][column])
        yield self._remedy(row, (column, max(0, int(self._to_seat[column]))), *steps)

    def _is_forbidden(self, row: int) -> BoolArray:
        mine = self._forbidden_columns[self._forbidden_rows == row]
        return np.isin(np.arange(len(self._cohort.mentor_ids)), mine)

    def _best(self, row: int, is_possible: BoolArray, ways: IntArray | None = None) -> tuple[int, int] | None:
        """Return the mentor from whom the fewest others must move (to a free seat), and how many those are."""
        ways = self._to_seat if ways is None else ways
        columns = np.flatnonzero(is_possible & (ways != _NO_WAY))
        if not len(columns):
            return None
        # Of equally near mentors the one that suits best, then the first by id.
        scores = np.nan_to_num(self._cohort.scores[row, columns], nan=0.0)
        chosen = columns[np.lexsort((columns, -scores, ways[columns]))[0]]
        return int(chosen), int(ways[chosen])

    def _lifted_pins(self) -> Iterator[tuple[Step, int, IntArray]]:
        for row in np.flatnonzero(self._cohort.pins != UNASSIGNED).tolist():
            here = int(self._choice[row])
            elsewhere = self._may[row].copy()
            elsewhere[here] = False
            if (best := self._best(row, elsewhere)) is not None:
                yield self._step(StepKind.UNPIN, row, here), best[1] + 1, self._moves_to_column(here)

    def _lifted_pairs(self) -> Iterator[tuple[Step, int, IntArray]]:
        for row, column in zip(self._forbidden_rows.tolist(), self._forbidden_columns.tolist(), strict=True):
            here, way = int(self._choice[row]), int(self._to_seat[column])
            is_eligible = not np.isnan(self._cohort.scores[row, column])
            if here != UNASSIGNED and self._cohort.pins[row] == UNASSIGNED and way != _NO_WAY and is_eligible:
                yield self._step(StepKind.ALLOW, row, column), way + 1, self._moves_to_column(here)

    def _moves_to_column(self, column: int) -> IntArray:
        if column not in self._ways_to:
            self._ways_to[column] = self._moves_to(np.arange(len(self._n_free)) == column)
        return self._ways_to[column]

    def _moves_to(self, is_target: BoolArray) -> IntArray:
        """Return how many people must move until somebody who comes to a mentor makes one leave at a target."""
        ways = np.where(is_target, 0, _NO_WAY)
        latest, rows, n_moves = np.flatnonzero(is_target), self._movable, 0
        while len(latest) and len(rows):
            n_moves += 1
            can_go = self._may[np.ix_(rows, latest)].any(axis=1)
            left = np.unique(self._choice[rows[can_go]])
            latest = left[ways[left] == _NO_WAY]
            ways[latest] = n_moves
            rows = rows[~can_go]
        return ways

    def _step(self, kind: StepKind, row: int, column: int) -> Step:
        rule = self._rule(int(self._cohort.rules[row, column])) if kind is StepKind.RULE else ""
        mentee_id = "" if kind is StepKind.CAPACITY else self._cohort.mentee_ids[row]
        return Step(kind=kind, mentee_id=mentee_id, mentor_id=self._cohort.mentor_ids[column], rule=rule)

    def _remedy(self, row: int, found: tuple[int, int], *steps: Step) -> Remedy:
        column, n_moved = found
        ids = self._cohort.mentee_ids[row], self._cohort.mentor_ids[column]
        return Remedy(mentee_id=ids[0], mentor_id=ids[1], steps=steps, n_moved=n_moved)

    def _rule(self, code: int) -> str:
        return self._cohort.rule_names[code] if code >= 0 else UNKNOWN_RULE


def _size(remedy: Remedy) -> tuple[object, ...]:
    kinds = tuple(_SMALLEST_FIRST.index(step.kind) for step in remedy.steps)
    return (
        len(kinds),
        kinds,
        remedy.n_moved,
        tuple((step.rule, step.mentee_id, step.mentor_id) for step in remedy.steps),
    )
