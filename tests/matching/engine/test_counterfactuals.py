"""What the explanation foretells comes true: for every kind of change, applied to the person and asked anew."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from math import nan

import pytest
from hypothesis import settings

from matching.engine import (
    CHANGED_PARTS,
    Change,
    Matcher,
    Offer,
    OfferIndex,
    OutOfTimeError,
    Profile,
    TimeBudget,
    load_weights,
    with_change,
)
from matching.engine.entities import CERTIFICATES

TODAY = date(2026, 5, 4)
ALUMNI = load_weights()["alumni_offers"]
OCCUPATIONS = ("nurse", "midwife", "doctor", "mechatronic")
SKILLS = ("s-people", "s-wounds", "s-listen", "s-metal", "s-current")
# Of every kind; `make test-deep` asks for more examples.
WANTED = 500 if settings().max_examples > 1000 else 8
MOST_PEOPLE = 100 * WANTED


def some(rng, values, most=3):
    return rng.sample(values, rng.randint(0, min(most, len(values))))


def any_profile(rng):
    hours = rng.choice([10.0, 20.0, 30.0, 38.5, nan])
    return Profile(
        id="p",
        titles=tuple(some(rng, ["Pflegefachkraft", "Mechatroniker"], 1)),
        occupations=tuple(some(rng, OCCUPATIONS, 2)),
        skills=frozenset(some(rng, SKILLS, 2)),
        interests=frozenset(some(rng, ["people", "health", "technology"])),
        latitude=rng.uniform(51.0, 51.3),
        longitude=rng.uniform(14.5, 15.0),
        radius_km=rng.choice([5.0, 15.0, 25.0]),
        limit_km=rng.choice([nan, nan, 12.0, 25.0]),
        hours_min=hours,
        hours_max=hours,
        weekdays=frozenset(some(rng, range(7), 4)),
        every_weeks=rng.choice([None, 1, 2, 4]),
        german_level=rng.choice([None, 1, 2, 3, 6]),
        qualification_level=rng.choice([None, 2, 3, 4, 6]),
        certificates=frozenset(some(rng, CERTIFICATES, 2)),
    )


def any_offers(rng):
    return [
        Offer(
            id=f"o{number:02}",
            provider=rng.choice("ABC"),
            title=rng.choice(["Pflegefachkraft (m/w/d)", "Mechatroniker/in", "Hebamme"]),
            occupations=tuple(some(rng, OCCUPATIONS, 2)),
            skills_essential=frozenset(some(rng, SKILLS, 3)),
            skills_optional=frozenset(some(rng, SKILLS, 1)),
            interests=frozenset(some(rng, ["people", "health", "technology"], 2)),
            latitude=rng.uniform(50.8, 51.5),
            longitude=rng.uniform(14.0, 15.2),
            remote_share=rng.choice([nan, 0.0, 0.4, 0.6]),
            hours_min=(hours := rng.choice([10.0, 20.0, 38.5, nan])),
            hours_max=hours,
            weekdays=frozenset(some(rng, range(7), 3)),
            every_weeks=rng.choice([None, 1, 2]),
            german_level=rng.choice([None, 2, 4, 5]),
            qualification_level=rng.choice([None, 3, 4, 6, 7]),
            certificates=frozenset(some(rng, CERTIFICATES, 1)) if rng.random() < 0.3 else frozenset(),
            published_on=date(2026, 4, rng.randint(1, 30)),
        )
        for number in range(rng.randint(3, 25))
    ]


def foretold(recommendation):
    """Yield (offer id, change, new score, new rank) of everything that a recommendation foretells."""
    for ranked in recommendation.ranked:
        for told in ranked.explanation.counterfactuals:
            yield ranked.offer_id, Change(told.change, told.value), told.new_score, told.new_rank
    for opening in recommendation.openings:
        yield opening.offer_id, Change(opening.change, opening.value), opening.new_score, opening.new_rank


def test_what_is_foretold_comes_true_for_every_kind_of_change(taxonomy):
    rng = random.Random(20260504)
    seen = dict.fromkeys(CHANGED_PARTS, 0)
    weights = replace(ALUMNI, minimum=0.3, parts=dict.fromkeys([*ALUMNI.parts, "interests"], 1 / 9))

    for _ in range(MOST_PEOPLE):
        if min(seen.values()) >= WANTED:
            break
        profile, offers = any_profile(rng), any_offers(rng)
        matcher = Matcher(taxonomy, OfferIndex(taxonomy, offers), weights)
        told = matcher.recommend(profile, today=TODAY, limit=30)

        for offer_id, change, new_score, new_rank in foretold(told):
            if seen[change.kind] >= 2 * WANTED:
                continue
            after = matcher.recommend(with_change(profile, change), today=TODAY, limit=30, explain=False)
            come_true = {one.offer_id: one for one in after.ranked}.get(offer_id)
            assert (come_true.rank if come_true else None) == new_rank, change
            assert come_true is None or come_true.score == pytest.approx(new_score, abs=1e-9), change
            seen[change.kind] += 1

    assert min(seen.values()) >= WANTED, seen


def test_one_more_skill_is_the_one_that_helps_most(taxonomy, today, profile, offer):
    person = replace(profile, skills=frozenset({"s-people"}))

    (ranked,) = Matcher(taxonomy, OfferIndex(taxonomy, [offer]), ALUMNI).recommend(person, today=today).ranked

    told = [change.value for change in ranked.explanation.counterfactuals if change.change == "skill"]
    assert told == ["s-wounds"]  # essential; s-listen is only optional


def test_a_paper_and_a_wider_limit_are_told_with_what_they_would_open(taxonomy, today, profile, offer):
    near = replace(offer, id="near", latitude=51.15, longitude=14.98, certificates=frozenset({"driving_license_b"}))
    person = replace(profile, radius_km=50.0, limit_km=20.0)

    recommendation = Matcher(taxonomy, OfferIndex(taxonomy, [offer, near]), ALUMNI).recommend(person, today=today)

    assert recommendation.ranked == ()
    told = {
        (opening.change, opening.value): (opening.offer_id, opening.new_rank) for opening in recommendation.openings
    }
    assert told == {("certificate", "driving_license_b"): ("near", 1), ("limit_km", 50.0): ("clinic", 1)}


def test_no_more_than_three_changes_are_told_of_an_offer_greatest_gain_first(taxonomy, today, profile, offer):
    demanding = replace(offer, german_level=6, qualification_level=7, hours_min=45.0, hours_max=48.0)
    person = replace(profile, german_level=2, qualification_level=4, skills=frozenset({"s-listen"}))
    weights = replace(ALUMNI, minimum=0.1)

    (ranked,) = Matcher(taxonomy, OfferIndex(taxonomy, [demanding]), weights).recommend(person, today=today).ranked

    gains = [change.new_score for change in ranked.explanation.counterfactuals]
    assert len(gains) == 3
    assert gains == sorted(gains, reverse=True)


def test_a_small_gain_is_told_only_if_the_offer_moves_up(taxonomy, today, profile, offer):
    nearly = replace(offer, latitude=51.15, longitude=14.98, skills_optional=frozenset({"s-listen"}))
    rival = replace(nearly, id="rival", skills_optional=frozenset())  # a tie with the clinic that has all it asks for
    other = replace(nearly, id="a-rival")  # gains by the same skill

    def told(*offers):
        ranked = Matcher(taxonomy, OfferIndex(taxonomy, offers), ALUMNI).recommend(profile, today=today).ranked
        clinic = next(one for one in ranked if one.offer_id == "clinic")
        return [(change.value, change.new_rank) for change in clinic.explanation.counterfactuals]

    assert told(nearly, rival) == [("s-listen", 1)]
    assert told(nearly, other) == []
    assert told(nearly) == []


class SpentWithTheRanking(TimeBudget):
    """A budget that was just enough to rank."""

    is_spent = True

    def check(self):
        """Let the parts be scored."""


def test_when_the_time_is_over_the_list_comes_without_what_if(taxonomy, today, profile, offer):
    budget = SpentWithTheRanking(1.0)
    matcher = Matcher(taxonomy, OfferIndex(taxonomy, [offer]), ALUMNI)

    (ranked,) = matcher.recommend(profile, today=today, budget=budget).ranked

    assert matcher.recommend(profile, today=today).ranked[0].explanation.counterfactuals
    assert ranked.explanation.counterfactuals == ()
    assert sum(part.contribution for part in ranked.explanation.contributions) == pytest.approx(ranked.score, abs=1e-9)


def test_a_budget_that_is_spent_ends_the_work_and_one_that_is_not_does_not():
    now = iter([10.0, 11.0, 11.1])
    budget = TimeBudget(1.0, clock=lambda: next(now))

    budget.check()
    with pytest.raises(OutOfTimeError):
        budget.check()


def test_every_kind_of_change_names_parts_that_weights_can_have():
    assert {part for parts in CHANGED_PARTS.values() for part in parts} <= set(ALUMNI.parts)
    with pytest.raises(KeyError):
        with_change(Profile(id="p"), Change("zodiac", 1))
