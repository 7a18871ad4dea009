"""What every scorer promises, and in which direction each one moves."""

from __future__ import annotations

from dataclasses import replace

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
from tests.matching.engine.strategies import (
    OCCUPATIONS,
    SKILLS,
    mentors,
    offers,
    profiles,
    some_interests,
    some_skills,
)

NAMES = ("occupation", "skills", "interests", "place", "hours", "language")


def encoded(taxonomy, some_profiles, some_offers, some_mentors=()):
    """Return both tables, ids numbered so that they differ."""
    numbered = [replace(profile, id=f"p{number}") for number, profile in enumerate(some_profiles)]
    table = encode_offers([replace(offer, id=f"o{number}") for number, offer in enumerate(some_offers)], taxonomy)
    others = [replace(mentor, id=f"m{number}") for number, mentor in enumerate(some_mentors)]
    return encode_profiles(numbered, taxonomy), table.joined_with(encode_mentors(others, taxonomy))


def score_one(taxonomy, name, profile, offer):
    sides = encoded(taxonomy, [profile], *([[], [offer]] if isinstance(offer, Mentor) else [[offer]]))
    return float(all_scorers(taxonomy)[name].score(*sides, Pairs.all_of(1, 1))[0])


@given(
    some_profiles=st.lists(profiles, min_size=1, max_size=3),
    some_offers=st.lists(offers, max_size=4),
    some_mentors=st.lists(mentors, max_size=3),
    data=st.data(),
)
def test_every_scorer_keeps_the_contract(taxonomy, some_profiles, some_offers, some_mentors, data):
    sides = encoded(taxonomy, some_profiles, some_offers, some_mentors)
    everything = Pairs.all_of(len(sides[0]), len(sides[1]))
    positions = st.lists(st.integers(0, max(len(everything) - 1, 0)), max_size=12)
    chosen = np.array(data.draw(positions) if len(everything) else [], dtype=np.int64)

    for name, scorer in all_scorers(taxonomy).items():
        scores = scorer.score(*sides, everything)
        again = scorer.score(*sides, everything.take(chosen))  # any order, some twice, some not at all

        assert scores.shape == (len(everything),), name
        assert scores.dtype == np.float64, name
        known = scores[~np.isnan(scores)]
        assert ((known >= 0) & (known <= 1)).all(), name
        assert np.array_equal(again, scores[chosen], equal_nan=True), name
        for row, score in enumerate(scores.tolist()):
            pair = (int(everything.profile[row]), int(everything.offer[row]))
            assert bool(scorer.unknown_fields(*sides, *pair)) == np.isnan(score), name
            if not np.isnan(score):
                assert scorer.reason(*sides, *pair).code.startswith(f"{name}_")


def test_every_scorer_is_known_by_its_name_and_has_its_place(taxonomy):
    assert tuple(all_scorers(taxonomy)) == NAMES
    assert [scorer.name for scorer in all_scorers(taxonomy).values()] == list(NAMES)


def test_a_nearer_occupation_scores_higher(taxonomy, profile, offer):
    scores = [
        score_one(taxonomy, "occupation", replace(profile, occupations=(name,)), offer)
        for name in ("nurse", "midwife", "doctor", "mechatronic")
    ]

    assert scores[0] == 1
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 4


@given(extra=st.sampled_from(OCCUPATIONS))
def test_a_further_occupation_never_lowers_the_score(taxonomy, extra):
    offer = Offer(id="o", occupations=("midwife", "mechatronic"))
    before = score_one(taxonomy, "occupation", Profile(id="p", occupations=("doctor",)), offer)

    assert score_one(taxonomy, "occupation", Profile(id="p", occupations=("doctor", extra)), offer) >= before


@given(held=some_skills.filter(len), extra=st.sampled_from(SKILLS), essential=some_skills, optional=some_skills)
def test_a_further_skill_never_lowers_the_score(taxonomy, held, extra, essential, optional):
    offer = Offer(id="o", skills_essential=essential, skills_optional=optional)
    before = score_one(taxonomy, "skills", Profile(id="p", skills=held), offer)
    after = score_one(taxonomy, "skills", Profile(id="p", skills=held | {extra}), offer)

    assert np.isnan(before) or after >= before


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


@given(shares=st.tuples(st.floats(0, 1), st.floats(0, 1)), way=st.floats(0, 3))
def test_more_days_at_home_never_score_lower(taxonomy, shares, way):
    person = Profile(id="p", latitude=51.0, longitude=14.0, radius_km=10.0)
    less, more = (
        score_one(taxonomy, "place", person, Offer(id="o", latitude=51.0 + way, longitude=14.0, remote_share=share))
        for share in sorted(shares)
    )

    assert more >= less - 1e-12


def test_work_that_is_always_at_home_needs_no_place(taxonomy):
    assert score_one(taxonomy, "place", Profile(id="p"), Offer(id="o", remote_share=1.0)) == 1


@given(wish=st.floats(5, 40), gaps=st.tuples(st.floats(0, 40), st.floats(0, 40)))
def test_a_wider_gap_in_hours_never_scores_higher(taxonomy, wish, gaps):
    person = Profile(id="p", hours_min=wish, hours_max=wish)
    near, far = (
        score_one(taxonomy, "hours", person, Offer(id="o", hours_min=wish + gap, hours_max=wish + gap + 5))
        for gap in sorted(gaps)
    )

    assert near >= far


def test_hours_that_meet_anywhere_fit(taxonomy, profile, offer):
    assert score_one(taxonomy, "hours", profile, offer) == 1
    assert score_one(taxonomy, "hours", replace(profile, hours_min=10, hours_max=20), offer) == pytest.approx(1 / 3)


@given(held=some_interests, asked=some_interests.filter(len))
def test_one_more_shared_interest_never_lowers_the_score(taxonomy, held, asked):
    for extra in asked - held:
        before = score_one(taxonomy, "interests", Profile(id="p", interests=held), Offer(id="o", interests=asked))
        more = Profile(id="p", interests=held | {extra})

        assert np.isnan(before) or score_one(taxonomy, "interests", more, Offer(id="o", interests=asked)) >= before


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
