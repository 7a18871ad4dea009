"""The whole way from a profile to a ranking with reasons."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import DuplicateIdError, Matcher, OfferIndex, Profile, Weights, WeightsError, load_weights
from matching.engine.entities import CERTIFICATES
from tests.matching.engine.strategies import mentors, offers, profiles

ALUMNI = load_weights()["alumni_offers"]


@pytest.fixture
def recommend(taxonomy, today):
    """Return the recommendation for a profile out of some offers."""

    def run(profile, *records, weights=ALUMNI, **options):
        return Matcher(taxonomy, OfferIndex(taxonomy, records), weights).recommend(profile, today=today, **options)

    return run


def numbered(records):
    return [replace(record, id=f"{record.id}{number:03}") for number, record in enumerate(records)]


@given(
    program=st.sampled_from(["alumni_offers", "youth_orientation", "mentoring"]),
    profile=profiles,
    some_offers=st.lists(offers, max_size=6),
    some_mentors=st.lists(mentors, max_size=3),
)
def test_contributions_add_up_to_the_score(taxonomy, program, profile, some_offers, some_mentors):
    index = OfferIndex(taxonomy, numbered(some_offers) + numbered(some_mentors))
    matcher = Matcher(taxonomy, index, replace(load_weights()[program], minimum=0.0))

    person = replace(profile, age_years=30, certificates=frozenset(CERTIFICATES), limit_km=nan)
    recommendation = matcher.recommend(person, today=date(2026, 5, 4), limit=50)

    assert len(recommendation.ranked) == len(index)
    for ranked in recommendation.ranked:
        parts = ranked.explanation.contributions
        assert sum(part.contribution for part in parts) == pytest.approx(ranked.score, abs=1e-9)
        assert sum(part.weight for part in parts) == pytest.approx(1.0)
        assert {part.part for part in parts if part.score is None} == {gap.part for gap in ranked.explanation.missing}


def test_what_is_unknown_counts_neutral_and_is_named(recommend, profile, offer):
    recommendation = recommend(replace(profile, radius_km=nan), replace(offer, hours_min=nan, hours_max=nan))

    explanation = recommendation.ranked[0].explanation
    by_part = {part.part: part for part in explanation.contributions}
    assert by_part["place"].reason == "place_unknown"
    assert by_part["place"].contribution == pytest.approx(ALUMNI.parts["place"] * ALUMNI.neutral)
    gaps = {(gap.part, gap.side, gap.field) for gap in explanation.missing if gap.part in ("place", "hours")}
    assert gaps == {("place", "profile", "radius_km"), ("hours", "offer", "hours")}


def test_reasons_carry_the_figures_for_their_sentence(recommend, profile, offer):
    ranked = recommend(profile, offer).ranked[0]

    reasons = {part.part: part for part in ranked.explanation.contributions}
    assert reasons["occupation"].reason == "occupation_same"
    assert reasons["skills"].figures == {
        "covered": 2,
        "asked": 3,
        "ids": "s-people s-wounds",
        "near_ids": "",
        "missing_ids": "s-listen",
    }
    assert reasons["place"].reason == "place_outside"
    assert reasons["place"].figures == {"distance_km": 39.2, "radius_km": 10.0}
    assert reasons["hours"].reason == "hours_fit"
    assert reasons["language"].figures == {"asked": 4, "known": 4}


def test_a_wider_radius_does_what_the_explanation_foretold(recommend, profile, offer):
    rival = replace(offer, id="rival", latitude=51.15, longitude=14.99, skills_essential=frozenset({"s-metal"}))
    before = recommend(profile, offer, rival)
    far = next(ranked for ranked in before.ranked if ranked.offer_id == "clinic")
    told = next(change for change in far.explanation.counterfactuals if change.change == "radius_km")

    after = recommend(replace(profile, radius_km=told.value), offer, rival)

    come_true = next(ranked for ranked in after.ranked if ranked.offer_id == "clinic")
    assert told.value == 50.0
    assert (come_true.rank, come_true.score) == (told.new_rank, pytest.approx(told.new_score, abs=1e-9))
    assert (far.rank, come_true.rank) == (2, 1)


@pytest.mark.parametrize(
    ("change", "value", "fields"),
    [
        ("hours", 30.0, {"hours_max": 30.0}),
        ("german_level", 4.0, {"german_level": 4}),
    ],
)
def test_other_changes_come_true_as_well(recommend, profile, offer, change, value, fields):
    person = replace(profile, hours_min=15.0, hours_max=20.0, german_level=2)
    rival = replace(offer, id="rival", hours_min=20.0, german_level=3)
    far = next(ranked for ranked in recommend(person, offer, rival).ranked if ranked.offer_id == "clinic")
    told = next(found for found in far.explanation.counterfactuals if found.change == change)

    after = recommend(replace(person, **fields), offer, rival)

    come_true = next(ranked for ranked in after.ranked if ranked.offer_id == "clinic")
    assert told.value == value
    assert (come_true.rank, come_true.score) == (told.new_rank, pytest.approx(told.new_score, abs=1e-9))


def test_where_nothing_can_be_gained_nothing_is_promised(recommend, profile, offer):
    perfect = replace(offer, latitude=profile.latitude, longitude=profile.longitude, skills_essential=profile.skills)
    perfect = replace(perfect, skills_optional=frozenset())

    assert recommend(profile, perfect).ranked[0].explanation.counterfactuals == ()


def test_an_empty_ranking_says_that_there_is_no_good_match(recommend, profile, offer):
    stranger = replace(
        offer,
        occupations=("mechatronic",),
        skills_essential=frozenset({"s-metal"}),
        skills_optional=frozenset(),
        latitude=53.5,
        hours_min=60.0,
        hours_max=60.0,
    )

    recommendation = recommend(profile, stranger)

    assert recommendation.ranked == ()
    assert recommendation.considered == 1


def test_what_is_kept_back_is_counted_by_rule(recommend, profile, offer, mentor):
    full = replace(mentor, id="full", capacity_left=0)
    adult = replace(offer, id="adult", minimum_age=40)

    recommendation = recommend(replace(profile, declined=frozenset({"clinic"})), offer, adult, full)

    assert recommendation.ranked == ()
    assert recommendation.excluded == {"declined": 1, "too_young": 1, "no_capacity": 1}
    assert recommendation.considered == 3


def test_a_youth_of_fourteen_sees_no_mentor_before_the_guardian_consented(recommend, profile, mentor):
    youth = replace(profile, age_years=14)
    mentoring = load_weights()["mentoring"]

    assert recommend(youth, mentor, weights=mentoring).ranked == ()
    assert recommend(replace(youth, has_guardian_consent=True), mentor, weights=mentoring).ranked[0].offer_id == "bea"


def test_many_people_get_what_each_would_get_alone(taxonomy, today, profile, offer):
    index = OfferIndex(
        taxonomy, [replace(offer, id=name, hours_min=hours) for name, hours in [("a", 20.0), ("b", 40.0)]]
    )
    matcher = Matcher(taxonomy, index, ALUMNI)
    people = [
        profile,
        replace(profile, id="ben", occupations=("midwife",), declined=frozenset({"a"})),
        Profile(id="new"),
    ]

    together = matcher.recommend_many(people, today=today)

    assert together == [matcher.recommend(person, today=today) for person in people]
    assert matcher.recommend_many([], today=today) == []
    with pytest.raises(DuplicateIdError):
        matcher.recommend_many([profile, profile], today=today)


def test_the_order_of_the_offers_in_the_index_does_not_matter(recommend, profile, offer):
    some = [replace(offer, id=name) for name in ("c", "a", "b")]

    one, other = recommend(profile, *some), recommend(profile, *reversed(some))

    assert [ranked.offer_id for ranked in one.ranked] == ["a", "b", "c"]
    assert one == other


def test_the_next_answer_knows_a_withdrawn_offer(taxonomy, today, profile, offer):
    index = OfferIndex(taxonomy, [offer])
    matcher = Matcher(taxonomy, index, ALUMNI)
    assert matcher.recommend(profile, today=today).ranked

    index.remove(["clinic"])

    assert matcher.recommend(profile, today=today).ranked == ()


def test_the_limit_and_the_explanations_are_optional(recommend, profile, offer):
    some = [replace(offer, id=name) for name in ("a", "b", "c")]

    recommendation = recommend(profile, *some, limit=2, explain=False)

    assert [ranked.rank for ranked in recommendation.ranked] == [1, 2]
    assert recommendation.ranked[0].explanation is None


def test_weights_for_a_part_that_nobody_scores_are_refused(taxonomy):
    with pytest.raises(WeightsError, match="zodiac"):
        Matcher(taxonomy, OfferIndex(taxonomy), Weights(program="test", version=1, parts={"zodiac": 1.0}))
