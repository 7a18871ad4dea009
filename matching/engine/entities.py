"""The records the engine compares: profiles on one side, offers and mentors on the other.

Ids are strings; ``nan`` and ``None`` mean "unknown", an empty set means "nothing stated". Records are frozen, so an
index may keep them while other threads read.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Final

INTERESTS: Final = frozenset(
    {"technology", "nature", "people", "creativity", "office", "health", "sports", "languages"}
)
"""Plain fields of interest that a person ticks and an offer or mentor stands for."""

OFFER_KINDS: Final = ("job", "apprenticeship", "internship", "volunteering")
"""What an offer can be; the order is only that of the codes in the tables."""

CERTIFICATES: Final = (
    "driving_license_b",
    "driving_license_c",
    "forklift",
    "nursing_license",
    "foreign_qualification_recognized",
)
"""Papers that an offer may require and a person may hold; the order is only that of the bits in the tables."""

PROTECTED: Final = ("age_years", "has_guardian_consent", "languages")
"""Fields of a profile that no score of an offer may read: they tell of age, custody and origin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known about a person who looks for something; nothing protected takes part in scoring.

    Occupations and skills are ESCO ids (the UUID at the end of the ESCO address), German levels run from 1 (A1) to
    6 (C2), languages are ISO 639 codes, hours are per week. `titles` are the person's own words for what they look
    for. `weekdays` (0 = Monday) are the days on which they can be there, `every_weeks` how often (1 = each week, 2 =
    every second one). `qualification_level` is that of the European and German frameworks (1 to 8), `limit_km` a
    distance beyond which nothing may be shown. Age, consent, certificates and that limit are read by eligibility only.
    """

    id: str
    titles: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    latitude: float = nan
    longitude: float = nan
    radius_km: float = nan
    hours_min: float = nan
    hours_max: float = nan
    weekdays: frozenset[int] = frozenset()
    every_weeks: int | None = None
    german_level: int | None = None
    languages: frozenset[str] = frozenset()
    qualification_level: int | None = None
    certificates: frozenset[str] = frozenset()
    limit_km: float = nan
    age_years: int | None = None
    has_guardian_consent: bool = False
    declined: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A vacancy, apprenticeship, internship or volunteering that a profile can be matched with.

    `weekdays` and `every_weeks` say when somebody has to be there, `certificates` what somebody has to hold.
    """

    id: str
    provider: str = ""
    title: str = ""
    kind: str = "job"
    occupations: tuple[str, ...] = ()
    skills_essential: frozenset[str] = frozenset()
    skills_optional: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    latitude: float = nan
    longitude: float = nan
    remote_share: float = nan
    hours_min: float = nan
    hours_max: float = nan
    weekdays: frozenset[int] = frozenset()
    every_weeks: int | None = None
    german_level: int | None = None
    qualification_level: int | None = None
    certificates: frozenset[str] = frozenset()
    minimum_age: int | None = None
    published_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentor:
    """A person who gives company; never eligible without a valid screening (``screened_until`` is its last day)."""

    id: str
    occupations: tuple[str, ...] = ()
    skills: frozenset[str] = frozenset()
    interests: frozenset[str] = frozenset()
    latitude: float = nan
    longitude: float = nan
    languages: frozenset[str] = frozenset()
    screened_until: date | None = None
    capacity_left: int = 0
    paused: bool = False
