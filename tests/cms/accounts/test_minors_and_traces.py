"""Screenings that are none, names in file names, and what stays after somebody has gone."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from cms.accounts.forms import EmailForm
from cms.accounts.services import close_account
from cms.core.models import PortalImage
from cms.mailing.models import OutboxMail
from cms.mailing.services import forget_old_mails
from matching.models import Mentor
from tests.factories import MentorFactory, MentorScreeningFactory, UserFactory

pytestmark = pytest.mark.django_db


def picture(name="Katrin_Hantschick.png"):
    return PortalImage.objects.create(title="Foto", file=get_test_image_file(filename=name))


@pytest.mark.parametrize("field", ["certificate_seen_on", "training_done_on"])
def test_what_is_planned_for_tomorrow_is_no_screening(field):
    today = timezone.localdate()
    mentor = MentorFactory()
    MentorScreeningFactory(mentor=mentor, **{field: today + timedelta(days=1)})

    assert not Mentor.objects.screened(today=today).filter(pk=mentor.pk).exists()


@pytest.mark.parametrize("field", ["first_interviewer", "second_interviewer"])
def test_nobody_interviews_themselves(field):
    mentor = MentorFactory()
    MentorScreeningFactory(mentor=mentor, **{field: mentor.user})

    assert not Mentor.objects.screened(today=timezone.localdate()).filter(pk=mentor.pk).exists()


def test_a_pictures_address_does_not_tell_the_name_of_the_uploaded_file():
    assert "Hantschick" not in picture().get_rendition("fill-10x10").url


def test_with_a_mentor_goes_the_picture():
    mentor = MentorFactory(picture=picture())
    mentor.picture.get_rendition("fill-10x10")

    close_account(user=mentor.user)

    assert not PortalImage.objects.exists()


def test_a_picture_that_shows_others_too_stays():
    shared = picture()
    mentor, _other = MentorFactory(picture=shared), MentorFactory(picture=shared)

    close_account(user=mentor.user)

    assert PortalImage.objects.filter(pk=shared.pk).exists()


def test_whoever_stands_in_a_screening_is_told_no_instead_of_an_error(client):
    interviewer = UserFactory()
    MentorScreeningFactory(first_interviewer=interviewer)
    client.force_login(interviewer)

    response = client.post(reverse("accounts:close"))

    assert response.status_code == 403


def test_mails_are_gone_after_thirty_days():
    for state in ("sent", "kept", "failed", "waiting"):
        OutboxMail.objects.create(dedupe_key=state, recipient="a@heimathafen.example", message=b"", state=state)
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=31))

    n_forgotten = forget_old_mails()

    assert n_forgotten == 3
    assert OutboxMail.objects.get().state == "waiting"


def test_the_schedule_forgets_mails_and_sessions(settings):
    tasks = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert {"mailing.forget_old", "core.forget_sessions"} <= tasks


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_an_address_with_letters_that_only_look_alike_is_refused(client, name):
    response = client.post(reverse(name), {"email": "İ" * 50 + "@example.org", "is_old_enough": "on"})

    assert response.status_code < 500
    assert not OutboxMail.objects.exists()


def test_a_picture_with_an_endless_name_is_not_there(client):
    assert client.get("/media/images/" + "a" * 5000).status_code == 404


def test_an_ordinary_address_is_taken():
    assert EmailForm({"email": "Jana.Wenke@example.org"}).is_valid()


def test_the_demonstrations_key_is_refused_in_production(settings):
    settings.SECRET_KEY = "only-for-demonstrations-on-this-machine-never-in-production"
    settings.SESSION_COOKIE_SECURE = True

    with pytest.raises(Exception, match="known to everybody"):
        call_command("check")
