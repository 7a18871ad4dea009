"""Small cohorts against trying every assignment: 150 of them, 3,000 with the deep profile."""

from __future__ import annotations

from functools import partial

import hypothesis
import numpy as np
import pytest

from matching.engine.assignment import Objective, assign, edges, optimum, stable
from matching.engine.assignment.market import UNASSIGNED, Market
from tests.matching.engine.assignment.small_cohorts import (
    any_cohort,
    best_by_trying,
    blocking_by_definition,
    stable_by_asking_in_turn,
)

N_CASES = 3_000 if hypothesis.settings().max_examples > 1_000 else 150
SHARES = 5


@pytest.fixture(params=["as it is", "few pairs first", "other habits"])
def solver(request, monkeypatch):
    """Small cohorts have so few pairs that all are looked at; with one each, the others must be found by price.

    Of equally good assignments a solver finds the one that its habits lead to; seeing all backwards, it finds others.
    """
    if request.param == "few pairs first":
        monkeypatch.setattr(edges, "BEST_MENTORS", 1)
        monkeypatch.setattr(edges, "SPARE_MENTEES", 0)
        monkeypatch.setattr(stable, "FIRST_WISHES", 1)
    if request.param == "other habits":
        monkeypatch.setattr(optimum, "solve", partial(_solve_backwards, optimum.solve))


def _solve_backwards(solve, pairs, market, *, reward, prices=None):
    n, m = market.shape
    mirrored = Market(market.points[::-1, ::-1], market.capacity[::-1])
    choice = solve(
        edges.edges_of(mirrored, n - 1 - pairs.row, m - 1 - pairs.column),
        mirrored,
        reward=reward,
        prices=None if prices is None else prices[::-1],
    )[::-1]
    return np.where(choice == UNASSIGNED, UNASSIGNED, m - 1 - choice)


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("objective", [Objective.MOST_PLACED, Objective.BEST_SUM, Objective.BEST_WORST])
def test_no_assignment_is_better_and_of_equal_ones_it_is_the_first_by_ids(objective, share):
    for seed in range(share, N_CASES, SHARES):
        cohort = any_cohort(seed)

        found = assign(cohort, objective=objective)

        assert found.choice.tolist() == best_by_trying(cohort, objective), f"cohort {seed}"


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("share", range(SHARES))
def test_blocking_pairs_are_counted_as_defined_and_the_stable_assignment_has_none(share):
    for seed in range(share, N_CASES, SHARES):
        cohort = any_cohort(seed)

        for objective in Objective:
            found = assign(cohort, objective=objective)

            n_blocking = blocking_by_definition(cohort, found.choice.tolist())
            assert found.figures.n_blocking == n_blocking, f"cohort {seed}, {objective}"
            assert n_blocking == 0 or objective is not Objective.STABLE, f"cohort {seed}"


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("share", range(SHARES))
def test_the_stable_assignment_is_the_one_of_asking_in_turn(share):
    for seed in range(share, N_CASES, SHARES):
        cohort = any_cohort(seed)

        found = assign(cohort, objective=Objective.STABLE)

        assert found.choice.tolist() == stable_by_asking_in_turn(cohort), f"cohort {seed}"
