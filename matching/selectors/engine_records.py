"""Database rows → the engine's records; the only place that knows both. The engine's ids are our row numbers."""

import csv
import re
from datetime import date
from functools import lru_cache
from math import nan
from pathlib import Path
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

import matching
from matching import engine
from matching.models import Consent, Mentor, MentorScreening, Offer, Profile, Reaction
from matching.selectors.people import age_in_years

# "Gesundheits- und Krankenpflegerin" is one title, so "und" separates nothing.
_BETWEEN_TITLES = re.compile(r"[,;|\n]|\s(?:oder|or)\s", re.IGNORECASE)


def offer_records(offers: QuerySet[Offer]) -> list[engine.Offer]:
    """Return offers as the engine sees them; their number of queries does not grow with them."""
    rows = offers.select_related("place").prefetch_related("understood_occupations__occupation", "understood_skills")
    return [_offer_record(offer) for offer in rows]


def mentor_records(mentors: QuerySet[Mentor]) -> list[engine.Mentor]:
    """Return mentors as the engine sees them, with what screening and capacity allow today."""
    complete = Q(screenings__in=MentorScreening.objects.complete(today=timezone.localdate()))
    rows = (
        mentors.select_related("place", "occupation", "user")
        .prefetch_related("skills")
        .annotate(screened_until=Max("screenings__valid_until", filter=complete))
    )
    return [_mentor_record(mentor) for mentor in rows]


def profile_record(profile: Profile, *, today: date, radius_km: float | None = None) -> engine.Profile:
    """Return a profile as the engine sees it; `radius_km` tries another radius without storing it."""
    place = profile.place
    chosen_radius = radius_km if radius_km is not None else profile.radius_km
    return engine.Profile(
        id=str(profile.pk),
        titles=own_titles(profile.occupation_text),
        occupations=tuple(str(pk) for pk in profile.occupations.values_list("pk", flat=True)),
        skills=frozenset(str(pk) for pk in profile.skills.values_list("pk", flat=True)),
        interests=frozenset(profile.interests),
        latitude=place.latitude if place else nan,
        longitude=place.longitude if place else nan,
        radius_km=_number(chosen_radius),
        hours_min=_number(profile.hours_min),
        hours_max=_number(profile.hours_max),
        weekdays=frozenset(profile.weekdays),
        every_weeks=profile.every_weeks,
        german_level=profile.german_level,
        languages=frozenset(profile.languages),
        qualification_level=profile.qualification_level,
        certificates=frozenset(profile.certificates),
        limit_km=_number(profile.limit_km),
        age_years=age_in_years(birth_date=profile.birth_date, today=today),
        has_guardian_consent=Consent.objects.in_force()
        .filter(user_id=profile.user_id, purpose=Consent.For.MENTORING, given_by=Consent.GivenBy.GUARDIAN)
        .exists(),
        declined=_declined_by(profile),
    )


def _offer_record(offer: Offer) -> engine.Offer:
    occupations = sorted(offer.understood_occupations.all(), key=lambda row: (-row.confidence, str(row.occupation_id)))
    skills = offer.understood_skills.all()
    return engine.Offer(
        id=str(offer.pk),
        provider=str(offer.organization_id),
        title=offer.title,
        kind=offer.kind,
        occupations=tuple(str(row.occupation_id) for row in occupations),
        skills_essential=frozenset(str(row.skill_id) for row in skills if row.is_essential),
        skills_optional=frozenset(str(row.skill_id) for row in skills if not row.is_essential),
        interests=frozenset().union(*(interests_of(row.occupation.isco) for row in occupations)),
        latitude=offer.place.latitude,
        longitude=offer.place.longitude,
        remote_share=_number(offer.remote_share),
        hours_min=_number(offer.hours_min),
        hours_max=_number(offer.hours_max),
        weekdays=frozenset(offer.weekdays),
        every_weeks=offer.every_weeks,
        german_level=offer.german_level,
        qualification_level=offer.qualification_level,
        certificates=frozenset(offer.certificates),
        minimum_age=offer.minimum_age,
        published_on=timezone.localdate(offer.first_published_at) if offer.first_published_at else None,
        expires_on=timezone.localdate(offer.expire_at) if offer.expire_at else None,
    )


def _mentor_record(mentor: Any) -> engine.Mentor:
    # Any: a mentor with the annotation that `mentor_records` adds.
    return engine.Mentor(
        id=str(mentor.pk),
        occupations=(str(mentor.occupation_id),),
        skills=frozenset(str(skill.pk) for skill in mentor.skills.all()),
        interests=frozenset(mentor.interests) or interests_of(mentor.occupation.isco),
        latitude=mentor.place.latitude,
        longitude=mentor.place.longitude,
        languages=frozenset(mentor.languages),
        screened_until=mentor.screened_until,
        capacity_left=mentor.capacity,
        paused=mentor.is_paused or not mentor.user.is_active,
    )


def _declined_by(profile: Profile) -> frozenset[str]:
    declined = Reaction.objects.filter(profile=profile, kind=Reaction.Kind.DECLINED)
    pairs = declined.values_list("offer_id", "mentor_id")
    return frozenset(str(offer or mentor) for offer, mentor in pairs)


def _number(value: float | None) -> float:
    return nan if value is None else float(value)


def own_titles(text: str) -> tuple[str, ...]:
    """Return what somebody looks for, title by title: "Köchin, gern Bäckerin" names two."""
    return tuple(title for title in map(str.strip, _BETWEEN_TITLES.split(text)) if title)


def interests_of(isco: str) -> frozenset[str]:
    """Return the fields of interest that an occupation group stands for; the longest known prefix decides."""
    table = _interests_by_prefix()
    for length in range(len(isco), 0, -1):
        if isco[:length] in table:
            return table[isco[:length]]
    return frozenset()


@lru_cache(maxsize=1)
def _interests_by_prefix() -> dict[str, frozenset[str]]:
    path = Path(matching.__file__).parent / "data" / "interests.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["isco"]: frozenset(row["interests"].split()) for row in csv.DictReader(file, delimiter="\t")}
