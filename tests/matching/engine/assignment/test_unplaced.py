"""Why somebody has no mentor, and whether the changes that are told would really place them."""

from __future__ import annotations

import hypothesis
import numpy as np
import pytest

from matching.engine.assignment import (
    Cohort,
    Constraint,
    Objective,
    Remedy,
    Step,
    StepKind,
    assign,
    explain_unplaced,
    is_enough,
)
from tests.matching.engine.assignment.small_cohorts import any_cohort, every_assignment

nan = np.nan
N_CASES = 3_000 if hypothesis.settings().max_examples > 1_000 else 100
SHARES = 5
KINDS = [StepKind.UNPIN, StepKind.ALLOW, StepKind.CAPACITY, StepKind.RULE]


def cohort_of(scores, capacities, **fields):
    scores = np.array(scores)
    mentees = tuple("abcdefg"[: scores.shape[0]])
    mentors = tuple("ABCDEFG"[: scores.shape[1]])
    return Cohort(
        mentee_ids=mentees, mentor_ids=mentors, scores=scores, capacities=np.array(capacities, dtype=int), **fields
    )


def the_only_unplaced(cohort, objective=Objective.MOST_PLACED):
    (unplaced,) = explain_unplaced(cohort, assign(cohort, objective=objective))
    return unplaced


def test_where_all_are_full_one_more_place_with_the_best_mentor_is_the_smallest_change():
    unplaced = the_only_unplaced(cohort_of([[0.9, 0.2], [0.8, 0.3], [0.6, 0.5]], [1, 1]))

    assert (unplaced.mentee_id, unplaced.constraint, unplaced.n_full) == ("b", Constraint.FULL, 2)
    assert unplaced.remedies == (
        Remedy(
            mentee_id="b", mentor_id="A", steps=(Step(kind=StepKind.CAPACITY, mentee_id="", mentor_id="A"),), n_moved=0
        ),
    )


def test_rules_are_counted_and_the_one_that_stands_before_a_free_seat_is_named():
    rules = np.array([[0, 0, 1]], dtype=np.int8)
    cohort = cohort_of([[nan, nan, nan]], [0, 0, 2], rules=rules, rule_names=("consent_missing", "not_screened"))

    unplaced = the_only_unplaced(cohort)

    assert unplaced.constraint is Constraint.EXCLUDED
    assert unplaced.excluded == {"consent_missing": 2, "not_screened": 1}
    (remedy,) = unplaced.remedies
    assert remedy.steps == (Step(kind=StepKind.RULE, mentee_id="a", mentor_id="C", rule="not_screened"),)


def test_who_may_only_see_a_forbidden_mentor_is_told_so():
    unplaced = the_only_unplaced(cohort_of([[0.9, nan]], [1, 1], forbidden=frozenset({("a", "A")})))

    assert (unplaced.constraint, unplaced.n_forbidden) == (Constraint.FORBIDDEN, 1)
    assert unplaced.remedies[0].steps == (Step(kind=StepKind.ALLOW, mentee_id="a", mentor_id="A"),)


def test_a_pin_that_keeps_the_only_possible_seat_is_found_behind_other_people():
    # c may only go to A, where b sits; b could go to B, where a is pinned; a could go to C, which is free.
    scores = [[nan, 0.5, 0.4], [0.5, 0.4, nan], [0.3, nan, nan]]

    unplaced = the_only_unplaced(cohort_of(scores, [1, 1, 1], pinned=frozenset({("a", "B")})))

    assert unplaced.mentee_id == "c"
    assert unplaced.remedies[0] == Remedy(
        mentee_id="c", mentor_id="A", steps=(Step(kind=StepKind.UNPIN, mentee_id="a", mentor_id="B"),), n_moved=2
    )


def test_the_best_sum_may_leave_somebody_without_whom_rearranging_would_place():
    scores = [[0.9, 0.1], [0.7, nan]]

    unplaced = the_only_unplaced(cohort_of(scores, [1, 1]), Objective.BEST_SUM)

    assert unplaced.constraint is Constraint.OUTWEIGHED
    assert unplaced.remedies == (Remedy(mentee_id="b", mentor_id="A", steps=(), n_moved=1),)


def test_where_nobody_has_room_and_nobody_may_both_must_change():
    unplaced = the_only_unplaced(cohort_of([[nan]], [0]))

    assert [step.kind for step in unplaced.remedies[0].steps] == [StepKind.CAPACITY, StepKind.RULE]


def test_one_more_place_may_go_to_another_unless_it_is_kept():
    cohort = cohort_of([[0.9], [0.8], [0.3]], [1])
    second, third = explain_unplaced(cohort, assign(cohort))

    assert is_enough(cohort, second.remedies[0], objective=Objective.MOST_PLACED)
    assert not is_enough(cohort, third.remedies[0], objective=Objective.MOST_PLACED)
    assert assign(cohort.after(third.remedies[0], keep=True)).unplaced == ("b",)


def test_without_mentors_there_is_nothing_to_change():
    unplaced = the_only_unplaced(cohort_of(np.zeros((1, 0)), []))

    assert (unplaced.constraint, unplaced.remedies) == (Constraint.NO_MENTORS, ())


def can_be_placed(cohort, placed, row, *, before=None, n_moved=None):
    """Whether all of `placed` and `row` have a mentor in some assignment (that moves no more than so many)."""
    return any(
        all(tried.choice[other] >= 0 for other in (*placed, row))
        and (n_moved is None or sum(tried.choice[other] != before[other] for other in placed) <= n_moved)
        for tried in every_assignment(cohort)
    )


def single_steps(cohort, row):
    mentee_id = cohort.mentee_ids[row]
    yield from (Step(kind=StepKind.UNPIN, mentee_id=mentee, mentor_id=mentor) for mentee, mentor in cohort.pinned)
    for mentee, mentor in cohort.forbidden:
        yield Step(kind=StepKind.ALLOW, mentee_id=mentee, mentor_id=mentor)
    for column, mentor_id in enumerate(cohort.mentor_ids):
        yield Step(kind=StepKind.CAPACITY, mentee_id="", mentor_id=mentor_id)
        if np.isnan(cohort.scores[row, column]):
            yield Step(kind=StepKind.RULE, mentee_id=mentee_id, mentor_id=mentor_id)


def works(cohort, step, placed, row):
    remedy = Remedy(mentee_id="", mentor_id="", steps=(step,), n_moved=0)
    return can_be_placed(cohort.after(remedy), placed, row)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_change_places_the_person_beside_all_others_and_no_smaller_one_would(share):
    for seed in range(share, N_CASES, SHARES):
        objective = list(Objective)[seed // SHARES % len(Objective)]
        cohort = any_cohort(seed)
        assignment = assign(cohort, objective=objective)
        before = assignment.choice.tolist()
        placed = [row for row, column in enumerate(before) if column >= 0]
        for unplaced in explain_unplaced(cohort, assignment):
            row = cohort.mentee_rows[unplaced.mentee_id]
            about = f"cohort {seed}, {objective}, {unplaced}"

            is_enough_to_move = can_be_placed(cohort, placed, row)
            steps = () if is_enough_to_move else single_steps(cohort, row)
            working = {step.kind for step in steps if works(cohort, step, placed, row)}

            assert is_enough_to_move == (unplaced.constraint is Constraint.OUTWEIGHED), about
            assert {remedy.steps[0].kind for remedy in unplaced.remedies if len(remedy.steps) == 1} == working, about
            assert unplaced.remedies or not cohort.mentor_ids, about
            for remedy in unplaced.remedies:
                changed = cohort.after(remedy)
                kept = assign(cohort.after(remedy, keep=True), objective=objective)
                assert can_be_placed(changed, placed, row, before=before, n_moved=remedy.n_moved), about
                assert kept.mentor_of[unplaced.mentee_id] == remedy.mentor_id, about
                if objective in (Objective.MOST_PLACED, Objective.BEST_WORST):
                    assert kept.figures.n_placed == assignment.figures.n_placed + 1, about
