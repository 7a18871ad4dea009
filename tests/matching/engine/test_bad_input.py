"""What feeds and forms may send: a named error or a sensible answer, never a wrong ranking."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    DuplicateIdError,
    Matcher,
    Offer,
    OfferIndex,
    Pairs,
    Profile,
    UnknownKindError,
    Weights,
    all_scorers,
    eligible,
    encode_mentors,
    encode_offers,
    encode_profiles,
)
from tests.matching.engine.strategies import ASKED_ON

PARTS = ("occupation", "skills", "title", "interests", "place", "hours", "language", "level", "recency")
WEIGHTS = Weights(program="any", version=1, parts=dict.fromkeys(PARTS, 1 / len(PARTS)), minimum=0.0)
STRANGE_TITLES = ("", " ", "\x00", "🙂" * 50, "ممرضة", "‏עובד/ת", "Köchin " * 2000, "a" * 10_000, "\ud800", "()[]{}|/*")
STRANGE_NUMBERS = (nan, inf, -inf, -1.0, 0.0, 1e300, 91.0, 181.0)
STRANGE_STEPS = (None, -1, 0, 9, 99, 10**12)


strange_numbers = st.sampled_from(STRANGE_NUMBERS)
strange_steps = st.sampled_from(STRANGE_STEPS)
strange_codes = st.frozensets(st.sampled_from(["", "xx", "../etc", "🙂", "de-DE", "forklift"]))
strange_days = st.frozensets(st.sampled_from([-1, 0, 6, 7, 100]))
strange = {
    "occupations": st.lists(st.sampled_from(["", "nurse", "nurse", "gone"])).map(tuple),
    "interests": strange_codes,
    "latitude": strange_numbers,
    "longitude": strange_numbers,
    "hours_min": strange_numbers,
    "hours_max": strange_numbers,
    "weekdays": strange_days,
    "every_weeks": strange_steps,
    "german_level": strange_steps,
    "qualification_level": strange_steps,
    "certificates": strange_codes,
}
strange_profiles = st.builds(
    Profile,
    id=st.text(max_size=3),
    titles=st.lists(st.sampled_from(STRANGE_TITLES), max_size=8).map(tuple),
    skills=strange_codes,
    languages=strange_codes,
    radius_km=strange_numbers,
    limit_km=strange_numbers,
    age_years=strange_steps,
    declined=strange_codes,
    **strange,
)
strange_offers = st.builds(
    Offer,
    id=st.text(max_size=3),
    title=st.sampled_from(STRANGE_TITLES),
    skills_essential=strange_codes,
    skills_optional=strange_codes,
    remote_share=strange_numbers,
    minimum_age=strange_steps,
    published_on=st.sampled_from([None, date.min, date.max]),
    expires_on=st.sampled_from([None, date.max]),
    **strange,
)


@given(profile=strange_profiles, offer=strange_offers)
def test_strange_facts_are_unknown_or_known_but_never_break_a_score(taxonomy, profile, offer):
    sides = encode_profiles([profile], taxonomy, asked_on=ASKED_ON), encode_offers([offer], taxonomy)

    for name, scorer in all_scorers(taxonomy).items():
        score = scorer.score(*sides, Pairs.all_of(1, 1))[0]
        assert np.isnan(score) or 0 <= score <= 1, name
        if np.isnan(score):
            assert scorer.unknown_fields(*sides, 0, 0), name
        else:
            assert scorer.reason(*sides, 0, 0).code.startswith(name)
    eligible(*sides, 0, today=ASKED_ON)


@pytest.mark.parametrize("title", STRANGE_TITLES)
def test_a_strange_title_spoils_neither_its_own_offer_nor_the_order_of_others(taxonomy, profile, offer, title):
    person = replace(profile, titles=("Pflegefachkraft", title))
    far = replace(offer, id="far", latitude=48.0, title="Pflegefachkraft")
    matcher = Matcher(taxonomy, OfferIndex(taxonomy, [offer, far, replace(offer, id="odd", title=title)]), WEIGHTS)

    ranked = matcher.recommend(person, today=ASKED_ON).ranked

    assert {one.offer_id for one in ranked} == {"clinic", "far", "odd"}
    order = [one.offer_id for one in ranked]
    assert order.index("clinic") < order.index("far")
    assert all(0 <= one.score <= 1 for one in ranked)


@pytest.mark.parametrize("place", [(nan, nan), (inf, 14.0), (91.0, 14.0), (51.0, 200.0), (nan, 14.0)])
def test_an_offer_at_an_impossible_place_has_an_unknown_place_and_keeps_its_other_parts(
    taxonomy, profile, offer, place
):
    lost = replace(offer, latitude=place[0], longitude=place[1], remote_share=nan)

    ranked = Matcher(taxonomy, OfferIndex(taxonomy, [lost]), WEIGHTS).recommend(profile, today=ASKED_ON).ranked

    parts = {one.part: one.score for one in ranked[0].explanation.contributions}
    assert parts["place"] is None
    assert parts["occupation"] == 1.0


def test_unknown_codes_are_left_out_and_an_unknown_kind_is_named(taxonomy, offer):
    odd = replace(offer, occupations=("gone",), skills_essential=frozenset({"gone"}), interests=frozenset({"gone"}))
    table = encode_offers([odd], taxonomy)

    assert (table.occupations.nnz, bool(table.interests.any())) == (0, False)
    with pytest.raises(UnknownKindError, match="lottery"):
        encode_offers([replace(offer, kind="lottery")], taxonomy)


def test_without_offers_or_without_people_the_answer_is_empty(taxonomy, profile):
    matcher = Matcher(taxonomy, OfferIndex(taxonomy), WEIGHTS)

    recommendation = matcher.recommend(profile, today=ASKED_ON)

    assert (recommendation.ranked, dict(recommendation.excluded), recommendation.considered) == ((), {}, 0)
    assert matcher.recommend_many([], today=ASKED_ON) == []
    for scorer in all_scorers(taxonomy).values():
        nobody = encode_profiles([], taxonomy), encode_offers([], taxonomy).joined_with(encode_mentors([], taxonomy))
        assert scorer.score(*nobody, Pairs.all_of(0, 0)).shape == (0,)


def test_an_id_that_occurs_twice_is_named(taxonomy, profile, offer):
    index = OfferIndex(taxonomy, [offer])

    with pytest.raises(DuplicateIdError, match="clinic"):
        index.add([replace(offer, title="Other")])
    with pytest.raises(DuplicateIdError, match="clinic"):
        OfferIndex(taxonomy, [offer, offer])
    with pytest.raises(DuplicateIdError, match="anna"):
        Matcher(taxonomy, index, WEIGHTS).recommend_many([profile, profile], today=ASKED_ON)


def test_a_person_of_whom_nothing_is_known_gets_no_good_match(taxonomy, offer):
    ranked = Matcher(taxonomy, OfferIndex(taxonomy, [offer]), WEIGHTS).recommend(Profile(id="p"), today=ASKED_ON).ranked

    assert [one.is_good_match for one in ranked] == [False]
