"""What an alumna says about herself: typed words are kept, errors are sentences, the answers are stored."""

import pytest
from pytest_django.asserts import assertContains, assertRedirects

from cms.accounts.models import User
from matching.models import OfferSkill, Profile
from tests.factories import OccupationFactory, PlaceFactory, SkillFactory

FORM = "/passt-zu-mir/angaben/"


@pytest.fixture
def answers(mechatronics):
    return {
        "occupation": mechatronics.label_de,
        "place": "Niesky",
        "radius_km": "30",
        "hours_min": "30",
        "hours_max": "35",
        "german_level": "3",
        "interests": ["technology"],
        "skills_words": "",
    }


@pytest.fixture
def newcomer(client, db):
    user = User.objects.create_user("jana@heimathafen.example")
    client.force_login(user)
    PlaceFactory(name="Niesky")
    return client


def test_the_answers_are_stored(newcomer, answers, mechatronics):
    circuits = SkillFactory()

    response = newcomer.post(FORM, {**answers, "skills_words": "Schaltpläne lesen"})

    assertRedirects(response, "/passt-zu-mir/", fetch_redirect_response=False)
    profile = Profile.objects.get()
    assert profile.kind == Profile.Kind.ALUMNA
    assert (profile.place.name, profile.radius_km) == ("Niesky", 30)
    assert (profile.hours_min, profile.hours_max, profile.german_level) == (30, 35, 3)
    assert profile.interests == ["technology"]
    assert list(profile.occupations.all()) == [mechatronics]
    assert list(profile.skills.all()) == [circuits]


@pytest.fixture
def details():
    return {
        "qualification_level": "4",
        "certificates": ["forklift", "driving_license_b"],
        "weekdays": ["3", "4", "6"],
        "every_weeks": "2",
        "limit_km": "60",
    }


def test_what_is_told_more_precisely_is_stored_and_shown_again(newcomer, answers, details):
    newcomer.post(FORM, {**answers, **details})

    profile = Profile.objects.get()
    assert profile.weekdays == [3, 4, 6]
    assert (profile.every_weeks, profile.qualification_level, profile.limit_km) == (2, 4, 60)
    assert set(profile.certificates) == {"driving_license_b", "forklift"}
    html = newcomer.get(FORM).content.decode()
    assert html.count(" checked") == 1 + 2 + 3  # one interest, two papers, three days
    assert '<option value="2" selected>' in html
    assert 'value="60"' in html


def test_the_details_wait_behind_a_closed_fold_and_nobody_must_open_it(newcomer, answers):
    html = newcomer.get(FORM).content.decode()

    fold = html.index('<details class="hh-det"><summary>Noch genauer</summary>')
    assert html.index('name="interests"') < fold < html.index('name="limit_km"')
    newcomer.post(FORM, answers)
    profile = Profile.objects.get()
    assert (profile.weekdays, profile.certificates) == ([], [])
    assert (profile.every_weeks, profile.qualification_level, profile.limit_km) == (None, None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("limit_km", "20"),  # less than the radius of 30
        ("limit_km", "0"),
        ("weekdays", "7"),
        ("every_weeks", "3"),
        ("qualification_level", "9"),
        ("certificates", "license_to_kill"),
    ],
)
def test_a_detail_that_cannot_be_opens_the_fold(newcomer, answers, field, value):
    response = newcomer.post(FORM, {**answers, field: value})

    assert response.context["form"].errors.keys() == {field}
    assertContains(response, '<details class="hh-det" open>', status_code=400)
    assert not Profile.objects.exists()


def test_own_words_are_understood_when_no_occupation_was_picked(newcomer, answers, mechatronics):
    words = {"occupation": "Mechatroniker/in im Bahnbetrieb", "occupation_choice": "own-words"}

    newcomer.post(FORM, {**answers, **words, "occupation_choice_for": words["occupation"]})

    profile = Profile.objects.get()
    assert profile.occupation_text == "Mechatroniker/in im Bahnbetrieb"
    assert mechatronics in profile.occupations.all()


def test_an_error_keeps_what_was_typed(newcomer, answers):
    response = newcomer.post(FORM, {**answers, "hours_min": "38", "skills_words": "Hellsehen"})

    assert response.status_code == 400
    html = response.content.decode()
    assert 'value="38"' in html
    assert 'value="Hellsehen"' in html
    assert 'value="Niesky"' in html
    assert 'value="technology" id="id_interests_0" checked' in html or "checked" in html
    assert not Profile.objects.exists()


def test_several_occupations_come_back_as_a_question(newcomer, answers):
    OccupationFactory(label_de="Altenpfleger/Altenpflegerin", label_en="elderly care nurse")
    OccupationFactory(label_de="Krankenpfleger/Krankenpflegerin", label_en="general care nurse")

    response = newcomer.post(FORM, {**answers, "occupation": "pfleger"})

    assertContains(response, "Altenpfleger/Altenpflegerin", status_code=400)
    assertContains(response, 'value="pfleger"', status_code=400)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", ""),
        ("occupation", ""),
        ("radius_km", "0"),
        ("hours_max", "60"),
        ("german_level", "9"),
        ("place", "\x00"),
    ],
)
def test_what_cannot_be_is_refused_in_words(newcomer, answers, field, value):
    response = newcomer.post(FORM, {**answers, field: value})

    assert response.status_code == 400
    assert response.context["form"].errors.keys() == {field}


def test_the_form_shows_what_is_stored(visitor, alumna):
    alumna.skills.add(SkillFactory())

    html = visitor.get(FORM).content.decode()

    assert 'value="Mechatronikerin"' in html
    assert 'value="Niesky"' in html
    assert "Schaltpläne lesen" in html


def test_saving_the_form_unchanged_changes_nothing(visitor, alumna, mechatronics):
    skill = SkillFactory()
    alumna.skills.add(skill)
    alumna.weekdays, alumna.every_weeks, alumna.certificates, alumna.qualification_level = [4], 2, ["forklift"], 4
    alumna.limit_km = 90
    alumna.save()
    unchanged = {
        "occupation": "Mechatronikerin",
        "occupation_choice": str(mechatronics.pk),
        "occupation_choice_for": "Mechatronikerin",
        "place": "Niesky",
        "place_value": str(alumna.place_id),
        "radius_km": "50",
        "hours_min": "30",
        "hours_max": "40",
        "skills": [str(skill.pk)],
        "weekdays": ["4"],
        "every_weeks": "2",
        "certificates": ["forklift"],
        "qualification_level": "4",
        "limit_km": "90",
    }

    visitor.post(FORM, unchanged)

    before, after = alumna, Profile.objects.get(pk=alumna.pk)
    names = "kind first_name birth_date place radius_km hours_min hours_max occupation_text weekdays every_weeks"
    for name in (*names.split(), "certificates", "qualification_level", "limit_km"):
        assert getattr(after, name) == getattr(before, name)
    assert list(after.occupations.all()) == [mechatronics]
    assert list(after.skills.all()) == [skill]


def test_skills_that_offers_in_the_occupation_ask_for_are_suggested_unticked(visitor, offers):
    asked_for = SkillFactory(label_de="Pneumatik", label_en="pneumatics")
    OfferSkill.objects.create(offer=offers["Niesky"], skill=asked_for)

    html = visitor.get(FORM).content.decode()

    assert f'value="{asked_for.pk}">' in html
