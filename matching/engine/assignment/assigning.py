"""The door: assign a cohort with one of the objectives."""

from __future__ import annotations

import numpy as np

from matching.engine.assignment.bottleneck import best_worst_points
from matching.engine.assignment.cohort import Cohort
from matching.engine.assignment.market import BLOCKED, FULL_SCORE, UNASSIGNED, Market
from matching.engine.assignment.optimum import NO_REWARD, Optimum, best_assignment, reward_for_placing
from matching.engine.assignment.records import Assignment, Figures, Objective, Placement, Proof
from matching.engine.assignment.stable import blocking_pairs, stable_choice
from matching.engine.assignment.ties import first_by_ids
from matching.engine.tables import IntArray


def assign(cohort: Cohort, *, objective: Objective = Objective.MOST_PLACED) -> Assignment:
    """Assign mentees to mentors within their capacities; pins are kept, forbidden and excluded pairs never made.

    The result depends on nothing but the cohort: equal inputs give equal assignments, whatever their order.

    Parameters
    ----------
    cohort : Cohort
        Who is to be assigned; empty sides give an assignment in which nobody is placed.
    objective : Objective
        What to be best at.
    """
    choice, proof = _choose(cohort, objective)
    everybody = cohort.pins.copy()
    everybody[cohort.open_rows] = choice
    rows = np.flatnonzero(everybody != UNASSIGNED)
    columns = everybody[rows]
    is_pinned = cohort.pins[rows] != UNASSIGNED
    scores = cohort.points[rows, columns] / FULL_SCORE
    return Assignment(
        objective=objective,
        placements=tuple(
            Placement(
                mentee_id=cohort.mentee_ids[row], mentor_id=cohort.mentor_ids[column], score=score, is_pinned=pinned
            )
            for row, column, score, pinned in zip(
                rows.tolist(), columns.tolist(), scores.tolist(), is_pinned.tolist(), strict=True
            )
        ),
        unplaced=tuple(cohort.mentee_ids[row] for row in np.flatnonzero(everybody == UNASSIGNED).tolist()),
        figures=_figures(cohort, everybody, choice),
        inputs_hash=cohort.inputs_hash,
        proof=proof,
        choice=everybody,
    )


def _choose(cohort: Cohort, objective: Objective) -> tuple[IntArray, Proof | None]:
    """Return the choice for those who are not pinned."""
    market = cohort.market
    if 0 in market.shape:
        return np.full(market.shape[0], UNASSIGNED, dtype=np.int64), None
    if objective is Objective.STABLE:
        return stable_choice(*cohort.wishes, market.capacity), None
    reward = NO_REWARD if objective is Objective.BEST_SUM else reward_for_placing(market)
    optimum = best_assignment(market, reward=reward)
    if objective is Objective.BEST_WORST:
        market = market.at_least(best_worst_points(market, optimum))
        optimum = best_assignment(market, reward=reward)
    return first_by_ids(market, optimum), _proof(market, optimum)


def _proof(market: Market, optimum: Optimum) -> Proof:
    n_pairs = int(np.count_nonzero(market.points != BLOCKED))
    return Proof(n_pairs=n_pairs, n_edges=optimum.n_edges, n_rounds=optimum.n_rounds)


def _figures(cohort: Cohort, everybody: IntArray, choice: IntArray) -> Figures:
    rows = np.flatnonzero(everybody != UNASSIGNED)
    won = cohort.points[rows, everybody[rows]]
    total = int(won.sum()) / FULL_SCORE
    return Figures(
        n_placed=len(rows),
        n_unplaced=len(everybody) - len(rows),
        total=total,
        mean=total / len(rows) if len(rows) else None,
        worst=int(won.min()) / FULL_SCORE if len(rows) else None,
        n_blocking=len(blocking_pairs(*cohort.wishes, cohort.market.capacity, choice)),
    )
