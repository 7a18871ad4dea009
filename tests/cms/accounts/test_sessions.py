from datetime import timedelta
from http.cookies import SimpleCookie

import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.utils import timezone

from cms.accounts import services
from cms.accounts.models import User

pytestmark = pytest.mark.django_db

START = timezone.now().replace(microsecond=0)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/somewhere/")
    return client


def is_in(client) -> bool:
    return client.get("/somewhere/").content == b"signed in: True"


@pytest.mark.parametrize(("seconds", "stays"), [(2 * 3600 - 1, True), (2 * 3600 + 1, False)])
def test_an_idle_session_ends(seconds, stays, alumna):
    with time_machine.travel(START, tick=False):
        client = signed_in(alumna)

    with time_machine.travel(START + timedelta(seconds=seconds), tick=False):
        assert is_in(client) is stays


def test_a_session_in_use_ends_after_twelve_hours(alumna):
    with time_machine.travel(START, tick=False):
        client = signed_in(alumna)
    stays = []

    for hours in range(1, 14):
        with time_machine.travel(START + timedelta(hours=hours, seconds=1), tick=False):
            stays.append(is_in(client))

    assert stays == [True] * 11 + [False] * 2


def test_a_session_in_use_is_not_written_at_every_request(alumna, django_assert_num_queries):
    client = signed_in(alumna)

    with django_assert_num_queries(3):  # session, person, role
        client.get("/somewhere/")


def test_signing_out_everywhere_ends_the_sessions_of_all_devices(alumna):
    with time_machine.travel(START, tick=False):
        here, there = signed_in(alumna), signed_in(alumna)

    with time_machine.travel(START + timedelta(seconds=5), tick=False):
        here.post("/konto/ueberall-abmelden/")
        after = (is_in(here), is_in(there))
        anew = signed_in(alumna)

        assert after == (False, False)
        assert is_in(anew)


def test_signing_out_everywhere_is_no_matter_of_looking(alumna):
    client = signed_in(alumna)

    response = client.get("/konto/ueberall-abmelden/")

    assert response.status_code == 405
    assert is_in(client)


def test_signing_out_needs_more_than_a_link(alumna):
    client = signed_in(alumna)

    client.get("/konto/abmelden/")
    after_looking = is_in(client)
    client.post("/konto/abmelden/")

    assert after_looking
    assert not is_in(client)


def test_a_blocked_person_is_out_at_the_next_request(alumna):
    client = signed_in(alumna)

    User.objects.filter(pk=alumna.pk).update(is_active=False)

    assert not is_in(client)


def test_a_deleted_person_is_out_at_the_next_request(alumna):
    client = signed_in(alumna)

    services.close_account(user=alumna)

    assert not is_in(client)


def test_a_person_in_the_demonstration_signs_in_with_one_click(rf, proven_editor, client):
    request = rf.post("/")
    request.session = client.session

    services.sign_in_as_demo_person(request=request, user=proven_editor)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key

    assert client.get("/admin/").status_code == 200


def test_a_visitor_without_a_session_gets_no_cookie_and_no_vary_from_us(client):
    response = client.get("/somewhere/")

    assert response.cookies == SimpleCookie()


def test_the_session_cookie_is_kept_from_scripts_and_other_sites(alumna, mailed_code, client):
    response = client.post("/konto/anmelden/", {"email": alumna.email})

    cookie = response.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_personal_pages_are_kept_by_nobody(alumna):
    response = signed_in(alumna).get("/konto/")

    assert "no-store" in response["Cache-Control"]
    assert get_user(signed_in(alumna)) == alumna
