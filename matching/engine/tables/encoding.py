"""Make tables out of records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import nan
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from matching.engine.entities import OFFER_KINDS, Mentor, Offer, Profile
from matching.engine.errors import UnknownKindError
from matching.engine.tables.columns import (
    NO_DATE,
    OPTIONAL_SKILL_WEIGHT,
    DateArray,
    FloatArray,
    coordinates,
    held_certificates,
    hours,
    interests,
    languages,
    levels,
    numbers,
    required_certificates,
    sparse,
    unique_ids,
    weekdays,
)
from matching.engine.tables.structure import MENTORING_KIND, OfferTable, ProfileTable
from matching.engine.taxonomy import Taxonomy, title_grams

if TYPE_CHECKING:
    from scipy.sparse import csr_array


MOST_TITLES: Final = 5
"""So many titles of a person are looked at; nobody means a sixth."""

_HIGHEST_GERMAN: Final = 6
_HIGHEST_QUALIFICATION: Final = 8
_RAREST_WEEKS: Final = 52


def encode_profiles(profiles: Sequence[Profile], taxonomy: Taxonomy, *, asked_on: date | None = None) -> ProfileTable:
    """Encode profiles into columns; `asked_on` is the day on which they ask.

    Raises
    ------
    DuplicateIdError
        If an id occurs twice.
    """
    columns = _shared_columns(profiles, taxonomy) | _working_columns(profiles)
    grams = title_grams(taxonomy)
    return ProfileTable(
        **columns,
        languages=languages([profile.languages for profile in profiles]),
        skills=_held_skills(profiles, taxonomy),
        title_grams=tuple(tuple(grams.of_wishes(profile.titles[:MOST_TITLES])) for profile in profiles),
        certificates=held_certificates([profile.certificates for profile in profiles]),
        radius_km=_distances(profile.radius_km for profile in profiles),
        limit_km=_limits(profiles, columns["latitude"]),
        asked_on=np.full(len(profiles), NO_DATE if asked_on is None else np.datetime64(asked_on, "D")),
        age_years=numbers(profile.age_years for profile in profiles),
        has_guardian_consent=np.array([profile.has_guardian_consent for profile in profiles], dtype=np.bool_),
        declined=tuple(profile.declined for profile in profiles),
    )


def encode_changed(
    table: ProfileTable, before: Profile, changed: Sequence[Profile], taxonomy: Taxonomy
) -> ProfileTable:
    """Return a table with a row for each of some changes of one person; only what can be different is encoded again.

    Titles, occupations, interests, languages, place, age, consent and what was declined must be the same as `before`,
    whose table of one row is given.
    """
    same = table.take(np.zeros(len(changed), dtype=np.int64))
    has_same_skills = all(after.skills == before.skills for after in changed)
    return replace(
        same,
        **_working_columns(changed),
        skills=same.skills if has_same_skills else _held_skills(changed, taxonomy),
        certificates=held_certificates([after.certificates for after in changed]),
        radius_km=_distances(after.radius_km for after in changed),
        limit_km=_limits(changed, same.latitude),
    )


def encode_offers(offers: Sequence[Offer], taxonomy: Taxonomy) -> OfferTable:
    """Encode offers into columns.

    Raises
    ------
    DuplicateIdError
        If an id occurs twice.
    UnknownKindError
        If an offer is of a kind that does not exist.
    """
    n = len(offers)
    return OfferTable(
        **_shared_columns(offers, taxonomy),
        **_working_columns(offers),
        languages=languages([frozenset()] * n),
        skills=sparse([_asked_skills(offer, taxonomy) for offer in offers], len(taxonomy.skill_ids)),
        title_grams=_title_grams([offer.title for offer in offers], taxonomy),
        certificates=required_certificates([offer.certificates for offer in offers]),
        providers=tuple(offer.provider for offer in offers),
        kinds=np.array([_kind(offer) for offer in offers], dtype=np.int8),
        isco=_groups(offers, taxonomy),
        remote_share=np.clip(numbers(offer.remote_share for offer in offers), 0.0, 1.0),
        minimum_age=numbers(offer.minimum_age for offer in offers),
        published_on=_days(offer.published_on for offer in offers),
        expires_on=_days(offer.expires_on for offer in offers),
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
        title_grams=_title_grams([""] * n, taxonomy),
        hours_min=unknown,
        hours_max=unknown,
        weekdays=np.zeros(n, dtype=np.int64),
        every_weeks=unknown,
        german_level=unknown,
        qualification_level=unknown,
        certificates=np.zeros(n, dtype=np.int64),
        providers=("",) * n,
        kinds=np.full(n, MENTORING_KIND, dtype=np.int8),
        isco=_groups(mentors, taxonomy),
        remote_share=unknown,
        minimum_age=unknown,
        published_on=np.full(n, NO_DATE),
        expires_on=np.full(n, NO_DATE),
        screened_until=_days(mentor.screened_until for mentor in mentors),
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


def _working_columns(records: Sequence[Profile] | Sequence[Offer]) -> dict[str, Any]:
    """Encode what profiles and offers say about working, under the same names."""
    hours_min, hours_max = hours((record.hours_min for record in records), (record.hours_max for record in records))
    return {
        "hours_min": hours_min,
        "hours_max": hours_max,
        "weekdays": weekdays([record.weekdays for record in records]),
        "every_weeks": levels((record.every_weeks for record in records), highest=_RAREST_WEEKS),
        "german_level": levels((record.german_level for record in records), highest=_HIGHEST_GERMAN),
        "qualification_level": levels(
            (record.qualification_level for record in records), highest=_HIGHEST_QUALIFICATION
        ),
    }


def _distances(values: Iterable[float]) -> FloatArray:
    """Return kilometers; what reaches nowhere is unknown."""
    column = numbers(values)
    return np.where(column > 0, column, nan)


def _limits(profiles: Sequence[Profile], latitude: FloatArray) -> FloatArray:
    """Return the limits in kilometers; without a place to measure from, a limit limits nothing."""
    return np.where(np.isnan(latitude), nan, _distances(profile.limit_km for profile in profiles))


def _days(values: Iterable[date | None]) -> DateArray:
    return np.array([value or NO_DATE for value in values], dtype="datetime64[D]")


def _kind(offer: Offer) -> int:
    if offer.kind not in OFFER_KINDS:
        raise UnknownKindError(offer.kind)
    return OFFER_KINDS.index(offer.kind)


def _title_grams(titles: Sequence[str], taxonomy: Taxonomy) -> csr_array:
    from scipy.sparse import csr_array

    grams = title_grams(taxonomy)
    indptr, terms, values = grams.of_offers(titles)
    return csr_array((values, terms, indptr), shape=(len(titles), grams.n_terms))


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
