"""Mentors for a youth: with reasons, only screened ones, and below 16 nobody before a guardian agreed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from cms.accounts.models import User
from matching.models import Consent, MentorScreening, Profile, Reaction
from tests.factories import MentorFactory, MentorScreeningFactory, ProfileFactory
from tests.factories.records import make_picture

LIST = "/mentoren/"


def answer_url(mentor: object, answer: str) -> str:
    return f"{reverse('mentoring:react', kwargs={'mentor_id': mentor.public_id})}?answer={answer}"


def names(response: object) -> set[str]:
    return {card.first_name for card in response.context["cards"]}


def test_the_page_needs_a_sign_in(client, db):
    response = client.get(LIST)

    assertRedirects(response, f"{reverse('account_login')}?next={LIST}", fetch_redirect_response=False)


def test_a_youth_of_16_sees_three_mentors_with_reasons(visitor, mentors):
    response = visitor.get(LIST)

    assert names(response) == {"Katrin", "Tomasz", "Mira"}
    assert all(card.reasons for card in response.context["cards"])
    assertContains(response, "Görlitz, 19\N{NO-BREAK SPACE}km")


def test_never_a_surname_or_an_address(visitor, mentors):
    response = visitor.get(LIST)

    assertNotContains(response, "Geheimnis")
    assertNotContains(response, "katrin@heimathafen.example")


def test_at_most_three_mentors_are_proposed(visitor, mentors):
    for number in range(4):
        MentorScreeningFactory(mentor=MentorFactory(first_name=f"Ersatz {number}", place=mentors[0].place))

    assert len(names(visitor.get(LIST))) == 3


def test_a_youth_of_14_without_recorded_consent_sees_nobody(young_visitor, mentors):
    response = young_visitor.get(LIST)

    assert response.status_code == 200
    for name in ("Katrin", "Tomasz", "Mira"):
        assertNotContains(response, name)


def test_own_consent_does_not_open_the_door_below_16(young_visitor, mentors):
    young_visitor.post("/mentoren/einwilligung/", {"agrees": "on"})

    assertNotContains(young_visitor.get(LIST), "Katrin")


@pytest.mark.parametrize("missing", [{"second_channel_at": None}, {"confirmed_at": None}])
def test_half_a_guardian_s_consent_is_none(young_visitor, guardian_s_consent, mentors, missing):
    Consent.objects.update(**missing)

    assertNotContains(young_visitor.get(LIST), "Katrin")


def test_a_guardian_s_consent_opens_the_door(young_visitor, guardian_s_consent, mentors):
    assert names(young_visitor.get(LIST)) == {"Katrin", "Tomasz", "Mira"}


def test_a_withdrawn_consent_closes_the_door_at_once(young_visitor, guardian_s_consent, mentors):
    young_visitor.get(LIST)
    Consent.objects.update(withdrawn_at=timezone.now())

    assertNotContains(young_visitor.get(LIST), "Katrin")


def test_from_16_the_youth_is_asked_with_a_box_that_is_not_ticked(visitor, youth_of_16, mentors):
    Consent.objects.all().delete()

    response = visitor.get(LIST)

    assertContains(response, 'type="checkbox" name="agrees"')
    assertNotContains(response, "checked")
    assertNotContains(response, "Katrin")


def test_agreeing_shows_the_mentors(visitor, youth_of_16, mentors):
    Consent.objects.all().delete()

    response = visitor.post("/mentoren/einwilligung/", {"agrees": "on"}, follow=True)

    assert names(response) == {"Katrin", "Tomasz", "Mira"}


def test_agreeing_without_a_tick_records_nothing(visitor, mentors):
    Consent.objects.all().delete()

    response = visitor.post("/mentoren/einwilligung/", {})

    assert response.status_code == 400
    assert not Consent.objects.exists()


@pytest.mark.parametrize(
    "lacking",
    [
        {"certificate_seen_on": None},
        {"training_done_on": None},
        {"first_interviewer": None},
        {"second_interviewer": None},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_a_mentor_whose_screening_lacks_something_is_invisible_the_same_moment(visitor, mentors, lacking):
    visitor.get(LIST)
    MentorScreening.objects.filter(mentor=mentors[0]).update(**lacking)

    assert names(visitor.get(LIST)) == {"Tomasz", "Mira"}


@pytest.mark.parametrize("state", [{"is_paused": True}, {"capacity": 0}])
def test_a_mentor_who_pauses_or_is_full_is_invisible_the_same_moment(visitor, mentors, state):
    visitor.get(LIST)
    type(mentors[0]).objects.filter(pk=mentors[0].pk).update(**state)

    assert names(visitor.get(LIST)) == {"Tomasz", "Mira"}


def test_a_mentor_who_was_never_screened_is_invisible(visitor, mentors):
    MentorFactory(first_name="Unbekannt", place=mentors[0].place)

    assertNotContains(visitor.get(LIST), "Unbekannt")


def test_when_nobody_is_free_the_page_says_what_helps(visitor, db):
    assertContains(visitor.get(LIST), "hh-empty")


def test_wanting_to_get_to_know_somebody_is_kept_and_can_be_taken_back(visitor, youth_of_16, mentors):
    visitor.post(answer_url(mentors[0], "saved"))
    wanted = [card.first_name for card in visitor.get(LIST).context["cards"] if card.is_wanted]
    visitor.post(answer_url(mentors[0], ""))

    assert wanted == ["Katrin"]
    assert not Reaction.objects.exists()


def test_a_declined_mentor_is_not_proposed_and_can_be_shown_again(visitor, mentors):
    visitor.post(answer_url(mentors[0], "declined"))
    without = visitor.get(LIST)
    visitor.post(answer_url(mentors[0], ""))

    assert names(without) == {"Tomasz", "Mira"}
    assert [mentor.first_name for mentor in without.context["hidden"]] == ["Katrin"]
    assert "Katrin" in names(visitor.get(LIST))


def test_a_hidden_mentor_without_screening_is_named_nowhere(visitor, mentors):
    visitor.post(answer_url(mentors[0], "declined"))
    MentorScreening.objects.filter(mentor=mentors[0]).delete()

    assertNotContains(visitor.get(LIST), "Katrin")


def test_an_unknown_mentor_is_not_found(visitor, mentors):
    assert visitor.post("/mentoren/antwort/7b1f0a52-6f0e-4a55-8a3e-2b6d8d4f3f10/?answer=saved").status_code == 404


def test_a_mentor_who_may_not_be_shown_is_not_found(visitor, mentors):
    hidden = MentorFactory(first_name="Unbekannt", place=mentors[0].place)

    assert visitor.post(answer_url(hidden, "saved")).status_code == 404
    assert not Reaction.objects.exists()


def test_without_a_guardian_s_consent_no_mentor_can_be_answered(young_visitor, mentors):
    assert young_visitor.post(answer_url(mentors[0], "saved")).status_code == 404
    assert not Reaction.objects.exists()


def test_an_invented_answer_is_not_found(visitor, mentors):
    assert visitor.post(answer_url(mentors[0], "married")).status_code == 404


@pytest.mark.parametrize("address", ["antwort/7b1f0a52-6f0e-4a55-8a3e-2b6d8d4f3f10/?answer=saved", "einwilligung/"])
def test_reading_an_address_changes_nothing(visitor, address):
    assert visitor.get(f"{LIST}{address}").status_code == 405


def test_changes_need_the_token_of_the_form(youth_of_16, mentors):
    stranger_s_form = Client(enforce_csrf_checks=True)
    stranger_s_form.force_login(youth_of_16.user)

    assert stranger_s_form.post(answer_url(mentors[0], "saved")).status_code == 403
    assert not Reaction.objects.exists()


@pytest.mark.parametrize("address", ["", "angaben/"])
def test_an_adult_is_led_to_the_offers(client, db, address):
    client.force_login(ProfileFactory(kind=Profile.Kind.ALUMNA).user)

    assertRedirects(client.get(f"{LIST}{address}"), "/passt-zu-mir/", fetch_redirect_response=False)


def test_somebody_without_a_date_of_birth_is_asked_for_it(client, db):
    client.force_login(ProfileFactory(kind=Profile.Kind.YOUTH, birth_date=None).user)

    assertRedirects(client.get(LIST), "/mentoren/angaben/", fetch_redirect_response=False)


def test_somebody_without_a_profile_is_led_to_the_form(client, db):
    client.force_login(User.objects.create_user("neu@heimathafen.example"))

    assertRedirects(client.get(LIST), "/mentoren/angaben/", fetch_redirect_response=False)


def test_the_page_is_personal_and_never_stored(visitor, mentors):
    assert "no-store" in visitor.get(LIST)["Cache-Control"]


def test_a_mentor_whose_picture_file_is_gone_is_shown_without_it(visitor, mentors):
    picture = make_picture()
    picture.file.storage.delete(picture.file.name)
    mentors[0].picture = picture
    mentors[0].save()

    response = visitor.get(LIST)

    assert {card.first_name: card.picture_url for card in response.context["cards"]}[mentors[0].first_name] == ""
