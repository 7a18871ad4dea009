"""Hard rules: each with the example it exists for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import nan

import pytest

from matching.engine import RULES, Mentor, Offer, Profile, eligible, encode_mentors, encode_offers, encode_profiles


@pytest.fixture
def verdict(taxonomy, today):
    """Return the name of the rule that excludes a pair, or ``None``."""

    def judge(profile, other):
        encode = encode_mentors if isinstance(other, Mentor) else encode_offers
        return eligible(encode_profiles([profile], taxonomy), encode([other], taxonomy), 0, today=today).names()[0]

    return judge


def test_an_ordinary_pair_is_eligible(verdict, profile, offer, mentor):
    assert verdict(profile, offer) is None
    assert verdict(profile, mentor) is None


@pytest.mark.parametrize(("age_years", "rule"), [(17, "too_young"), (18, None), (None, "too_young")])
def test_an_offer_with_a_minimum_age_needs_a_known_age(verdict, profile, offer, age_years, rule):
    assert verdict(replace(profile, age_years=age_years), replace(offer, minimum_age=18)) == rule


def test_without_a_minimum_age_an_unknown_age_does_no_harm(verdict, profile, offer):
    assert verdict(replace(profile, age_years=None), offer) is None


@pytest.mark.parametrize(
    ("age_years", "has_guardian_consent", "rule"),
    [
        (15, False, "consent_missing"),  # 15 years and 364 days are 15 years
        (15, True, None),
        (16, False, None),
        (None, False, "consent_missing"),
        (None, True, None),
    ],
)
def test_under_sixteen_a_mentor_is_seen_only_with_a_guardians_consent(
    verdict, profile, mentor, age_years, has_guardian_consent, rule
):
    youth = replace(profile, age_years=age_years, has_guardian_consent=has_guardian_consent)

    assert verdict(youth, mentor) == rule


def test_consent_is_about_mentors_not_about_offers(verdict, profile, offer):
    assert verdict(replace(profile, age_years=15), offer) is None


def test_a_mentor_is_visible_until_the_last_day_of_the_screening_and_no_day_longer(verdict, profile, mentor, today):
    assert verdict(profile, replace(mentor, screened_until=today)) is None
    assert verdict(profile, replace(mentor, screened_until=today - timedelta(days=1))) == "not_screened"
    assert verdict(profile, replace(mentor, screened_until=None)) == "not_screened"


def test_a_mentor_who_pauses_or_is_full_is_not_shown(verdict, profile, mentor):
    assert verdict(profile, replace(mentor, paused=True)) == "paused"
    assert verdict(profile, replace(mentor, capacity_left=0)) == "no_capacity"


def test_an_offer_is_shown_through_its_last_day(verdict, profile, offer, today):
    assert verdict(profile, replace(offer, expires_on=today)) is None
    assert verdict(profile, replace(offer, expires_on=today - timedelta(days=1))) == "expired"


def test_who_said_no_is_not_asked_again(verdict, profile, offer, mentor):
    said_no = replace(profile, declined=frozenset({"clinic", "gone"}))

    assert verdict(said_no, offer) == "declined"
    assert verdict(said_no, mentor) is None


def test_a_refusal_counts_only_for_the_person_who_said_it(taxonomy, profile, offer, today):
    other = replace(profile, id="ben", declined=frozenset({"clinic"}))
    profiles = encode_profiles([profile, other], taxonomy)
    offers = encode_offers([offer, replace(offer, id="practice")], taxonomy)

    assert eligible(profiles, offers, 0, today=today).names() == [None, None]
    assert eligible(profiles, offers, 1, today=today).names() == ["declined", None]
    assert eligible(profiles, offers, 1, today=today).counts() == {"declined": 1}


def test_an_offer_is_counted_under_one_rule_only(taxonomy, profile, mentor, today):
    hopeless = replace(mentor, screened_until=None, paused=True, capacity_left=0)
    profiles = encode_profiles([replace(profile, age_years=12, declined=frozenset({"bea"}))], taxonomy)

    found = eligible(profiles, encode_mentors([hopeless], taxonomy), 0, today=today)

    assert found.counts() == {RULES[0]: 1}


@pytest.mark.parametrize(
    ("required", "held", "rule"),
    [
        (set(), set(), None),
        ({"forklift"}, {"forklift", "driving_license_b"}, None),
        ({"forklift", "driving_license_c"}, {"forklift"}, "certificate_missing"),
        ({"forklift"}, set(), "certificate_missing"),
        ({"license_to_kill"}, {"license_to_kill"}, "certificate_missing"),  # nobody can check what nobody knows
        (set(), {"license_to_kill"}, None),
    ],
)
def test_every_certificate_that_is_required_must_be_held(verdict, profile, offer, required, held, rule):
    person = replace(profile, certificates=frozenset(held))

    assert verdict(person, replace(offer, certificates=frozenset(required))) == rule


KM_NORTH = 1 / 111.195  # degrees of latitude


@pytest.mark.parametrize(
    ("way_km", "remote_share", "rule"),
    [(39.9, nan, None), (40.1, nan, "too_far"), (400, 0.9, "too_far"), (400, 1.0, None), (nan, nan, "too_far")],
)
def test_nothing_lies_beyond_a_persons_limit_but_work_at_home(verdict, way_km, remote_share, rule):
    person = Profile(id="p", latitude=51.0, longitude=14.0, limit_km=40.0)
    there = Offer(id="o", latitude=51.0 + way_km * KM_NORTH, longitude=14.0, remote_share=remote_share)

    assert verdict(person, there) == rule
    assert verdict(replace(person, limit_km=nan), there) is None


@pytest.mark.parametrize("limit_km", [nan, 0.0, -3.0])
def test_a_limit_that_cannot_be_measured_limits_nothing(verdict, offer, limit_km):
    assert verdict(Profile(id="p", latitude=51.0, longitude=14.0, limit_km=limit_km), offer) is None
    assert verdict(Profile(id="p", limit_km=1.0), offer) is None


def test_nobody_is_judged_by_what_others_may_see(taxonomy, profile, offer, today):
    strict = replace(profile, id="ben", limit_km=1.0)
    profiles = encode_profiles([strict, profile], taxonomy)
    offers = encode_offers([offer], taxonomy)

    assert eligible(profiles, offers, 0, today=today).names() == ["too_far"]
    assert eligible(profiles, offers, 1, today=today).names() == [None]


def test_without_offers_nothing_is_judged(taxonomy, profile, today):
    found = eligible(encode_profiles([profile], taxonomy), encode_offers([], taxonomy), 0, today=today)

    assert (found.names(), found.counts()) == ([], {})
