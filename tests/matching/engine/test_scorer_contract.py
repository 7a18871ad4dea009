"""What every scorer promises, whatever it looks at."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import lru_cache
from math import nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine import (
    PROTECTED,
    OfferTable,
    Pairs,
    all_scorers,
    encode_mentors,
    encode_offers,
    encode_profiles,
)
from matching.engine.scoring import FeatureScorer, ValueScorer
from tests.matching.engine.changes_of_facts import changed
from tests.matching.engine.strategies import ASKED_ON, mentors, offers, profiles

NAMES = ("occupation", "skills", "title", "interests", "place", "hours", "language", "level", "recency")
IF_UNKNOWN = 0.5


def encoded(taxonomy, some_profiles, some_offers=(), some_mentors=()):
    """Return both tables, ids numbered so that they differ."""
    numbered = [replace(profile, id=f"p{number}") for number, profile in enumerate(some_profiles)]
    table = encode_offers([replace(offer, id=f"o{number}") for number, offer in enumerate(some_offers)], taxonomy)
    others = [replace(mentor, id=f"m{number}") for number, mentor in enumerate(some_mentors)]
    people = encode_profiles(numbered, taxonomy, asked_on=ASKED_ON)
    return people, table.joined_with(encode_mentors(others, taxonomy))


def scores_of(scorer, sides):
    """Return the scores of every profile with every offer, shape (n_profiles, n_offers)."""
    return scorer.score(*sides, Pairs.all_of(len(sides[0]), len(sides[1]))).reshape(len(sides[0]), len(sides[1]))


def with_ordered_hours(record):
    """Return the record with both ends of its hours in order, or none."""
    if record.hours_min <= record.hours_max:
        return record
    return replace(record, hours_min=nan, hours_max=nan)


def test_every_scorer_is_known_by_its_name_and_has_its_place(taxonomy):
    assert tuple(all_scorers(taxonomy)) == NAMES
    assert [scorer.name for scorer in all_scorers(taxonomy).values()] == list(NAMES)


def has_range_shape_and_type(scorer, people, table, scores):
    assert scores.shape == (len(people), len(table))
    assert scores.dtype == np.float64
    known = scores[~np.isnan(scores)]
    assert ((known >= 0) & (known <= 1)).all()


def does_not_know_the_order(scorer, people, table, scores):
    pairs = Pairs.all_of(len(people), len(table))
    others = np.arange(len(pairs))[::-1].repeat(2)[1:]  # in another order, one once, all others twice

    again = scorer.score(people, table, pairs.take(others))

    assert np.array_equal(again, scores.ravel()[others], equal_nan=True)


# Tables never change, so all scorers may look at the same rows.
@lru_cache(maxsize=16)
def one_row_of(table, row):
    return table.take(np.array([row]))


@lru_cache(maxsize=2)
def twice(table):
    return replace(table, ids=tuple(f"copy of {one}" for one in table.ids)).joined_with(table)


@lru_cache(maxsize=2)
def backwards(table):
    return table.take(np.arange(len(table))[::-1])


def looks_at_two_rows_and_nothing_else(scorer, people, table, scores):
    for row, offer in np.ndindex(len(people), len(table)):
        alone = one_row_of(people, row), one_row_of(table, offer)
        assert np.array_equal(scores_of(scorer, alone)[0], scores[row, [offer]], equal_nan=True)

    assert np.array_equal(scores_of(scorer, (people, twice(table))), np.tile(scores, 2), equal_nan=True)


def says_why_or_what_is_missing(scorer, people, table, scores):
    for (row, offer), score in np.ndenumerate(scores):
        assert bool(scorer.unknown_fields(people, table, row, offer)) == np.isnan(score)
        if not np.isnan(score):
            assert scorer.reason(people, table, row, offer).code.startswith(f"{scorer.name}_")


def is_what_an_index_computes_of_it(scorer, people, table, scores):
    if isinstance(scorer, ValueScorer):
        reads_the_columns_it_names_and_no_others(scorer, people, table, scores)
    else:
        is_the_product_with_the_best_query(scorer, people, table, scores)


def reads_the_columns_it_names_and_no_others(scorer, people, table, scores):
    columns = {field.name for field in fields(OfferTable)}
    assert set(scorer.columns) < columns
    others = {column: getattr(backwards(table), column) for column in columns - {*scorer.columns, "ids"}}

    assert np.array_equal(scores_of(scorer, (people, replace(table, **others))), scores, equal_nan=True)


def is_the_product_with_the_best_query(scorer, people, table, scores):
    features = scorer.features_of_offers(table).toarray()
    assert features.shape == (len(table), scorer.n_features)
    assert (features >= 0).all()
    for row in range(len(people)):
        products = [features[:, terms] @ values for terms, values in scorer.query(people, row)]
        best = np.minimum(np.max([np.zeros(len(table)), *products], axis=0), 1.0)
        is_known = scorer.is_known_offer(table) & scorer.is_known_profile(people)[row]
        assert np.array_equal(np.isnan(scores[row]), ~is_known)
        assert scores[row][is_known] == pytest.approx(best[is_known], abs=1e-12)


PROMISES = (
    has_range_shape_and_type,
    does_not_know_the_order,
    looks_at_two_rows_and_nothing_else,
    says_why_or_what_is_missing,
    is_what_an_index_computes_of_it,
)


@given(
    some_profiles=st.lists(profiles, min_size=1, max_size=2),
    some_offers=st.lists(offers, max_size=3),
    some_mentors=st.lists(mentors, max_size=2),
)
def test_every_scorer_keeps_every_promise(taxonomy, some_profiles, some_offers, some_mentors):
    people, table = encoded(taxonomy, some_profiles, some_offers, some_mentors)

    for scorer in all_scorers(taxonomy).values():
        scores = scores_of(scorer, (people, table))
        for promise in PROMISES:
            promise(scorer, people, table, scores)


@given(profile=profiles, other=profiles, offer=offers, mentor=mentors)
def test_what_is_protected_changes_no_score_of_a_job(taxonomy, profile, other, offer, mentor):
    changes = {field: getattr(other, field) for field in PROTECTED}
    # Mentors may be found by a common language, by nothing else that is protected.
    same_languages = replace(profile, **changes | {"languages": profile.languages})
    sides = encoded(taxonomy, [profile, replace(profile, **changes), same_languages], [offer], [mentor])

    for name, scorer in all_scorers(taxonomy).items():
        (as_is, changed_job, _), (as_is_with_mentor, _, changed_with_mentor) = scores_of(scorer, sides).T
        assert np.array_equal(as_is, changed_job, equal_nan=True), name
        assert np.array_equal(as_is_with_mentor, changed_with_mentor, equal_nan=True), name


@given(profile=profiles, offer=offers, mentor=mentors, data=st.data())
def test_a_score_moves_in_the_direction_that_its_scorer_states(taxonomy, profile, offer, mentor, data):
    # One end of the hours stands for both, so a direction is stated for hours of which both are known and in order.
    profile, offer = (with_ordered_hours(record) for record in (profile, offer))
    changes = {
        name: data.draw(st.sampled_from(sorted(scorer.never_lowered_by.items())))
        for name, scorer in all_scorers(taxonomy).items()
    }
    better, easier = [], []
    for fact, direction in changes.values():
        side, _, field = fact.partition(".")
        better.append(changed(data.draw, profile, offer, field, direction) if side == "profile" else profile)
        easier.append(changed(data.draw, offer, profile, field, direction) if side == "offer" else offer)
    sides = encoded(taxonomy, [profile, *better], [offer, *easier], [mentor])

    for number, (name, scorer) in enumerate(all_scorers(taxonomy).items(), start=1):
        # Languages count with mentors, which stand at the end of the table.
        asked = (len(sides[1]) - 1,) * 2 if changes[name][0] == "profile.languages" else (0, number)
        before, after = scorer.score(*sides, Pairs(np.array([0, number]), np.array(asked)))
        assert np.isnan(before) or np.nan_to_num(after, nan=IF_UNKNOWN) >= before - 1e-12, (name, changes[name])


def test_every_scorer_is_of_one_of_the_two_kinds_that_an_index_understands(taxonomy):
    kinds = [(isinstance(one, ValueScorer), isinstance(one, FeatureScorer)) for one in all_scorers(taxonomy).values()]

    assert all(is_value != is_feature for is_value, is_feature in kinds)
