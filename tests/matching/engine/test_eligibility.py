"""Hard rules: each with the example it exists for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.engine import RULES, Pairs, eligible, encode_mentors, encode_offers, encode_profiles


@pytest.fixture
def verdict(taxonomy, today):
    """Return the name of the rule that excludes a pair, or ``None``."""

    def judge(profile, other):
        encode = encode_mentors if hasattr(other, "screened_until") else encode_offers
        table = encode([other], taxonomy)
        return eligible(encode_profiles([profile], taxonomy), table, Pairs.all_of(1, 1), today=today).names()[0]

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

    found = eligible(profiles, offers, Pairs.all_of(2, 2), today=today)

    assert found.names() == [None, None, "declined", None]
    assert found.counts() == {"declined": 1}


def test_a_pair_is_counted_under_one_rule_only(taxonomy, profile, mentor, today):
    hopeless = replace(mentor, screened_until=None, paused=True, capacity_left=0)
    profiles = encode_profiles([replace(profile, age_years=12, declined=frozenset({"bea"}))], taxonomy)

    found = eligible(profiles, encode_mentors([hopeless], taxonomy), Pairs.all_of(1, 1), today=today)

    assert found.counts() == {RULES[0]: 1}
