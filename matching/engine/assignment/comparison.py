"""What each objective costs against the others: the table from which a coordinator chooses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.engine.assignment.assigning import assign
from matching.engine.assignment.cohort import Cohort
from matching.engine.assignment.records import Assignment, Figures, Objective


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What is given up by taking one objective instead of another; what is gained is negative.

    `placed` and `moved` in persons (`moved` have another mentor, or one instead of none, or none instead of one),
    `total`, `mean` and `worst` in scores (``None`` where nobody is placed), `blocking` in pairs.
    """

    placed: int
    total: float
    mean: float | None
    worst: float | None
    blocking: int
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One assignment per objective, side by side."""

    assignments: Mapping[Objective, Assignment]

    @property
    def rows(self) -> tuple[tuple[Objective, Figures], ...]:
        """The table: the figures of each objective, in the order they were asked for."""
        return tuple((objective, assignment.figures) for objective, assignment in self.assignments.items())

    def price(self, objective: Objective, *, against: Objective) -> Price:
        """Return what `objective` costs where one could have `against` instead."""
        chosen, other = self.assignments[objective], self.assignments[against]
        mine, theirs = chosen.figures, other.figures
        return Price(
            placed=theirs.n_placed - mine.n_placed,
            total=theirs.total - mine.total,
            mean=_less(theirs.mean, mine.mean),
            worst=_less(theirs.worst, mine.worst),
            blocking=mine.n_blocking - theirs.n_blocking,
            moved=int((chosen.choice != other.choice).sum()),
        )


def compare(cohort: Cohort, objectives: Sequence[Objective] = tuple(Objective)) -> Comparison:
    """Assign a cohort with each objective."""
    return Comparison(assignments={objective: assign(cohort, objective=objective) for objective in objectives})


def _less(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else first - second
