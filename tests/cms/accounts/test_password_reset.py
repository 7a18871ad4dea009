"""A forgotten password: the same answer for everybody, a link that is good once and not for long."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from cms.accounts import services
from cms.mailing.models import OutboxMail

pytestmark = pytest.mark.django_db


def test_the_reset_is_the_same_for_every_address(proven_editor, alumna, django_assert_max_num_queries):
    answers = []

    for address in (proven_editor.email, alumna.email, "fremd@landkreis.example"):
        client, before = Client(), OutboxMail.objects.count()
        with django_assert_max_num_queries(50) as queries:
            response = client.post("/konto/passwort/vergessen/", {"email": address})
        shapes = [query["sql"].split("WHERE")[0].split("VALUES")[0] for query in queries]
        headers = {name: value for name, value in response.items() if name != "Expires"}
        answers.append((response.status_code, headers, shapes, OutboxMail.objects.count() - before))

    assert answers[0] == answers[1] == answers[2]
    assert answers[0][3] == 1


def test_only_somebody_with_a_password_gets_a_link(client, proven_editor, alumna, newest_letter):
    links = []

    for address in (proven_editor.email, alumna.email, "fremd@landkreis.example"):
        client.post("/konto/passwort/vergessen/", {"email": address})
        links.append("/passwort/neu/" in newest_letter()[0])

    assert links == [True, False, False]


def test_somebody_who_got_a_role_without_a_password_gets_a_link_and_comes_to_the_second_factor(
    client, alumna, newest_letter
):
    services.ensure_roles()
    alumna.groups.add(Group.objects.get(name=services.Role.EDITOR.value))  # as the desk does below "Users"
    client.post("/konto/passwort/vergessen/", {"email": alumna.email})
    form = client.get(reset_link(newest_letter))["Location"]
    new = "muschelkalk am morgen"

    client.post(form, {"password1": new, "password2": new})
    client.post("/konto/anmelden/mit-passwort/", {"login": alumna.email, "password": new})

    assert client.get("/konto/")["Location"].startswith("/konto/zweiter-faktor/einrichten/")


def reset_link(newest_letter):
    return re.search(r"http://localhost:8000(/konto/passwort/neu/\S+)", newest_letter()[0]).group(1)


def test_a_reset_goes_through_and_does_not_replace_the_second_factor(client, proven_editor, newest_letter):
    client.post("/konto/passwort/vergessen/", {"email": proven_editor.email}, HTTP_HOST="localhost")
    link = reset_link(newest_letter)
    form = client.get(link)["Location"]
    new = "muschelkalk am morgen"

    client.post(form, {"password1": new, "password2": new})
    response = client.post("/konto/anmelden/mit-passwort/", {"login": proven_editor.email, "password": new})

    assert response["Location"] == "/konto/anmelden/zweiter-faktor/"
    assert get_user(client).is_anonymous


def test_a_reset_link_is_good_once_and_looking_at_it_does_not_use_it_up(proven_editor, newest_letter):
    first, second = Client(), Client()
    first.post("/konto/passwort/vergessen/", {"email": proven_editor.email})
    link = reset_link(newest_letter)
    scanner = [Client().get(link).status_code for _time in range(2)]
    form = first.get(link)["Location"]
    new = "muschelkalk am morgen"

    first.post(form, {"password1": new, "password2": new})
    again = second.get(link)

    assert scanner == [302, 302]
    assert again.status_code == 200
    assert "password1" not in again.content.decode()


@pytest.mark.parametrize(("seconds", "is_good"), [(3599, True), (3602, False)])
def test_a_reset_link_is_good_for_an_hour(seconds, is_good, client, proven_editor, newest_letter):
    start = timezone.now().replace(microsecond=0)
    with time_machine.travel(start, tick=False):
        client.post("/konto/passwort/vergessen/", {"email": proven_editor.email})

    with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
        response = Client().get(reset_link(newest_letter))

    assert (response.status_code == 302) is is_good


def test_a_reset_link_with_a_flipped_letter_is_refused(client, proven_editor, newest_letter):
    client.post("/konto/passwort/vergessen/", {"email": proven_editor.email})
    link = reset_link(newest_letter)
    flipped = link[:-3] + ("a" if link[-3] != "a" else "b") + link[-2:]

    assert client.get(flipped).status_code == 200


def test_a_forged_host_does_not_reach_the_link(client, proven_editor, newest_letter, settings):
    settings.ALLOWED_HOSTS = ["*"]

    client.post("/konto/passwort/vergessen/", {"email": proven_editor.email}, HTTP_HOST="evil.example")

    assert "evil.example" not in newest_letter()[0]
