"""What is open near a person, without asking the engine: for the moments in which it cannot answer.

The hard rules hold here as well: age, screening, capacity, pause, and what the person said no to.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from math import inf
from typing import TypeVar

from django.db.models import Q, QuerySet

from matching.models import Mentor, Offer, Place, Profile, Reaction
from matching.selectors.distance import distance_km
from matching.selectors.people import age_in_years
from matching.selectors.publication import open_offers

KM_PER_DEGREE = 111.0

Row = TypeVar("Row", Offer, Mentor)


def newest_offers_nearby(*, profile: Profile, radius_km: float | None, today: date, limit: int) -> list[Offer]:
    """Return open jobs within the radius, newest first, without those the person said no to."""
    age = age_in_years(birth_date=profile.birth_date, today=today)
    old_enough = Q(minimum_age__isnull=True) if age is None else Q(minimum_age__isnull=True) | Q(minimum_age__lte=age)
    offers = open_offers().filter(old_enough, kind=Offer.Kind.JOB)
    offers = offers.exclude(pk__in=_declined(profile).filter(offer__isnull=False).values("offer_id"))
    newest = _near_latitude(offers, profile.place, radius_km).order_by("-first_published_at", "-pk")
    return list(islice(_within(newest.iterator(), profile.place, radius_km), limit))


def mentors_nearby(*, profile: Profile, today: date, limit: int) -> list[Mentor]:
    """Return mentors who may be shown today, nearest first, without those the person said no to."""
    mentors = Mentor.objects.available(today=today).select_related("occupation", "organization", "place", "picture")
    mentors = mentors.exclude(pk__in=_declined(profile).filter(mentor__isnull=False).values("mentor_id"))
    found = _within(mentors.order_by("pk"), profile.place, profile.radius_km)
    return sorted(found, key=lambda mentor: _distance_km(profile.place, mentor.place))[:limit]


def _declined(profile: Profile) -> QuerySet[Reaction]:
    return Reaction.objects.filter(profile=profile, kind=Reaction.Kind.DECLINED)


def _near_latitude(offers: QuerySet[Offer], place: Place | None, radius_km: float | None) -> QuerySet[Offer]:
    """Leave out in the database what is surely too far; the exact distance is computed for the rest."""
    if place is None or radius_km is None:
        return offers
    reach = radius_km / KM_PER_DEGREE
    return offers.filter(place__latitude__range=(place.latitude - reach, place.latitude + reach))


def _within(rows: Iterable[Row], place: Place | None, radius_km: float | None) -> Iterator[Row]:
    is_limited = place is not None and radius_km is not None
    return (row for row in rows if not is_limited or _distance_km(place, row.place) <= (radius_km or 0))


def _distance_km(place: Place | None, other: Place) -> float:
    """Return the great-circle distance; endless where one place is not known."""
    if place is None:
        return inf
    return distance_km((place.latitude, place.longitude), (other.latitude, other.longitude))
