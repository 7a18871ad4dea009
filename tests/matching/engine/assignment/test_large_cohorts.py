"""Cohorts too large to try everything: against a linear program, and few pairs against all pairs."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import csr_array

from matching.engine.assignment import Cohort, Objective, assign
from matching.engine.assignment.edges import promising
from matching.engine.assignment.market import FULL_SCORE, UNASSIGNED, Market
from matching.engine.assignment.optimum import NO_REWARD, reward_for_placing, solve


def plausible_scores(n, m, *, seed=5, n_levels=None):
    """Scores from shared fields, distance and chance; `n_levels` makes many of them equal."""
    draw = np.random.default_rng(seed)
    fields = [draw.dirichlet(np.full(8, 0.4), size) for size in (n, m)]
    fit = (fields[0] / np.linalg.norm(fields[0], axis=1)[:, None]) @ (
        fields[1] / np.linalg.norm(fields[1], axis=1)[:, None]
    ).T
    places = [draw.uniform(0, 60, (size, 2)) for size in (n, m)]
    distance = np.linalg.norm(places[0][:, None] - places[1][None], axis=2)
    scores = np.clip(0.5 * fit + 0.3 * np.exp(-distance / 20) + 0.2 * draw.random((n, m)), 0, 1)
    scores[draw.random((n, m)) < 0.1] = np.nan
    return scores if n_levels is None else np.round(scores * n_levels) / n_levels


def capacities(n, m, *, seats, seed=7):
    draw = np.random.default_rng(seed).integers(0, 6, m)
    return np.round(draw * seats * n / draw.sum()).astype(int)


def cohort(n, m, *, seats, **options):
    return Cohort(
        mentee_ids=tuple(f"mentee {number:05}" for number in range(n)),
        mentor_ids=tuple(f"mentor {number:05}" for number in range(m)),
        scores=plausible_scores(n, m, **options),
        capacities=capacities(n, m, seats=seats),
    )


def value_of_the_linear_program(edges, market, reward):
    n, m = market.shape
    number = np.arange(len(edges))
    each_mentee = csr_array((np.ones(len(edges)), (edges.row, number)), shape=(n, len(edges)))
    each_mentor = csr_array((np.ones(len(edges)), (edges.column, number)), shape=(m, len(edges)))
    worth = (edges.points + reward) / FULL_SCORE
    from scipy.sparse import vstack

    found = linprog(
        -worth,
        A_ub=vstack([each_mentee, each_mentor]),
        b_ub=np.concatenate([np.ones(n), market.capacity]),
        bounds=(0, 1),
        method="highs",
    )
    return -found.fun


@pytest.mark.parametrize("seats", [0.8, 1.2])
@pytest.mark.parametrize("places_first", [False, True])
def test_on_the_same_pairs_the_solver_reaches_the_value_of_the_linear_program(seats, places_first):
    market = cohort(300, 90, seats=seats).market
    # The reward is smaller than ours: a linear program is not exact enough for more.
    reward = 3 * FULL_SCORE if places_first else NO_REWARD
    edges = promising(market)

    choice = solve(edges, market, reward=reward)

    value = (market.won(choice) + reward).sum() / FULL_SCORE
    assert value == pytest.approx(value_of_the_linear_program(edges, market, reward), rel=1e-9)


@pytest.mark.parametrize(("seats", "n_levels"), [(0.7, None), (1.1, None), (0.7, 10)])
@pytest.mark.parametrize("objective", [Objective.MOST_PLACED, Objective.BEST_SUM])
def test_what_is_proven_from_few_pairs_is_what_all_pairs_give(objective, seats, n_levels):
    large = cohort(1000, 300, seats=seats, n_levels=n_levels)
    reward = NO_REWARD if objective is Objective.BEST_SUM else reward_for_placing(large.market)

    found = assign(large, objective=objective)

    assert found.proof.n_edges < found.proof.n_pairs / 4
    won = large.market.won(found.choice)
    assert (won + reward).sum() == best_of_all_pairs(large.market, reward)


@pytest.mark.parametrize("objective", [Objective.MOST_PLACED, Objective.BEST_SUM])
@pytest.mark.parametrize("alike", ["the same mentors", "in proportion"])
def test_where_everybody_wants_the_same_few_the_proof_still_holds_for_all_pairs(objective, alike):
    draw = np.random.default_rng(11)
    n, m = 300, 90
    wanted, fitting = draw.random(m), draw.random(n)
    scores = 0.7 * wanted + 0.3 * draw.random((n, m)) if alike == "the same mentors" else fitting[:, None] * wanted
    crowded = Cohort(
        mentee_ids=tuple(f"{number:03}" for number in range(n)),
        mentor_ids=tuple(f"{number:03}" for number in range(m)),
        scores=scores,
        capacities=capacities(n, m, seats=1.05),
    )
    reward = NO_REWARD if objective is Objective.BEST_SUM else reward_for_placing(crowded.market)

    found = assign(crowded, objective=objective)

    assert found.proof.n_rounds > 1
    assert (crowded.market.won(found.choice) + reward).sum() == best_of_all_pairs(crowded.market, reward)


def best_of_all_pairs(market: Market, reward: int) -> int:
    """Return the best value with every seat and every pair in one dense matrix."""
    mentors = np.repeat(np.arange(market.shape[1]), market.capacity)
    worth = np.where(market.points < 0, 0, market.points + reward)[:, mentors]
    worth = np.hstack([worth, np.zeros((len(worth), len(worth)), dtype=worth.dtype)])
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return int(worth[rows, columns].sum())


@pytest.mark.parametrize("seats", [0.8, 1.2])
def test_the_worst_match_cannot_be_better_on_all_pairs(seats):
    large = cohort(400, 120, seats=seats)
    found = assign(large, objective=Objective.BEST_WORST)
    worst = round(found.figures.worst * FULL_SCORE)

    def n_placed(lowest):
        stricter = large.market.at_least(lowest)
        return best_of_all_pairs(Market(np.where(stricter.points >= 0, 0, -1), stricter.capacity), FULL_SCORE)

    assert n_placed(worst) == n_placed(0) == found.figures.n_placed * FULL_SCORE
    assert n_placed(worst + 1) < n_placed(0)


@pytest.mark.parametrize("objective", list(Objective))
def test_a_cohort_in_which_all_scores_are_equal_is_assigned_by_ids(objective):
    equal = Cohort(
        mentee_ids=tuple(f"{number:03}" for number in range(200)),
        mentor_ids=tuple(f"{number:03}" for number in range(50)),
        scores=np.full((200, 50), 0.5),
        capacities=np.full(50, 3),
    )

    found = assign(equal, objective=objective)

    assert found.choice.tolist() == [*np.repeat(np.arange(50), 3).tolist(), *[UNASSIGNED] * 50]


@pytest.mark.parametrize("seats", [0.8, 1.2])
def test_deferred_acceptance_leaves_no_blocking_pair_in_a_large_cohort(seats):
    draw = np.random.default_rng(3)
    scores = plausible_scores(600, 200)
    large = Cohort(
        mentee_ids=tuple(map(str, range(600))),
        mentor_ids=tuple(map(str, range(200))),
        scores=scores,
        capacities=capacities(600, 200, seats=seats),
        mentor_wishes=draw.random((600, 200)).round(1),
    )

    assert assign(large, objective=Objective.STABLE).figures.n_blocking == 0
    assert assign(large, objective=Objective.BEST_SUM).figures.n_blocking > 0
