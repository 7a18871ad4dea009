"""What an assignment consists of; ids, codes and figures only, a service puts them into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from matching.engine.assignment.market import UNASSIGNED
from matching.engine.tables import IntArray


class Objective(StrEnum):
    """What an assignment shall be best at; what comes after the comma decides between equals, at last the ids do.

    * ``MOST_PLACED``: as many people as possible, then the sum of the scores
    * ``BEST_SUM``: the sum of the scores, then as many people as possible
    * ``BEST_WORST``: as many people as possible, then the worst score, then the sum
    * ``STABLE``: no mentee and mentor who would both rather have each other; of those the best for the mentees
    """

    MOST_PLACED = "most_placed"
    BEST_SUM = "best_sum"
    BEST_WORST = "best_worst"
    STABLE = "stable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A mentee with their mentor."""

    mentee_id: str
    mentor_id: str
    score: float
    is_pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a coordinator compares; `mean` and `worst` are ``None`` if nobody is placed.

    Pinned people count in all figures except `n_blocking`: their seats are not for discussion.
    """

    n_placed: int
    n_unplaced: int
    total: float
    mean: float | None
    worst: float | None
    n_blocking: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How an optimum was found: it holds for all pairs, though the solver looked at few.

    `n_edges` of `n_pairs` possible pairs were looked at in the last of `n_rounds` rounds; for the others, prices of the
    seats prove that none of them can make the assignment better. For the best worst match, possible are pairs of at
    least that score; that no higher one will do is proven by alternating paths over all pairs.
    """

    n_pairs: int
    n_edges: int
    n_rounds: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Assignment:
    """A decision for a whole cohort; `choice` holds columns of the cohort it was made for, shape (n_mentees,).

    The stable objective has no `proof`: it looks at all wishes, and `figures.n_blocking` is counted over all pairs.
    """

    objective: Objective
    placements: tuple[Placement, ...]
    unplaced: tuple[str, ...]
    figures: Figures
    inputs_hash: str
    proof: Proof | None
    choice: IntArray

    @cached_property
    def mentor_of(self) -> Mapping[str, str]:
        """Id of each placed mentee → id of their mentor."""
        return {placement.mentee_id: placement.mentor_id for placement in self.placements}

    @property
    def unplaced_rows(self) -> IntArray:
        """Rows of the people without mentor."""
        return np.flatnonzero(self.choice == UNASSIGNED)
