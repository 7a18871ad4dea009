"""Any profile, offer and mentor that the small taxonomy of the tests allows, known and unknown parts mixed.

To draw a record field by field takes longer than most tests need to judge it. `make test-deep` does so for each of its
10,000 examples; otherwise Hypothesis draws from :data:`N_READY_MADE` records that it made in this way before, the same
every time, so that an example costs little and a failing one can be repeated.
"""

from __future__ import annotations

from datetime import date
from math import nan

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from matching.engine import CERTIFICATES, INTERESTS, Mentor, Offer, Profile

OCCUPATIONS = ("nurse", "midwife", "doctor", "mechatronic", "astronaut")
SKILLS = ("s-people", "s-wounds", "s-listen", "s-metal", "s-current", "s-unknown")
TITLES = ("Pflegefachkraft", "Mechatroniker/in (m/w/d) in Teilzeit", "Koch", "Köchin, Niesky", "ممرضة", "👩‍🍳", "")
ASKED_ON = date(2026, 5, 4)
N_READY_MADE = 100
IS_DEEP = settings().max_examples > 1000


def quickly_drawn(records):
    """Return a strategy for the same records that draws ready-made ones, simplest first, unless examples are many."""
    if IS_DEEP:
        return records
    found = []

    @settings(
        max_examples=N_READY_MADE,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(records)
    def collect(record):
        found.append(record)

    collect()
    return st.sampled_from(found)


maybe = st.none() | st.integers(1, 6)
latitudes = st.just(nan) | st.floats(50.5, 51.5)
longitudes = st.just(nan) | st.floats(14, 15.5)
radii = st.just(nan) | st.floats(1, 100)
hours = st.just(nan) | st.floats(1, 48)
shares = st.just(nan) | st.floats(0, 1)
weeks = st.none() | st.integers(1, 4)
qualifications = st.none() | st.integers(1, 8)
days = st.none() | st.dates(date(2025, 1, 1), date(2026, 6, 1))
some_weekdays = st.frozensets(st.integers(0, 6))
some_occupations = st.lists(st.sampled_from(OCCUPATIONS), max_size=3, unique=True).map(tuple)
some_skills = st.frozensets(st.sampled_from(SKILLS))
some_titles = st.lists(st.sampled_from(TITLES), max_size=3).map(tuple)
some_interests = st.frozensets(st.sampled_from(sorted(INTERESTS)), max_size=4)
some_languages = st.frozensets(st.sampled_from(["de", "pl", "uk", "hsb"]))
some_certificates = st.frozensets(st.sampled_from(CERTIFICATES), max_size=2)

profiles = quickly_drawn(
    st.builds(
        Profile,
        id=st.just("p"),
        titles=some_titles,
        occupations=some_occupations,
        skills=some_skills,
        interests=some_interests,
        latitude=latitudes,
        longitude=longitudes,
        radius_km=radii,
        hours_min=hours,
        hours_max=hours,
        weekdays=some_weekdays,
        every_weeks=weeks,
        german_level=maybe,
        languages=some_languages,
        qualification_level=qualifications,
        certificates=some_certificates,
        limit_km=radii,
        age_years=st.none() | st.integers(10, 90),
        has_guardian_consent=st.booleans(),
    )
)
offers = quickly_drawn(
    st.builds(
        Offer,
        id=st.just("o"),
        title=st.sampled_from(TITLES),
        occupations=some_occupations,
        skills_essential=some_skills,
        skills_optional=some_skills,
        interests=some_interests,
        latitude=latitudes,
        longitude=longitudes,
        remote_share=shares,
        hours_min=hours,
        hours_max=hours,
        weekdays=some_weekdays,
        every_weeks=weeks,
        german_level=maybe,
        qualification_level=qualifications,
        certificates=some_certificates,
        published_on=days,
    )
)
mentors = quickly_drawn(
    st.builds(
        Mentor,
        id=st.just("m"),
        occupations=some_occupations,
        skills=some_skills,
        interests=some_interests,
        latitude=latitudes,
        longitude=longitudes,
        languages=some_languages,
        screened_until=st.just(date(2030, 1, 1)),
        capacity_left=st.just(1),
    )
)
