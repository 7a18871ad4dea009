"""The way between two places, and which places lie within one."""

from __future__ import annotations

from math import nan, pi

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.tables import great_circle_km, is_within_km

HALF_ROUND_THE_EARTH_KM = pi * 6371.0088
NOWHERE = np.array([nan]), np.array([nan])

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def test_the_way_from_gorlitz_to_bautzen_is_known():
    way_km = great_circle_km(51.1528, 14.9872, np.array([51.1814]), np.array([14.4239]))

    assert way_km == pytest.approx([39.4], abs=0.2)


@given(latitude=latitudes, longitude=longitudes, other=latitudes, turned=longitudes)
def test_a_way_is_as_long_back_and_never_longer_than_half_round_the_earth(latitude, longitude, other, turned):
    there = great_circle_km(latitude, longitude, np.array([other]), np.array([turned]))
    back = great_circle_km(other, turned, np.array([latitude]), np.array([longitude]))

    assert there == pytest.approx(back, abs=1e-6)
    assert 0 <= there[0] <= HALF_ROUND_THE_EARTH_KM + 1e-6


@given(
    latitude=latitudes,
    longitude=longitudes,
    others=st.lists(st.tuples(latitudes, longitudes), min_size=1, max_size=8),
    limit_km=st.floats(0.001, 30_000),
)
def test_what_lies_within_is_what_measuring_every_way_finds(latitude, longitude, others, limit_km):
    points = np.array(others).T
    ways_km = great_circle_km(latitude, longitude, *points)

    for limit in (limit_km, *ways_km.clip(min=0.001).tolist(), *(ways_km * 1.0001 + 0.001).tolist()):
        assert is_within_km(latitude, longitude, *points, limit).tolist() == (ways_km <= limit).tolist()


@given(
    others=st.lists(st.tuples(st.floats(50.5, 51.7), st.floats(13.5, 15.5)), min_size=1, max_size=8),
    limit_km=st.floats(0.5, 200),
)
def test_around_here_it_is_the_same(others, limit_km):
    points = np.array(others).T
    ways_km = great_circle_km(51.15, 14.98, *points)

    for limit in (limit_km, *ways_km.clip(min=0.001).tolist()):
        assert is_within_km(51.15, 14.98, *points, limit).tolist() == (ways_km <= limit).tolist()


def test_the_date_line_is_no_border():
    other_side = np.array([-16.8]), np.array([-179.9])

    assert is_within_km(-16.8, 179.9, *other_side, 22.0).tolist() == [True]
    assert is_within_km(-16.8, 179.9, *other_side, 21.0).tolist() == [False]


def test_a_place_that_nobody_knows_is_within_no_distance():
    assert is_within_km(51.0, 14.0, *NOWHERE, 30_000.0).tolist() == [False]
    assert np.isnan(great_circle_km(51.0, 14.0, *NOWHERE)).all()


def test_without_places_nothing_lies_within():
    assert is_within_km(51.0, 14.0, np.zeros(0), np.zeros(0), 10.0).tolist() == []
