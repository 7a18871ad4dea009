"""A small mentoring program: youths of 14 and 16, and mentors who may be shown."""

import pytest
from django.test import Client

from matching.models import Mentor, Profile
from tests.cms.mentoring.people import make_mentor, make_youth
from tests.factories import (
    ConsentFactory,
    MentorScreeningFactory,
    PlaceFactory,
)
from tests.factories.people import GuardianConsentFactory


@pytest.fixture
def mentors(db: None) -> list[Mentor]:
    """Three screened mentors near Niesky."""
    made = [make_mentor(name, place=PlaceFactory(name="Görlitz")) for name in ("Katrin", "Tomasz", "Mira")]
    for mentor in made:
        MentorScreeningFactory(mentor=mentor)
    return made


@pytest.fixture
def youth_of_16(db: None) -> Profile:
    """A youth of 16 who has agreed."""
    profile = make_youth(16)
    ConsentFactory(user=profile.user, purpose="mentoring")
    return profile


@pytest.fixture
def youth_of_14(db: None) -> Profile:
    """A youth of 14; nobody has agreed for them."""
    return make_youth(14)


@pytest.fixture
def visitor(client: Client, youth_of_16: Profile) -> Client:
    """The browser of the youth of 16, signed in."""
    client.force_login(youth_of_16.user)
    return client


@pytest.fixture
def young_visitor(client: Client, youth_of_14: Profile) -> Client:
    """The browser of the youth of 14, signed in."""
    client.force_login(youth_of_14.user)
    return client


@pytest.fixture
def guardian_s_consent(youth_of_14: Profile) -> object:
    """What makes mentors visible to the youth of 14."""
    return GuardianConsentFactory(user=youth_of_14.user)
