import re
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from cms.accounts import selectors, services
from cms.accounts.models import User
from cms.mailing.models import OutboxMail
from matching.models import Change, Consent, Profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def profile(alumna) -> Profile:
    return Profile.objects.create(
        user=alumna,
        kind=Profile.Kind.ALUMNA,
        first_name="Lena <b>",
        birth_date=date(1998, 2, 3),
        occupation_text="Mechatronikerin",
        interests=["technology"],
        languages=["pl"],
        radius_km=30,
        hours_min=20.0,
        german_level=6,
        weekdays=[3, 6],
        every_weeks=2,
        limit_km=70,
        qualification_level=4,
        certificates=["forklift"],
    )


@pytest.fixture
def consent(alumna) -> Consent:
    return Consent.objects.create(
        user=alumna, purpose=Consent.For.RECOMMENDATIONS, text_version="1", confirmed_at=timezone.now()
    )


@pytest.fixture
def mine(client, alumna):
    client.force_login(alumna)
    return client


def test_strangers_are_sent_to_sign_in(client):
    assert client.get("/konto/")["Location"] == "/konto/anmelden/?next=/konto/"


def test_the_page_tells_everything_that_the_person_told_us(mine, profile):
    words = mine.get("/konto/").content.decode()

    for told in ("lena@posteo.example", "Mechatronikerin", "1998", "30 km", "Lena &lt;b&gt;"):
        assert told in words
    for told in ("Donnerstag, Sonntag", "70 km"):
        assert told in words
    assert "Lena <b>" not in words


def test_the_page_works_for_somebody_who_has_told_nothing(mine):
    assert mine.get("/konto/").status_code == 200


@pytest.mark.parametrize("address", ["/konto/", "/konto/loeschen/"])
def test_a_youth_is_addressed_as_one_and_led_only_where_youths_may_go(mine, alumna, profile, address):
    profile.kind = Profile.Kind.YOUTH
    profile.save()

    main = mine.get(address).content.decode().partition("<main")[2].partition("</main>")[0]

    assert re.search(r"\b(dich|[Dd]eine)\b", main)
    assert not re.search(r"\b(Sie|Ihnen|Ihre?n?)\b", main)
    assert "/passt-zu-mir/" not in main


def test_a_grown_up_is_not_led_to_mentors_for_youths(mine, profile):
    main = mine.get("/konto/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert "/passt-zu-mir/" in main
    assert "/mentoren/" not in main


def test_a_consent_is_withdrawn_with_one_button(mine, alumna, consent):
    response = mine.post("/konto/einwilligung/recommendations/widerrufen/")

    assert response["Location"] == "/konto/"
    assert not Consent.objects.in_force().filter(user=alumna).exists()


def test_a_consent_for_nothing_we_know_does_not_exist(mine):
    assert mine.post("/konto/einwilligung/anything/widerrufen/").status_code == 404


def test_the_ledger_is_told_with_what_is_in_force_and_what_ended(alumna, consent):
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    Consent.objects.create(user=alumna, purpose=Consent.For.MENTORING, text_version="1", confirmed_at=timezone.now())

    shown = {line.purpose: line for line in selectors.consents_shown(user=alumna)}

    assert not shown["recommendations"].is_in_force
    assert shown["recommendations"].withdrawn_at
    assert shown["mentoring"].is_in_force


def test_looking_at_the_page_to_delete_deletes_nothing(mine, alumna):
    mine.get("/konto/loeschen/")

    assert User.objects.filter(pk=alumna.pk).exists()


def test_deleting_leaves_nothing_of_the_person(mine, alumna, profile, consent):
    mine.get("/konto/")
    OutboxMail.objects.create(dedupe_key="<1@x>", recipient=alumna.email, subject="s", message=b"m")
    OutboxMail.objects.create(dedupe_key="<2@x>", recipient="jemand@posteo.example", subject="s", message=b"m")

    mine.post("/konto/loeschen/")

    assert not User.objects.exists()
    assert not Profile.objects.exists()
    assert not Consent.objects.exists()
    assert OutboxMail.objects.get().recipient == "jemand@posteo.example"
    assert not any(session.get_decoded().get("_auth_user_id") for session in Session.objects.all())
    assert Change.objects.filter(kind="profile", object_id=str(profile.pk)).exists()


def test_people_with_a_role_do_not_delete_themselves(editor):
    with pytest.raises(PermissionDenied):
        services.close_account(user=editor)


def test_an_address_is_found_whatever_its_capitals_but_not_by_its_looks(alumna):
    assert selectors.find_login(email="LENA@POSTEO.EXAMPLE") == alumna
    assert selectors.find_login(email="lena@posteo.examplе") is None  # the last letter is Cyrillic
