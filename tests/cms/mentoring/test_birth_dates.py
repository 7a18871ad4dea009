"""Nobody below 16 gets past the guardian by changing a date, or by a word given too young."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching import selectors, services
from matching.models import Consent, Profile
from tests.factories import ConsentFactory, PlaceFactory, ProfileFactory

pytestmark = pytest.mark.django_db


def years_ago(years: int) -> date:
    today = timezone.localdate()
    return date(today.year - years, 1, 1)


@pytest.fixture
def youth():
    birth_date = years_ago(14)
    return ProfileFactory(kind=Profile.Kind.YOUTH, first_name="Lina", birth_date=birth_date, interests=["technology"])


def test_a_youth_of_14_cannot_become_16_by_the_form(client, youth):
    place = PlaceFactory()
    client.force_login(youth.user)
    stored = youth.birth_date

    response = client.post(
        reverse("mentoring:edit_profile"),
        {
            "first_name": "Lina",
            "birth_date": years_ago(18).isoformat(),
            "interests": ["technology"],
            "place": str(place),
            "place_value": str(place.pk),
        },
    )

    youth.refresh_from_db()
    assert response.status_code == 400
    assert youth.birth_date == stored


def test_a_youth_of_14_cannot_come_nearer_to_16_day_by_day(youth):
    with pytest.raises(services.BirthDateSettledError):
        services.save_profile(user_id=youth.user_id, birth_date=youth.birth_date - timedelta(days=1))


def test_a_date_may_always_become_younger(youth):
    services.save_profile(user_id=youth.user_id, birth_date=youth.birth_date + timedelta(days=1))

    youth.refresh_from_db()
    assert youth.birth_date == years_ago(14) + timedelta(days=1)


def test_a_click_at_14_writes_no_consent(client, youth):
    client.force_login(youth.user)

    client.post(reverse("mentoring:consent"), {"agrees": "on"})

    assert not Consent.objects.filter(user=youth.user).exists()


def test_a_word_given_at_15_does_not_come_into_force_at_16():
    today = timezone.localdate()
    youth = ProfileFactory(kind=Profile.Kind.YOUTH, birth_date=years_ago(16) if today > years_ago(0) else years_ago(17))
    too_early = timezone.now() - timedelta(days=400)
    ConsentFactory(user=youth.user, purpose=Consent.For.MENTORING, confirmed_at=too_early)

    assert not selectors.may_meet_mentors(profile=youth, today=today)
