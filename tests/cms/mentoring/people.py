"""Makers of youths of a given age and of mentors whose private data would be noticed."""

from datetime import date

from django.utils import timezone

from matching.models import Mentor, Profile
from tests.factories import MentorFactory, OccupationFactory, PlaceFactory, ProfileFactory, UserFactory


def born(years: int) -> date:
    """Return the birth date of somebody who turned this many years today, or one day ago in leap years."""
    today = timezone.localdate()
    return date(today.year - years, today.month, min(today.day, 28))


def make_youth(years: int) -> Profile:
    return ProfileFactory(
        kind=Profile.Kind.YOUTH,
        first_name="Mila",
        birth_date=born(years),
        interests=["technology"],
        languages=["de"],
        place=PlaceFactory(name="Niesky"),
        radius_km=40,
    )


def make_mentor(first_name: str, **fields: object) -> Mentor:
    occupation = OccupationFactory(label_de="Mechatroniker/Mechatronikerin", label_en="mechatronics technician")
    user = UserFactory(first_name=first_name, last_name="Geheimnis", email=f"{first_name.lower()}@heimathafen.example")
    return MentorFactory(first_name=first_name, occupation=occupation, user=user, **fields)
