"""What the parts promise together: nothing is won by leaving out, and offers do not touch each other."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import Offer, Pairs, Profile, Weights, all_scorers, combine, encode_offers, encode_profiles
from tests.matching.engine.changes_of_facts import is_stated
from tests.matching.engine.strategies import ASKED_ON, offers, profiles

PARTS = {
    "occupation": (("occupations",), ("occupations",)),
    "skills": (("skills",), ("skills_essential", "skills_optional")),
    "title": (("titles",), ("title",)),
    "interests": (("interests",), ("interests",)),
    "place": (("latitude", "longitude", "radius_km"), ("latitude", "longitude", "remote_share")),
    "hours": (("hours_min", "hours_max", "weekdays", "every_weeks"),) * 2,
    "language": (("german_level",), ("german_level",)),
    "level": (("qualification_level",), ("qualification_level",)),
    "recency": ((), ("published_on",)),
}
"""The facts that each part reads, of a person and of an offer."""

some_weights = st.lists(st.integers(0, 5), min_size=len(PARTS), max_size=len(PARTS)).filter(any)


def weights_of(shares) -> Weights:
    parts = {name: share / sum(shares) for name, share in zip(PARTS, shares, strict=True)}
    return Weights(program="any", version=1, parts=parts)


def judged(taxonomy, weights, some_profiles, some_offers):
    """Return the parts, shape (n_parts, n_profiles, n_offers), and the combination of all pairs."""
    sides = (
        encode_profiles([replace(one, id=str(row)) for row, one in enumerate(some_profiles)], taxonomy).asked(ASKED_ON),
        encode_offers([replace(one, id=str(row)) for row, one in enumerate(some_offers)], taxonomy),
    )
    pairs = Pairs.all_of(len(some_profiles), len(some_offers))
    scorers = all_scorers(taxonomy)
    parts = np.array([scorers[name].score(*sides, pairs) for name in weights.counting])
    return parts.reshape(len(parts), len(some_profiles), len(some_offers)), combine(parts, weights)


def without(record, names):
    """Return the record as if nothing had been said about these fields."""
    unsaid = type(record)(id=record.id)
    return replace(record, **{name: getattr(unsaid, name) for name in names})


def test_the_facts_of_each_part_are_those_that_the_records_have():
    for of_person, of_offer in PARTS.values():
        assert set(of_person) <= set(Profile.__slots__)
        assert set(of_offer) <= set(Offer.__slots__)


@given(profile=profiles, offer=offers, shares=some_weights, data=st.data())
def test_leaving_out_what_scores_at_least_neutral_never_raises_an_offer(taxonomy, profile, offer, shares, data):
    weights = weights_of(shares)
    ways_to_leave_out = []
    for of_person, of_offer in (PARTS[name] for name in weights.counting):
        said = [name for name in of_person if is_stated(getattr(profile, name))]
        left_out = data.draw(st.frozensets(st.sampled_from(said))) if said else ()
        ways_to_leave_out.append((without(profile, left_out), without(offer, of_offer)))
    silent_people, silent_offers = zip(*ways_to_leave_out, strict=True)

    parts, combined = judged(taxonomy, weights, [profile, *silent_people], [offer, *silent_offers])
    n = len(ways_to_leave_out) + 1
    score, is_good = combined.score.reshape(n, n), combined.is_good_match(weights).reshape(n, n)

    for number, before in enumerate(parts[:, 0, 0].tolist(), start=1):
        if before >= weights.neutral:
            assert score[number, 0] <= score[0, 0] + 1e-12, weights.counting[number - 1]
            assert score[0, number] <= score[0, 0] + 1e-12, weights.counting[number - 1]
            assert is_good[0, 0] or not (is_good[number, 0] or is_good[0, number])


@given(
    profile=profiles,
    some_offers=st.lists(offers, min_size=1, max_size=3),
    irrelevant=offers,
    shares=some_weights,
)
def test_a_further_offer_changes_no_other_pairs_score(taxonomy, profile, some_offers, irrelevant, shares):
    weights = weights_of(shares)

    before = judged(taxonomy, weights, [profile], some_offers)[1]
    after = judged(taxonomy, weights, [profile], [*some_offers, irrelevant])[1]

    assert after.score[:-1] == pytest.approx(before.score, rel=0, abs=1e-12)
    assert after.n_known[:-1].tolist() == before.n_known.tolist()


@pytest.mark.parametrize("part", PARTS)
def test_the_part_is_unknown_when_nothing_of_it_was_said(taxonomy, profile, offer, part):
    weights = weights_of([1] * len(PARTS))
    of_person, of_offer = PARTS[part]

    parts, _ = judged(taxonomy, weights, [without(profile, of_person)], [without(offer, of_offer)])

    assert np.isnan(parts[weights.counting.index(part), 0, 0])
