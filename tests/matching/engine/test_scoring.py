"""What each scorer says about examples, and in which direction it moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    Mentor,
    Offer,
    Pairs,
    Profile,
    all_scorers,
    encode_mentors,
    encode_offers,
    encode_profiles,
)
from matching.engine.scoring import Reason
from tests.matching.engine.strategies import ASKED_ON, offers, profiles


def score_one(taxonomy, name, profile, offer):
    encode = encode_mentors if isinstance(offer, Mentor) else encode_offers
    sides = encode_profiles([profile], taxonomy, asked_on=ASKED_ON), encode([offer], taxonomy)
    return float(all_scorers(taxonomy)[name].score(*sides, Pairs.all_of(1, 1))[0])


def reason_of(taxonomy, name, profile, offer):
    sides = encode_profiles([profile], taxonomy, asked_on=ASKED_ON), encode_offers([offer], taxonomy)
    return all_scorers(taxonomy)[name].reason(*sides, 0, 0)


def test_a_nearer_occupation_scores_higher(taxonomy, profile, offer):
    scores = [
        score_one(taxonomy, "occupation", replace(profile, occupations=(name,)), offer)
        for name in ("nurse", "midwife", "doctor", "mechatronic")
    ]

    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


def test_an_optional_skill_counts_half(taxonomy, offer):
    essential = Profile(id="p", skills=frozenset({"s-people", "s-wounds"}))
    optional = Profile(id="p", skills=frozenset({"s-listen"}))

    assert score_one(taxonomy, "skills", essential, offer) == pytest.approx(2 / 2.5)
    assert score_one(taxonomy, "skills", optional, offer) == pytest.approx(0.5 / 2.5)


@given(nearer=st.floats(0, 2), further=st.floats(0, 2), radius_km=st.floats(1, 100), wider=st.floats(0, 100))
def test_a_longer_way_never_scores_higher_and_a_wider_radius_never_lower(taxonomy, nearer, further, radius_km, wider):
    nearer, further = sorted((nearer, further))
    person = Profile(id="p", latitude=51.0, longitude=14.0, radius_km=radius_km)
    near, far = (Offer(id="o", latitude=51.0 + way, longitude=14.0) for way in (nearer, further))

    assert score_one(taxonomy, "place", person, near) >= score_one(taxonomy, "place", person, far)
    more = replace(person, radius_km=radius_km + wider)
    assert score_one(taxonomy, "place", more, far) >= score_one(taxonomy, "place", person, far) - 1e-12


def test_the_way_counts_by_the_persons_own_radius(taxonomy):
    person = Profile(id="p", latitude=51.0, longitude=14.0, radius_km=20.0)
    km = 1 / 111.195  # degrees of latitude
    scores = [
        score_one(taxonomy, "place", person, Offer(id="o", latitude=51.0 + way * km, longitude=14.0))
        for way in (0, 20, 60)
    ]

    assert scores == pytest.approx([1.0, 0.55, 0.0], abs=1e-3)


def test_work_that_is_always_at_home_needs_no_place(taxonomy):
    assert score_one(taxonomy, "place", Profile(id="p"), Offer(id="o", remote_share=1.0)) == 1


def test_hours_that_meet_anywhere_fit(taxonomy, profile, offer):
    assert score_one(taxonomy, "hours", profile, offer) == 1
    assert score_one(taxonomy, "hours", replace(profile, hours_min=10, hours_max=20), offer) == pytest.approx(1 / 3)


def test_the_same_interests_score_full_and_different_ones_nothing(taxonomy):
    person = Profile(id="p", interests=frozenset({"nature", "sports"}))

    assert score_one(taxonomy, "interests", person, Offer(id="o", interests=frozenset({"nature", "sports"}))) == 1
    assert score_one(taxonomy, "interests", person, Offer(id="o", interests=frozenset({"office"}))) == 0


def test_better_german_never_scores_lower(taxonomy):
    scores = [
        score_one(taxonomy, "language", Profile(id="p", german_level=level), Offer(id="o", german_level=4))
        for level in range(1, 7)
    ]

    assert scores == sorted(scores)
    assert scores[3:] == [1, 1, 1]
    assert scores[2] == pytest.approx(0.6)


def test_with_a_mentor_a_common_language_counts(taxonomy, profile, mentor):
    assert score_one(taxonomy, "language", profile, mentor) == 1
    assert score_one(taxonomy, "language", replace(profile, languages=frozenset({"uk"})), mentor) == 0
    assert np.isnan(score_one(taxonomy, "language", replace(profile, languages=frozenset()), mentor))


def test_the_same_title_scores_full_in_every_gender_form_script_and_length(taxonomy):
    for wish, title in [
        ("Krankenpflegerin", "Krankenpfleger (m/w/d)"),
        ("Koch", "Köchin in Vollzeit ab sofort"),
        ("ممرضة", "ممرضة"),
        ("Mechatroniker " * 1000, "Mechatroniker " * 1000),
    ]:
        score = score_one(taxonomy, "title", Profile(id="p", titles=(wish,)), Offer(id="o", title=title))
        assert score == pytest.approx(1.0), wish


def test_what_an_advertisement_adds_costs_less_than_what_a_wish_misses(taxonomy):
    short, long = "Mechatroniker", "Mechatroniker Anlagenbau Niesky"

    added = score_one(taxonomy, "title", Profile(id="p", titles=(short,)), Offer(id="o", title=long))
    missed = score_one(taxonomy, "title", Profile(id="p", titles=(long,)), Offer(id="o", title=short))

    assert 1 > added > missed > 0


def test_the_likest_of_several_titles_counts(taxonomy):
    offer = Offer(id="o", title="Mechatroniker")
    one, other = (score_one(taxonomy, "title", Profile(id="p", titles=(t,)), offer) for t in ("Mechaniker", "Koch"))

    both = score_one(taxonomy, "title", Profile(id="p", titles=("Koch", "Mechaniker")), offer)

    assert both == pytest.approx(one)
    assert one > other


def test_a_title_without_letters_is_unknown(taxonomy):
    assert np.isnan(score_one(taxonomy, "title", Profile(id="p", titles=("🙂", " ")), Offer(id="o", title="Koch")))
    assert np.isnan(score_one(taxonomy, "title", Profile(id="p", titles=("Koch",)), Offer(id="o", title="🙂")))


@pytest.mark.parametrize(
    ("wish", "title", "code"),
    [
        ("Koch", "Köchin (m/w/d)", "title_same"),
        ("Mechaniker", "Mechatroniker", "title_alike"),
        ("Koch", "Arzt", "title_far"),
    ],
)
def test_titles_are_the_same_alike_or_far(taxonomy, wish, title, code):
    reason = reason_of(taxonomy, "title", Profile(id="p", titles=(wish,)), Offer(id="o", title=title))

    assert reason.code == code
    assert 0 <= reason.figures["likeness"] <= 1


def test_a_missing_level_costs_more_than_an_unused_one(taxonomy):
    scores = [
        score_one(taxonomy, "level", Profile(id="p", qualification_level=held), Offer(id="o", qualification_level=4))
        for held in range(1, 9)
    ]

    assert scores == pytest.approx([0, 0.3, 0.65, 1, 1, 0.9, 0.8, 0.7])


@pytest.mark.parametrize(
    ("held", "asked", "code"), [(3, 4, "level_below"), (4, 4, "level_fit"), (5, 4, "level_fit"), (7, 4, "level_above")]
)
def test_a_level_is_below_fits_or_is_above(taxonomy, held, asked, code):
    person, offer = Profile(id="p", qualification_level=held), Offer(id="o", qualification_level=asked)

    assert reason_of(taxonomy, "level", person, offer) == Reason(code, {"asked": asked, "known": held})


def test_an_offer_loses_half_of_its_recency_in_45_days(taxonomy):
    scores = [
        score_one(taxonomy, "recency", Profile(id="p"), Offer(id="o", published_on=ASKED_ON - timedelta(days=days)))
        for days in (-3, 0, 45, 90)
    ]

    assert scores == pytest.approx([1, 1, 0.5, 0.25])


def test_an_offer_is_new_for_two_weeks(taxonomy):
    new, older = (Offer(id="o", published_on=ASKED_ON - timedelta(days=days)) for days in (14, 15))

    assert reason_of(taxonomy, "recency", Profile(id="p"), new) == Reason("recency_new", {"days": 14})
    assert reason_of(taxonomy, "recency", Profile(id="p"), older) == Reason("recency_older", {"days": 15})


THURSDAY_TO_SUNDAY = frozenset({3, 4, 5, 6})


@pytest.mark.parametrize(
    ("asked_days", "asked_weeks", "score"),
    [
        ({3, 4}, 2, 1.0),
        ({3, 4}, None, 1.0),
        (set(), 4, 1.0),
        ({3, 4}, 1, 0.45 / 2),
        ({0, 1, 2, 3, 4}, 2, 0.45 * 2 / 5),
        ({0, 1}, 2, 0.0),
        ({0, 3}, 4, 0.45 / 2),  # coming more often than asked makes up for no day
    ],
)
def test_hours_fit_only_when_the_person_can_be_there(taxonomy, asked_days, asked_weeks, score):
    person = Profile(id="p", hours_min=20, hours_max=30, weekdays=THURSDAY_TO_SUNDAY, every_weeks=2)
    offer = Offer(id="o", hours_min=25, hours_max=25, weekdays=frozenset(asked_days), every_weeks=asked_weeks)

    assert score_one(taxonomy, "hours", person, offer) == pytest.approx(score)


@given(profile=profiles, offer=offers)
def test_somebody_is_told_to_be_away_exactly_where_the_pattern_lowers_their_hours(taxonomy, profile, offer):
    meeting = {"hours_min": 20.0, "hours_max": 30.0}
    person, job = replace(profile, **meeting), replace(offer, **meeting)

    is_told = reason_of(taxonomy, "hours", person, job).code == "hours_away"

    assert is_told == (score_one(taxonomy, "hours", person, job) < 1)


def test_a_pattern_that_does_not_fit_is_known_without_hours_and_one_that_fits_is_not(taxonomy):
    person = Profile(id="p", weekdays=THURSDAY_TO_SUNDAY)

    assert score_one(taxonomy, "hours", person, Offer(id="o", weekdays=frozenset({0}))) == 0
    assert np.isnan(score_one(taxonomy, "hours", person, Offer(id="o", weekdays=frozenset({5}))))


def test_the_days_and_weeks_that_do_not_fit_are_told(taxonomy):
    person = Profile(id="p", weekdays=THURSDAY_TO_SUNDAY, every_weeks=2)
    offer = Offer(id="o", hours_min=30, hours_max=30, weekdays=frozenset({0, 3, 2}), every_weeks=1)

    reason = reason_of(taxonomy, "hours", person, offer)

    assert reason.code == "hours_away"
    assert reason.figures == {
        "offer_min": 30.0,
        "offer_max": 30.0,
        "missing_days": "0 2",
        "asked_every_weeks": 1,
        "free_every_weeks": 2,
    }
