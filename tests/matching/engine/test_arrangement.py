"""The rules of the list: no provider fills it, what is rarely seen is seen, and every move has a reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Arrangeable, Exposure, ExposureRule, Weights, WeightsError, arrange
from matching.engine.ranking.arrangement import _Arranging
from matching.engine.tables import INTEREST_CODES

WEIGHTS = Weights(program="test", version=1, parts={"a": 1.0})
ONLY_PROVIDERS = replace(WEIGHTS, is_exposure_on=False)
ONLY_EXPOSURE = replace(WEIGHTS, provider_limit=0)
WINDOW = 10

KINDS = {"f": "few_women", "m": "few_men", "s": "shortage"}


def pairs_of(text):
    """One pair per word, best first: provider, then f, m or s for its exposure, ? for known too little, - for weak."""
    words = text.split()
    return Arrangeable(
        providers=tuple(word[0] if word[0] != "_" else "" for word in words),
        exposures=tuple(next((Exposure(KINDS[mark]) for mark in word[1:] if mark in KINDS), None) for word in words),
        has_few_known=np.array(["?" in word for word in words], dtype=bool),
        is_good_match=np.array([not set("?-") & set(word) for word in words], dtype=bool),
    )


def arranged(text, weights=WEIGHTS):
    """Return the words in the order of the list, and the moves as (word, from, to, reason)."""
    words = text.split()
    found = arrange(np.arange(len(words)), pairs_of(text), weights)
    moves = [(words[move.position], move.from_place, move.to_place, move.reason) for move in found.moves]
    return " ".join(words[position] for position in found.order.tolist()), moves


def test_a_provider_gets_three_of_ten_places_as_long_as_others_are_left():
    order, moves = arranged("A A A A A B B C D E F G", ONLY_PROVIDERS)

    assert order == "A A A B B C D E F G A A"
    assert moves == [("A", 4, 11, "provider_limit"), ("A", 5, 12, "provider_limit")]


def test_where_nobody_else_is_left_a_provider_goes_on():
    assert arranged("A A A A A B", ONLY_PROVIDERS)[0] == "A A A B A A"
    assert arranged("A A A A A", ONLY_PROVIDERS) == ("A A A A A", [])
    assert arranged("", ONLY_PROVIDERS) == ("", [])


def test_people_and_switched_off_limits_are_not_limited():
    assert arranged("_ _ _ _ _ B", ONLY_PROVIDERS)[0] == "_ _ _ _ _ B"
    assert arranged("A A A A A B", replace(ONLY_PROVIDERS, provider_limit=0)) == ("A A A A A B", [])


def test_what_is_known_too_little_overtakes_no_good_match_even_of_a_full_provider():
    assert arranged("A A A A A B? C-", ONLY_PROVIDERS)[0] == "A A A C- A A B?"


def test_the_last_of_the_first_places_are_kept_for_what_deserves_to_be_seen():
    order, moves = arranged("A B C D E F G H Jf K Lm", ONLY_EXPOSURE)

    assert order == "A B C D Jf Lm E F G H K"
    assert moves == [("Jf", 9, 5, "exposure_few_women"), ("Lm", 11, 6, "exposure_few_men")]


def test_what_stands_above_by_its_score_already_counts():
    assert arranged("Af B C Dm E F Gf H", ONLY_EXPOSURE) == ("Af B C Dm E F Gf H", [])
    assert arranged("As B C D E F Gs H", ONLY_EXPOSURE)[0] == "As B C D E Gs F H"


def test_both_directions_take_turns_and_shortage_comes_after_them():
    few_women_first = "Af B C D E F Gf Hs Jm K"

    order, moves = arranged(few_women_first, ONLY_EXPOSURE)

    assert order == "Af B C D E Jm F Gf Hs K"
    assert moves == [("Jm", 9, 6, "exposure_few_men")]
    assert arranged("Af B C D E F Gf Hs K", ONLY_EXPOSURE)[0] == "Af B C D E Hs F Gf K"


def test_the_rule_can_be_switched_off():
    text = "A B C D E F G H Jf K Lm"

    assert arranged(text, replace(ONLY_EXPOSURE, is_exposure_on=False)) == (text, [])
    assert arranged(text, replace(ONLY_EXPOSURE, exposure_least=0)) == (text, [])


def test_what_is_seen_on_purpose_respects_the_limit_of_its_provider():
    order, moves = arranged("A A A B C D Af E Ff G", WEIGHTS)

    assert order == "A A A B Ff C D E G Af"
    assert [reason for _word, _from, _to, reason in moves] == ["exposure_few_women", "provider_limit"]


def test_what_is_known_too_little_is_not_lifted_above_a_good_match():
    text = "A B C D E F G H Jf?"

    assert arranged(text, ONLY_EXPOSURE) == (text, [])


marks = st.sampled_from(["", "f", "m", "s"])
known = st.sampled_from(["", "", "", "-", "?"])


@st.composite
def rankings(draw):
    """Any list in the order of `rank`: good matches first."""
    words = draw(
        st.lists(st.builds(lambda *parts: "".join(parts), st.sampled_from("ABCD_"), marks, known), max_size=40)
    )
    return " ".join(sorted(words, key=lambda word: bool(set("?-") & set(word))))


@given(text=rankings(), limit=st.integers(0, 4), first=st.integers(0, 10), least=st.integers(0, 4))
def test_the_list_keeps_everybody_and_every_promise(text, limit, first, least):
    weights = replace(WEIGHTS, provider_limit=limit, exposure_first=max(first, least), exposure_least=least)
    pairs, n_pairs = pairs_of(text), len(text.split())

    found = arrange(np.arange(n_pairs), pairs, weights)

    order = found.order.tolist()
    assert sorted(order) == list(range(n_pairs))
    for place, position in enumerate(order):
        below = order[place + 1 :]
        if pairs.has_few_known[position]:
            assert not pairs.is_good_match[below].any()
        neighbours = Counter(pairs.providers[other] for other in order[max(0, place - WINDOW + 1) : place])
        provider = pairs.providers[position]
        if place < 30 and provider and limit and neighbours[provider] >= limit:
            is_open = not pairs.is_good_match[[position, *below]].any()
            assert not any(
                (is_open or not pairs.has_few_known[other])
                and (not pairs.providers[other] or neighbours[pairs.providers[other]] < limit)
                for other in below
            )


@given(text=rankings())
def test_every_move_is_reported_with_its_places(text):
    n_pairs = len(text.split())

    found = arrange(np.arange(n_pairs), pairs_of(text), WEIGHTS)

    place_of = {position: place for place, position in enumerate(found.order.tolist(), start=1)}
    for move in found.moves:
        assert (move.from_place, move.to_place) == (move.position + 1, place_of[move.position])
        assert (move.to_place > move.from_place) == (move.reason == "provider_limit")
    if not found.moves:
        assert found.order.tolist() == list(range(n_pairs))


@given(text=rankings().filter(lambda text: "f" in text or "m" in text or "s" in text))
def test_enough_of_what_deserves_it_is_among_the_first_where_there_is_enough(text):
    pairs, n_pairs = pairs_of(text), len(text.split())

    order = arrange(np.arange(n_pairs), pairs, ONLY_EXPOSURE).order.tolist()

    may_be_lifted = [
        position
        for position in range(n_pairs)
        if pairs.exposures[position] and not (pairs.has_few_known[position] and pairs.is_good_match.any())
    ]
    n_seen = sum(pairs.exposures[position] is not None for position in order[:6])
    assert n_seen >= min(2, len(may_be_lifted))


@given(text=rankings(), limit=st.integers(0, 4), first=st.integers(0, 35), least=st.integers(0, 4))
def test_a_list_that_is_in_order_already_is_recognized_without_arranging_it(text, limit, first, least):
    weights = replace(WEIGHTS, provider_limit=limit, exposure_first=max(first, least), exposure_least=least)
    pairs, ranking = pairs_of(text), np.arange(len(text.split()))
    step_by_step = _Arranging(ranking.tolist(), pairs, weights)

    for _ in ranking[:30]:
        step_by_step.fill_next_place()

    found, expected = arrange(ranking, pairs, weights), step_by_step.result()
    assert found.order.tolist() == expected.order.tolist()
    assert found.moves == expected.moves


def likes(*codes):
    return np.array([code in codes for code in INTEREST_CODES])


@pytest.mark.parametrize(
    ("groups", "kind", "percent"),
    [
        (("7412",), "few_women", 6),
        (("2221",), "few_men", 80),
        (("2212",), "few_men", 70),
        (("9999",), None, None),
        ((), None, None),
        (("9999", "7412"), None, None),
    ],
)
def test_an_occupation_is_untypical_where_one_sex_holds_less_than_30_percent(taxonomy, groups, kind, percent):
    (found,) = ExposureRule(taxonomy).of(likes("people"), likes("people", "health")[None, :], (groups,))

    if groups == ("2212",):  # exactly 30 % men
        assert found is None
    else:
        assert (found.kind if found else None, found.women_percent if found else None) == (kind, percent)


def test_only_what_lies_within_the_own_interests_is_lifted(taxonomy):
    rule, offered = ExposureRule(taxonomy), likes("technology")[None, :]

    assert rule.of(likes("technology", "sports"), offered, (("7412",),)) != (None,)
    assert rule.of(likes("sports"), offered, (("7412",),)) == (None,)
    assert rule.of(likes(), offered, (("7412",),)) == (None,)


def test_an_occupation_in_shortage_is_seen_where_both_sexes_are(tmp_path, taxonomy, monkeypatch):
    monkeypatch.setattr(type(taxonomy), "women_share", lambda _self, _isco: 0.5)

    (found,) = ExposureRule(taxonomy).of(likes("people"), likes("people")[None, :], (("2221",),))

    assert found == Exposure("shortage")
    assert found.figures == {}


@pytest.mark.parametrize("fields", [{"provider_limit": -1}, {"exposure_first": 1, "exposure_least": 2}])
def test_rules_that_ask_for_the_impossible_are_refused(fields):
    with pytest.raises(WeightsError):
        replace(WEIGHTS, **fields)
