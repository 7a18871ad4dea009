"""Make tables out of records."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

from matching.engine.entities import OFFER_KINDS, Mentor, Offer, Profile
from matching.engine.tables.columns import (
    NO_DATE,
    OPTIONAL_SKILL_WEIGHT,
    coordinates,
    hours,
    interests,
    languages,
    numbers,
    sparse,
    unique_ids,
)
from matching.engine.tables.structure import MENTORING_KIND, OfferTable, ProfileTable
from matching.engine.taxonomy import Taxonomy

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def encode_profiles(profiles: Sequence[Profile], taxonomy: Taxonomy) -> ProfileTable:
    """Encode profiles into columns.

    Raises
    ------
    DuplicateIdError
        If an id occurs twice.
    """
    hours_min, hours_max = hours(
        (profile.hours_min for profile in profiles), (profile.hours_max for profile in profiles)
    )
    radius_km = numbers(profile.radius_km for profile in profiles)
    return ProfileTable(
        **_shared_columns(profiles, taxonomy),
        languages=languages([profile.languages for profile in profiles]),
        skills=_held_skills(profiles, taxonomy),
        hours_min=hours_min,
        hours_max=hours_max,
        german_level=numbers(profile.german_level for profile in profiles),
        radius_km=np.where(radius_km > 0, radius_km, nan),
        age_years=numbers(profile.age_years for profile in profiles),
        has_guardian_consent=np.array([profile.has_guardian_consent for profile in profiles], dtype=np.bool_),
        declined=tuple(profile.declined for profile in profiles),
    )


def encode_offers(offers: Sequence[Offer], taxonomy: Taxonomy) -> OfferTable:
    """Encode offers into columns.

    Raises
    ------
    DuplicateIdError
        If an id occurs twice.
    """
    n = len(offers)
    hours_min, hours_max = hours((offer.hours_min for offer in offers), (offer.hours_max for offer in offers))
    return OfferTable(
        **_shared_columns(offers, taxonomy),
        languages=languages([frozenset()] * n),
        skills=sparse([_asked_skills(offer, taxonomy) for offer in offers], len(taxonomy.skill_ids)),
        hours_min=hours_min,
        hours_max=hours_max,
        german_level=numbers(offer.german_level for offer in offers),
        providers=tuple(offer.provider for offer in offers),
        kinds=np.array([OFFER_KINDS.index(offer.kind) for offer in offers], dtype=np.int8),
        isco=_groups(offers, taxonomy),
        remote_share=np.clip(numbers(offer.remote_share for offer in offers), 0.0, 1.0),
        minimum_age=numbers(offer.minimum_age for offer in offers),
        expires_on=np.array([offer.expires_on or NO_DATE for offer in offers], dtype="datetime64[D]"),
        screened_until=np.full(n, NO_DATE),
        capacity_left=np.full(n, -1, dtype=np.int64),
        is_paused=np.zeros(n, dtype=np.bool_),
    )


def encode_mentors(mentors: Sequence[Mentor], taxonomy: Taxonomy) -> OfferTable:
    """Encode mentors into the columns of offers, so that the same pipeline ranks them.

    Raises
    ------
    DuplicateIdError
        If an id occurs twice.
    """
    n = len(mentors)
    unknown = np.full(n, nan)
    return OfferTable(
        **_shared_columns(mentors, taxonomy),
        languages=languages([mentor.languages for mentor in mentors]),
        skills=_held_skills(mentors, taxonomy),
        hours_min=unknown,
        hours_max=unknown,
        german_level=unknown,
        providers=("",) * n,
        kinds=np.full(n, MENTORING_KIND, dtype=np.int8),
        isco=_groups(mentors, taxonomy),
        remote_share=unknown,
        minimum_age=unknown,
        expires_on=np.full(n, NO_DATE),
        screened_until=np.array([mentor.screened_until or NO_DATE for mentor in mentors], dtype="datetime64[D]"),
        capacity_left=np.array([mentor.capacity_left for mentor in mentors], dtype=np.int64),
        is_paused=np.array([mentor.paused for mentor in mentors], dtype=np.bool_),
    )


def _shared_columns(
    records: Sequence[Profile] | Sequence[Offer] | Sequence[Mentor], taxonomy: Taxonomy
) -> dict[str, Any]:
    """Encode what all three kinds of records have under the same names."""
    latitude, longitude = coordinates((record.latitude for record in records), (record.longitude for record in records))
    rows = [taxonomy.occupation_rows(record.occupations) for record in records]
    return {
        "ids": unique_ids(record.id for record in records),
        "occupations": sparse([dict.fromkeys(row, 1.0) for row in rows], len(taxonomy.occupation_ids)),
        "interests": interests([record.interests for record in records]),
        "latitude": latitude,
        "longitude": longitude,
    }


def _held_skills(records: Sequence[Profile] | Sequence[Mentor], taxonomy: Taxonomy) -> csr_array:
    rows = [dict.fromkeys(taxonomy.skill_rows(record.skills), 1.0) for record in records]
    return sparse(rows, len(taxonomy.skill_ids))


def _asked_skills(offer: Offer, taxonomy: Taxonomy) -> dict[int, float]:
    optional = dict.fromkeys(taxonomy.skill_rows(offer.skills_optional), OPTIONAL_SKILL_WEIGHT)
    return optional | dict.fromkeys(taxonomy.skill_rows(offer.skills_essential), 1.0)


def _groups(records: Sequence[Offer] | Sequence[Mentor], taxonomy: Taxonomy) -> tuple[tuple[str, ...], ...]:
    """Return the ISCO codes of each record's occupations."""
    rows = (taxonomy.occupation_rows(record.occupations) for record in records)
    return tuple(tuple(dict.fromkeys(taxonomy.isco_codes[row] for row in row_numbers)) for row_numbers in rows)
