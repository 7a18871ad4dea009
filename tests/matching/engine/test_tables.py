"""Records become columns; what cannot be true becomes unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import inf, nan

import numpy as np
import pytest

from matching.engine import (
    CERTIFICATES,
    DuplicateIdError,
    Pairs,
    Profile,
    ShapeMismatchError,
    encode_mentors,
    encode_offers,
    encode_profiles,
)
from matching.engine.tables import language_code
from matching.engine.tables.columns import UNKNOWN_CERTIFICATE


def test_an_id_may_occur_only_once(taxonomy, profile, offer, mentor):
    with pytest.raises(DuplicateIdError, match="anna"):
        encode_profiles([profile, profile], taxonomy)
    with pytest.raises(DuplicateIdError, match="clinic"):
        encode_offers([offer, offer], taxonomy)
    with pytest.raises(DuplicateIdError, match="bea"):
        encode_mentors([mentor, mentor], taxonomy)


@pytest.mark.parametrize(("latitude", "longitude"), [(91, 14), (51, 181), (nan, 14), (51, nan), (inf, 14), (51, -inf)])
def test_a_point_that_is_not_on_earth_is_unknown_as_a_whole(taxonomy, offer, latitude, longitude):
    table = encode_offers([replace(offer, latitude=latitude, longitude=longitude)], taxonomy)

    assert np.isnan(table.latitude[0])
    assert np.isnan(table.longitude[0])


def test_one_known_end_of_the_hours_stands_for_both_and_swapped_ends_are_put_in_order(taxonomy, offer):
    half = replace(offer, id="half", hours_min=nan, hours_max=20.0)
    swapped = replace(offer, id="swapped", hours_min=40.0, hours_max=30.0)

    table = encode_offers([half, swapped], taxonomy)

    assert table.hours_min.tolist() == [20.0, 30.0]
    assert table.hours_max.tolist() == [20.0, 40.0]


def test_more_hours_than_a_week_has_are_no_limit_beside_a_lower_end_and_else_unknown(taxonomy, offer):
    unlimited = replace(offer, id="unlimited", hours_min=20.0, hours_max=200.0)
    senseless = replace(offer, id="senseless", hours_min=nan, hours_max=200.0)

    table = encode_offers([unlimited, senseless], taxonomy)

    assert table.hours_min[0] == 20.0
    assert table.hours_max[0] == 168.0
    assert np.isnan([table.hours_min[1], table.hours_max[1]]).all()


@pytest.mark.parametrize("radius_km", [0.0, -5.0, nan, inf])
def test_a_radius_that_reaches_nowhere_is_unknown(taxonomy, profile, radius_km):
    assert np.isnan(encode_profiles([replace(profile, radius_km=radius_km)], taxonomy).radius_km[0])


@pytest.mark.parametrize("level", [None, 0, -1, 9, 2.5])
def test_a_step_that_its_scale_does_not_have_is_unknown(taxonomy, offer, level):
    odd = replace(offer, german_level=level, qualification_level=level, every_weeks=None if level == 9 else level)
    table = encode_offers([odd], taxonomy)

    assert np.isnan([table.german_level[0], table.qualification_level[0], table.every_weeks[0]]).all()


def test_days_and_certificates_are_bits_and_what_is_none_of_them_is_left_out(taxonomy, profile):
    person = replace(profile, weekdays=frozenset({0, 6, 7, -1}), certificates=frozenset({CERTIFICATES[1], "gone"}))
    table = encode_profiles([person], taxonomy)

    assert table.weekdays.tolist() == [1 + 64]
    assert table.certificates.tolist() == [2]


def test_a_required_certificate_that_nobody_knows_stays_required(taxonomy, offer):
    codes = [frozenset(), frozenset({CERTIFICATES[0]}), frozenset({"gone", "lost"})]
    table = encode_offers([replace(offer, id=str(row), certificates=one) for row, one in enumerate(codes)], taxonomy)

    assert table.certificates.tolist() == [0, 1, UNKNOWN_CERTIFICATE]


def test_a_person_asks_on_a_day(taxonomy, profile):
    table = encode_profiles([profile], taxonomy)

    assert np.isnat(table.asked_on[0])
    assert table.asked(date(2026, 5, 4)).asked_on.tolist() == [date(2026, 5, 4)]
    assert encode_profiles([profile], taxonomy, asked_on=date(2026, 5, 4)).asked_on.tolist() == [date(2026, 5, 4)]


def test_so_many_titles_of_a_person_count_and_no_more(taxonomy, profile):
    titles = tuple(f"Beruf {letter}" for letter in "abcdefgh")
    table = encode_profiles([replace(profile, titles=titles), Profile(id="p", titles=("", "🙂"))], taxonomy)

    assert [len(row) for row in table.title_grams] == [5, 0]


def test_concepts_that_the_taxonomy_does_not_know_are_left_out(taxonomy, profile):
    table = encode_profiles([replace(profile, occupations=("astronaut", "nurse"), skills=frozenset({"fly"}))], taxonomy)

    assert table.occupations.indices.tolist() == taxonomy.occupation_rows(["nurse"])
    assert table.skills.nnz == 0


def test_languages_are_columns_that_can_be_read_back(taxonomy, profile):
    table = encode_profiles([replace(profile, languages=frozenset({"de", "hsb", "pt-BR", "???"}))], taxonomy)

    assert {language_code(column) for column in table.languages.indices.tolist()} == {"de", "hsb", "pt"}


def test_essential_skills_count_twice_the_optional_ones(taxonomy, offer):
    skills = encode_offers([offer], taxonomy).skills.toarray()[0]

    weights = dict(zip(taxonomy.skill_ids, skills.tolist(), strict=True))
    assert (weights["s-people"], weights["s-listen"], weights["s-metal"]) == (1.0, 0.5, 0.0)


def test_tables_can_be_empty(taxonomy):
    assert len(encode_profiles([], taxonomy)) == 0
    assert len(encode_offers([], taxonomy).joined_with(encode_mentors([], taxonomy))) == 0


def test_rows_are_taken_out_and_put_together_as_if_encoded_anew(taxonomy, offer, mentor):
    offers = [replace(offer, id=name, hours_min=hours) for name, hours in [("a", 10.0), ("b", 20.0), ("c", 30.0)]]

    changed = encode_offers(offers, taxonomy).without(["b", "zzz"]).joined_with(encode_mentors([mentor], taxonomy))

    assert changed.ids == ("a", "c", "bea")
    assert changed.hours_min.tolist()[:2] == [10.0, 30.0]
    assert changed.is_mentor.tolist() == [False, False, True]
    assert changed.occupations.shape == (3, len(taxonomy.occupation_ids))
    assert changed.row_of["bea"] == 2


def test_pairs_need_two_rows_each():
    with pytest.raises(ShapeMismatchError):
        Pairs(np.array([0, 1]), np.array([0]))
