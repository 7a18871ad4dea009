"""What a youth says about themselves: plain sentences for what cannot be, nothing typed is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertRedirects

from cms.accounts.models import User
from matching.models import Profile
from tests.cms.mentoring.people import born
from tests.factories import PlaceFactory

FORM = "/mentoren/angaben/"
TOMORROW = timezone.localdate() + timedelta(days=1)
TWELVE_TOMORROW = TOMORROW.replace(year=TOMORROW.year - 12)


@pytest.fixture
def answers(db):
    PlaceFactory(name="Niesky")
    return {
        "first_name": "Nguyễn",
        "birth_date": born(15).isoformat(),
        "interests": ["technology", "nature"],
        "place": "02906",
        "radius_km": "25",
        "languages": ["de", "vi"],
        "occupation": "",
    }


@pytest.fixture
def newcomer(client, db):
    client.force_login(User.objects.create_user("mila@heimathafen.example"))
    return client


def test_the_answers_are_stored(newcomer, answers):
    response = newcomer.post(FORM, answers)

    assertRedirects(response, "/mentoren/", fetch_redirect_response=False)
    profile = Profile.objects.get()
    assert (profile.kind, profile.first_name, profile.birth_date) == (Profile.Kind.YOUTH, "Nguyễn", born(15))
    assert (profile.place.name, profile.radius_km) == ("Niesky", 25)
    assert (profile.interests, profile.languages) == (["technology", "nature"], ["de", "vi"])


def test_a_german_date_is_understood(newcomer, answers):
    newcomer.post(FORM, {**answers, "birth_date": born(15).strftime("%d.%m.%Y")})

    assert Profile.objects.get().birth_date == born(15)


@pytest.mark.parametrize("name", ["Müller-Łuczak", "O’Neill", "Xi", "N" * 100])
def test_names_are_names(newcomer, answers, name):
    newcomer.post(FORM, {**answers, "first_name": name})

    assert Profile.objects.get().first_name == name


@pytest.mark.parametrize("day", [TOMORROW, TWELVE_TOMORROW, born(29), "31.02.2010", ""])
def test_a_birth_date_that_cannot_be_gets_a_sentence(newcomer, answers, day):
    response = newcomer.post(FORM, {**answers, "birth_date": str(day)})

    assert response.status_code == 400
    assert response.context["form"].errors.keys() == {"birth_date"}
    assert not Profile.objects.exists()


@pytest.mark.parametrize("years", [12, 27])
def test_from_12_to_27_everybody_may_take_part(newcomer, answers, years):
    newcomer.post(FORM, {**answers, "birth_date": born(years).isoformat()})

    assert Profile.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("first_name", ""), ("interests", []), ("place", "Atlantis"), ("radius_km", "-1"), ("languages", ["xx"])],
)
def test_an_error_stands_at_its_field_and_keeps_what_was_typed(newcomer, answers, field, value):
    response = newcomer.post(FORM, {**answers, field: value})

    assert response.status_code == 400
    assert response.context["form"].errors.keys() == {field}
    assert ("Nguyễn" in response.content.decode()) == (field != "first_name")


def test_the_form_shows_what_is_stored(visitor, youth_of_16):
    html = visitor.get(FORM).content.decode()

    assert 'value="Mila"' in html
    assert f'value="{youth_of_16.birth_date.isoformat()}"' in html
    assert 'value="Niesky"' in html
