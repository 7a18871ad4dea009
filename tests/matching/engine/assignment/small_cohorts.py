"""Cohorts small enough to try every assignment, and what trying every assignment gives."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from matching.engine.assignment import Cohort, Objective

LEVELS = (0.0, 0.25, 0.5, 0.5, 0.5, 1.0)
"""Few different scores: many assignments are equally good."""


def any_cohort(seed: int) -> Cohort:
    """Make a cohort of up to five mentees and four mentors with gaps, zero capacities, pins and forbidden pairs."""
    draw = np.random.default_rng(seed)
    n, m = int(draw.integers(0, 6)), int(draw.integers(0, 5))
    capacities = draw.integers(0, 4, m)
    scores = _scores(draw, (n, m))
    scores[draw.random((n, m)) < draw.choice([0.0, 0.2, 0.6])] = np.nan
    rules = np.where(np.isnan(scores), draw.integers(0, 2, (n, m)), -1).astype(np.int8)
    mentees = tuple(f"mentee-{number}" for number in draw.permutation(n))
    mentors = tuple(f"mentor-{number}" for number in draw.permutation(m))
    pinned, left = set(), capacities.copy()
    for row, column in itertools.product(range(n), range(m)):
        is_possible = left[column] and not np.isnan(scores[row, column])
        if is_possible and mentees[row] not in {mentee for mentee, _ in pinned} and draw.random() < 0.12:
            pinned.add((mentees[row], mentors[column]))
            left[column] -= 1
    pairs = set(itertools.product(mentees, mentors)) - pinned
    forbidden = {pair for pair in sorted(pairs) if draw.random() < 0.12}
    has_wishes = draw.random() < 0.5
    return Cohort(
        mentee_ids=mentees,
        mentor_ids=mentors,
        scores=scores,
        capacities=capacities,
        rules=rules,
        rule_names=("consent_missing", "not_screened"),
        pinned=frozenset(pinned),
        forbidden=frozenset(forbidden),
        mentee_wishes=_wishes(draw, (n, m)) if has_wishes else None,
        mentor_wishes=_wishes(draw, (n, m)) if has_wishes else None,
    )


def _scores(draw: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    return draw.choice(LEVELS, shape) if draw.random() < 0.5 else draw.random(shape).round(9)


def _wishes(draw: np.random.Generator, shape: tuple[int, int]) -> np.ndarray:
    """Wishes are stated for some pairs only."""
    return np.where(draw.random(shape) < 0.2, np.nan, _scores(draw, shape))


@dataclass(frozen=True)
class Tried:
    """One possible assignment: a column or -1 for each mentee."""

    choice: tuple[int, ...]
    points: tuple[int, ...]

    def rank(self, objective: Objective, is_open: list[bool]) -> tuple:
        """Return what the smallest of is the assignment the objective asks for."""
        n_placed, total = len(self.points), sum(self.points)
        worst = min((p for p, free in zip(self.points_by_row, is_open, strict=True) if free and p >= 0), default=0)
        by_ids = tuple(column if column >= 0 else 99 for column in self.choice)
        return {
            Objective.MOST_PLACED: (-n_placed, -total, by_ids),
            Objective.BEST_SUM: (-total, -n_placed, by_ids),
            Objective.BEST_WORST: (-n_placed, -worst, -total, by_ids),
        }[objective]

    points_by_row: tuple[int, ...] = ()


def every_assignment(cohort: Cohort) -> list[Tried]:
    """Return every assignment that keeps rules, pins, forbidden pairs and capacities."""
    points = cohort.points.tolist()
    ways = [
        [pin] if pin >= 0 else [-1, *(column for column, value in enumerate(row) if value >= 0)]
        for row, pin in zip(points, cohort.pins.tolist(), strict=True)
    ]
    found = []
    for choice in itertools.product(*ways):
        n_at = np.bincount([column for column in choice if column >= 0], minlength=len(cohort.capacities))
        if (n_at <= cohort.capacities).all():
            by_row = tuple(points[row][column] if column >= 0 else -1 for row, column in enumerate(choice))
            found.append(Tried(choice, tuple(value for value in by_row if value >= 0), by_row))
    return found


def best_by_trying(cohort: Cohort, objective: Objective) -> list[int]:
    """Return the assignment that the objective asks for, by trying all."""
    is_open = (cohort.pins < 0).tolist()
    return list(min(every_assignment(cohort), key=lambda tried: tried.rank(objective, is_open)).choice)


def blocking_by_definition(cohort: Cohort, choice: list[int]) -> int:
    """Count the pairs that would rather be together, straight from the definition."""

    def wish(side: np.ndarray | None, row: int, column: int) -> int:
        value = float((cohort.scores if side is None else side)[row, column])
        return -1 if np.isnan(value) else round(value * 10**9)

    n_blocking = 0
    for row, column in itertools.product(range(len(cohort.mentee_ids)), range(len(cohort.mentor_ids))):
        mine = choice[row]
        if cohort.pins[row] >= 0 or cohort.points[row, column] < 0 or mine == column:
            continue
        if mine >= 0 and wish(cohort.mentee_wishes, row, mine) >= wish(cohort.mentee_wishes, row, column):
            continue
        there = [other for other, where in enumerate(choice) if where == column]
        is_wanted = wish(cohort.mentor_wishes, row, column)
        gives_way = any(
            wish(cohort.mentor_wishes, other, column) < is_wanted for other in there if cohort.pins[other] < 0
        )
        n_blocking += len(there) < cohort.capacities[column] or gives_way
    return n_blocking


def stable_by_asking_in_turn(cohort: Cohort) -> list[int]:
    """Gale and Shapley's proposals one after the other, equal wishes decided by id."""
    wants, is_wanted = cohort.wishes
    rows = cohort.open_rows.tolist()
    lists = [
        sorted((column for column in range(len(wish)) if wish[column] >= 0), key=lambda column: (-wish[column], column))
        for wish in wants.tolist()
    ]
    held: dict[int, list[int]] = {column: [] for column in range(len(cohort.mentor_ids))}
    asking = list(range(len(rows)))
    while asking:
        person = asking.pop()
        if not lists[person]:
            continue
        column = lists[person].pop(0)
        held[column].append(person)
        held[column].sort(key=lambda other: (-is_wanted[other, column], other))
        asking += held[column][cohort.market.capacity[column] :]
        del held[column][cohort.market.capacity[column] :]
    choice = cohort.pins.tolist()
    for column, people in held.items():
        for person in people:
            choice[rows[person]] = column
    return choice
