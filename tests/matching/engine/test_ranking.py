"""Weights, order, ties and cut-off."""

from __future__ import annotations

import json
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    BrokenScorerError,
    ShapeMismatchError,
    Weights,
    WeightsError,
    all_scorers,
    combine,
    load_weights,
    rank,
)
from matching.engine.ranking import Combined

WEIGHTS = Weights(program="test", version=1, parts={"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1})

score = st.floats(0, 1)
row = st.lists(st.one_of(st.just(nan), score), min_size=4, max_size=4)


def order(parts, ids=None):
    columns = np.array(parts, dtype=float).T
    names = np.array(ids or [f"o{number:02}" for number in range(len(parts))])
    return rank(combine(columns, WEIGHTS), names, WEIGHTS).tolist()


def test_an_unknown_part_counts_with_the_neutral_value():
    combined = combine(np.array([[1.0], [nan], [nan], [1.0]]), WEIGHTS)

    assert combined.score[0] == pytest.approx(0.4 + 0.3 * 0.5 + 0.2 * 0.5 + 0.1)
    assert combined.n_known[0] == 2


@given(parts=row, left_out=st.integers(0, 3))
def test_leaving_out_a_part_that_is_at_least_neutral_never_raises_an_offer(parts, left_out):
    other = [0.62, 0.62, 0.62, 0.62]
    without = [nan if place == left_out else value for place, value in enumerate(parts)]
    if not parts[left_out] >= WEIGHTS.neutral:
        return

    before, after = order([parts, other]), order([without, other])

    assert combine(np.array([without]).T, WEIGHTS).score[0] <= combine(np.array([parts]).T, WEIGHTS).score[0] + 1e-9
    if 0 in before and before[0] == 1:
        assert after[0] == 1


@given(few=st.tuples(score, score), parts=st.lists(row, max_size=6))
def test_with_two_known_parts_an_offer_stands_below_every_good_match(few, parts):
    rows = [[few[0], few[1], nan, nan], *parts]
    combined = combine(np.array(rows).T, WEIGHTS)
    is_good_match = combined.is_good_match(WEIGHTS)

    ranked = order(rows)

    assert not is_good_match[0]
    if 0 in ranked:
        assert all(ranked.index(position) < ranked.index(0) for position in np.flatnonzero(is_good_match).tolist())


def test_a_perfect_score_from_two_parts_is_no_good_match():
    assert order([[1.0, 1.0, nan, nan], [0.6, 0.6, 0.6, nan]]) == [0, 1]  # .59 is no good match either
    assert order([[1.0, 1.0, nan, nan], [0.7, 0.7, 0.7, nan]]) == [1, 0]


def test_equal_scores_are_ordered_by_id_whatever_the_input_order():
    assert order([[0.7] * 4, [0.7] * 4, [0.8] * 4], ids=["z", "a", "m"]) == [2, 1, 0]
    assert order([[0.7] * 4, [0.7] * 4, [0.8] * 4], ids=["a", "z", "m"]) == [2, 0, 1]


def test_rounding_errors_do_not_break_ties():
    assert order([[0.7, 0.7, 0.7, 0.7], [0.7 + 1e-13, 0.7, 0.7, 0.7]], ids=["a", "b"]) == [0, 1]


def test_nothing_below_the_minimum_is_shown_and_the_minimum_itself_is():
    assert order([[0.34] * 4, [0.35] * 4]) == [1]
    assert order([[0.1] * 4]) == []
    assert order(np.zeros((0, 4))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"parts": {"a": 0.5, "b": 0.4}},
        {"parts": {"a": 1.5, "b": -0.5}},
        {"parts": {}},
        {"parts": {"a": nan, "b": 1.0}},
        {"parts": {"a": 1.0}, "neutral": 2.0},
        {"parts": {"a": 1.0}, "minimum": 0.7, "good_match": 0.6},
    ],
)
def test_weights_that_cannot_order_anything_are_refused(fields):
    with pytest.raises(WeightsError):
        Weights(program="test", version=1, **fields)


def test_later_edits_of_the_source_do_not_reach_the_weights():
    parts = {"a": 0.5, "b": 0.5}
    weights = Weights(program="test", version=1, parts=parts)

    parts["a"] = 9.0

    assert weights.parts["a"] == 0.5


@pytest.mark.parametrize("nonsense", [1.5, -0.1, np.inf, -np.inf])
def test_what_is_no_score_is_refused_with_the_name_of_its_part(nonsense):
    with pytest.raises(BrokenScorerError, match="'b'"):
        combine(np.array([[0.5], [nonsense], [nan], [1.0]]), WEIGHTS)


def test_a_score_that_is_not_a_number_is_never_shown():
    combined = Combined(np.array([0.9, nan, 0.8]), np.array([4, 4, 4]))

    assert rank(combined, np.array(["a", "b", "c"]), WEIGHTS).tolist() == [0, 2]


def test_every_part_needs_a_row():
    with pytest.raises(ShapeMismatchError):
        combine(np.zeros((3, 2)), WEIGHTS)


def test_the_packaged_weights_name_only_parts_that_are_scored(taxonomy):
    packaged = load_weights()

    assert set(packaged) == {"alumni_offers", "youth_orientation", "mentoring"}
    assert all(set(weights.parts) <= set(all_scorers(taxonomy)) for weights in packaged.values())
    assert {weights.version for weights in packaged.values()} == {2}


def test_weights_can_be_read_from_another_file(tmp_path):
    path = tmp_path / "weights.json"
    path.write_text(json.dumps({"test": {"version": 7, "parts": {"place": 1.0}}}), encoding="utf-8")

    assert load_weights(path)["test"].version == 7
