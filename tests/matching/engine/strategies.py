"""Any profile, offer and mentor that the small taxonomy of the tests allows, known and unknown parts mixed."""

from __future__ import annotations

from datetime import date
from math import nan

from hypothesis import strategies as st

from matching.engine import INTERESTS, Mentor, Offer, Profile

OCCUPATIONS = ("nurse", "midwife", "doctor", "mechatronic", "astronaut")
SKILLS = ("s-people", "s-wounds", "s-listen", "s-metal", "s-current", "s-unknown")

maybe = st.none() | st.integers(1, 6)
latitudes = st.just(nan) | st.floats(50.5, 51.5)
longitudes = st.just(nan) | st.floats(14, 15.5)
hours = st.just(nan) | st.floats(1, 48)
shares = st.just(nan) | st.floats(0, 1)
some_occupations = st.lists(st.sampled_from(OCCUPATIONS), max_size=3, unique=True).map(tuple)
some_skills = st.frozensets(st.sampled_from(SKILLS))
some_interests = st.frozensets(st.sampled_from(sorted(INTERESTS)), max_size=4)
some_languages = st.frozensets(st.sampled_from(["de", "pl", "uk", "hsb"]))

profiles = st.builds(
    Profile,
    id=st.just("p"),
    occupations=some_occupations,
    skills=some_skills,
    interests=some_interests,
    latitude=latitudes,
    longitude=longitudes,
    radius_km=st.just(nan) | st.floats(1, 100),
    hours_min=hours,
    hours_max=hours,
    german_level=maybe,
    languages=some_languages,
)
offers = st.builds(
    Offer,
    id=st.just("o"),
    occupations=some_occupations,
    skills_essential=some_skills,
    skills_optional=some_skills,
    interests=some_interests,
    latitude=latitudes,
    longitude=longitudes,
    remote_share=shares,
    hours_min=hours,
    hours_max=hours,
    german_level=maybe,
)
mentors = st.builds(
    Mentor,
    id=st.just("m"),
    occupations=some_occupations,
    interests=some_interests,
    latitude=latitudes,
    longitude=longitudes,
    languages=some_languages,
    screened_until=st.just(date(2030, 1, 1)),
    capacity_left=st.just(1),
)
