"""What a cohort consists of: people, places, scores, and what is already decided; checked and put in order once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.assignment.inputs import billionths, fingerprint, in_order_of_ids, persons, shares
from matching.engine.assignment.market import BLOCKED, UNASSIGNED, Market
from matching.engine.assignment.remedies import Remedy, StepKind
from matching.engine.errors import PinError, ShapeMismatchError, UnknownPersonError
from matching.engine.tables import FloatArray, IntArray

Pair = tuple[str, str]
"""Id of a mentee, id of a mentor."""

NO_RULE: Final = -1
"""Code in :attr:`Cohort.rules` of a pair that no rule excludes."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Cohort:
    """Mentees, mentors and their capacities, to be assigned in one go.

    Rows and columns are put into the order of the ids, so nothing downstream depends on the order of the input.
    Scores count in whole billionths: what differs by less came from the same facts added in another order, and sums
    of whole numbers are exact.

    Parameters
    ----------
    mentee_ids, mentor_ids : tuple of str
        Row and column names.
    scores : ndarray of shape (n_mentees, n_mentors), float64
        Suitability in [0, 1], no unit; ``nan`` marks a pair that a hard rule excludes.
    capacities : ndarray of shape (n_mentors,), integers
        Most mentees each mentor can take, in persons, at least 0.
    rules : ndarray of shape (n_mentees, n_mentors), int8, optional
        For excluded pairs the position in `rule_names`, :data:`NO_RULE` where it is not known.
    rule_names : tuple of str
        Names of the hard rules.
    pinned, forbidden : set of (mentee id, mentor id)
        What a person decided: these together, these not together.
    mentee_wishes, mentor_wishes : ndarray of shape (n_mentees, n_mentors), float64, optional
        How much each side wants the other, in [0, 1]; ``nan`` where nothing was said, which stands behind everything
        that was. Without wishes a side wants what the score says.

    Raises
    ------
    DuplicateIdError, ShapeMismatchError, ScoreRangeError, CapacityError, UnknownPersonError
        If the input cannot describe a cohort.
    PinError
        If a pinned pair contradicts another pin, a hard rule, a forbidden pair or the mentor's capacity.
    """

    mentee_ids: tuple[str, ...]
    mentor_ids: tuple[str, ...]
    scores: FloatArray
    capacities: IntArray
    rules: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0), np.int8))
    rule_names: tuple[str, ...] = ()
    pinned: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    mentee_wishes: FloatArray | None = None
    mentor_wishes: FloatArray | None = None
    mentee_rows: dict[str, int] = field(init=False, repr=False)
    mentor_columns: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        shape = (len(self.mentee_ids), len(self.mentor_ids))
        rows, columns = in_order_of_ids(self.mentee_ids), in_order_of_ids(self.mentor_ids)
        put = object.__setattr__
        for name in ("scores", "mentee_wishes", "mentor_wishes"):
            matrix = getattr(self, name)
            put(self, name, None if matrix is None else shares(matrix, shape)[rows][:, columns])
        put(self, "capacities", persons(self.capacities, shape[1])[columns])
        given = np.asarray(self.rules, dtype=np.int8)
        rules = given if given.size else np.full(shape, NO_RULE, np.int8)
        if rules.shape != shape or (rules.size and rules.max() >= len(self.rule_names)):
            raise ShapeMismatchError("Each pair needs one code, and each code a name.")
        put(self, "rules", rules[rows][:, columns])
        put(self, "mentee_ids", tuple(self.mentee_ids[row] for row in rows))
        put(self, "mentor_ids", tuple(self.mentor_ids[column] for column in columns))
        put(self, "mentee_rows", {identifier: row for row, identifier in enumerate(self.mentee_ids)})
        put(self, "mentor_columns", {identifier: column for column, identifier in enumerate(self.mentor_ids)})
        put(self, "pinned", frozenset(self.pinned))
        put(self, "forbidden", frozenset(self.forbidden))
        self._check_pins()

    @cached_property
    def points(self) -> IntArray:
        """Scores in whole billionths, shape (n_mentees, n_mentors); ``BLOCKED`` for excluded and forbidden pairs."""
        points = billionths(self.scores)
        points[self.cells(self.forbidden)] = BLOCKED
        return points

    @cached_property
    def pins(self) -> IntArray:
        """Column of the mentor that each mentee is pinned to, shape (n_mentees,); ``UNASSIGNED`` for the others."""
        pins = np.full(len(self.mentee_ids), UNASSIGNED, dtype=np.int64)
        rows, columns = self.cells(self.pinned)
        pins[rows] = columns
        return pins

    @cached_property
    def open_rows(self) -> IntArray:
        """Rows of the mentees who are not pinned."""
        return np.flatnonzero(self.pins == UNASSIGNED)

    @cached_property
    def market(self) -> Market:
        """What is left to decide: the mentees who are not pinned, and the seats the others leave."""
        taken = np.bincount(self.pins[self.pins != UNASSIGNED], minlength=len(self.mentor_ids))
        points = self.points if len(self.open_rows) == len(self.points) else self.points[self.open_rows]
        return Market(points, np.minimum(self.capacities - taken, len(self.open_rows)))

    @cached_property
    def wishes(self) -> tuple[IntArray, IntArray]:
        """How much open mentees want each mentor and are wanted, in whole billionths; ``BLOCKED`` as in `market`."""
        points = self.market.points
        sides = (self.mentee_wishes, self.mentor_wishes)
        # One above, so that "nothing was said" stands behind every wish and before what is not possible.
        first, second = (
            points if side is None else np.where(points == BLOCKED, BLOCKED, billionths(side[self.open_rows]) + 1)
            for side in sides
        )
        return first, second

    @cached_property
    def inputs_hash(self) -> str:
        """Fingerprint (SHA-256, hexadecimal) of everything that can change an assignment."""
        return fingerprint(
            names=(self.mentee_ids, self.mentor_ids, self.rule_names),
            pairs=(sorted(self.pinned), sorted(self.forbidden)),
            arrays=(
                billionths(self.scores),
                self.capacities,
                self.rules,
                *(None if side is None else billionths(side) for side in (self.mentee_wishes, self.mentor_wishes)),
            ),
        )

    def cells(self, pairs: Iterable[Pair]) -> tuple[IntArray, IntArray]:
        """Return rows and columns of these pairs, in the order of their ids.

        Raises
        ------
        UnknownPersonError
            If an id does not belong to the cohort: a forbidden pair must not get lost by a slip of the pen.
        """
        ordered = sorted(pairs)
        for mentee_id, mentor_id in ordered:
            if mentee_id not in self.mentee_rows:
                raise UnknownPersonError(mentee_id)
            if mentor_id not in self.mentor_columns:
                raise UnknownPersonError(mentor_id)
        rows = np.array([self.mentee_rows[mentee_id] for mentee_id, _ in ordered], dtype=np.int64)
        return rows, np.array([self.mentor_columns[mentor_id] for _, mentor_id in ordered], dtype=np.int64)

    def after(self, remedy: Remedy, *, keep: bool = False, score: float = 0.5) -> Cohort:
        """Return the cohort after a remedy; `keep` pins the person to the place it makes.

        A pair that a rule no longer excludes counts with `score`.
        """
        scores, rules, capacities = self.scores.copy(), self.rules.copy(), self.capacities.copy()
        pinned, forbidden = set(self.pinned), set(self.forbidden)
        for step in remedy.steps:
            pair, column = (step.mentee_id, step.mentor_id), self.mentor_columns[step.mentor_id]
            if step.kind is StepKind.CAPACITY:
                capacities[column] += 1
            elif step.kind is StepKind.RULE:
                scores[self.mentee_rows[step.mentee_id], column] = score
                rules[self.mentee_rows[step.mentee_id], column] = NO_RULE
            elif step.kind is StepKind.UNPIN:
                pinned.discard(pair)
            else:
                forbidden.discard(pair)
        if keep:
            pinned.add((remedy.mentee_id, remedy.mentor_id))
        return replace(
            self,
            scores=scores,
            rules=rules,
            capacities=capacities,
            pinned=frozenset(pinned),
            forbidden=frozenset(forbidden),
        )

    def _check_pins(self) -> None:
        self.cells(self.forbidden)
        rows, columns = self.cells(self.pinned)
        n_pinned = np.bincount(columns, minlength=len(self.mentor_ids))
        seen: set[int] = set()
        for pair, row, column in zip(sorted(self.pinned), rows.tolist(), columns.tolist(), strict=True):
            if row in seen:
                raise PinError(*pair, conflict="pinned_twice")
            if pair in self.forbidden:
                raise PinError(*pair, conflict="forbidden")
            if np.isnan(self.scores[row, column]):
                raise PinError(*pair, conflict="not_eligible")
            if n_pinned[column] > self.capacities[column]:
                raise PinError(*pair, conflict="over_capacity")
            seen.add(row)
