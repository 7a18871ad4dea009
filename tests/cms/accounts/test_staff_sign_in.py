import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from cms.accounts import services
from cms.accounts.models import User

pytestmark = pytest.mark.django_db

STAFF_DOOR = "/konto/anmelden/mit-passwort/"


def try_password(client, email, password, **extra):
    return client.post(STAFF_DOOR, {"login": email, "password": password}, **extra)


@pytest.fixture
def desk(client, proven_editor, password, totp_code):
    """A browser in which an editor has signed in with both factors."""
    try_password(client, proven_editor.email, password)
    client.post("/konto/anmelden/zweiter-faktor/", {"code": totp_code()})
    return client


def test_password_and_second_factor_open_the_desk(desk, proven_editor):
    assert get_user(desk) == proven_editor
    assert desk.get("/admin/").status_code == 200


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/", "/admin/"])
def test_wagtails_own_doors_lead_to_ours(path, client):
    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/konto/anmelden/")


def test_the_password_alone_opens_no_session(client, proven_editor, password):
    response = try_password(client, proven_editor.email, password)

    assert response["Location"] == "/konto/anmelden/zweiter-faktor/"
    assert get_user(client).is_anonymous
    assert client.get("/admin/").status_code == 302


def test_an_e_mail_code_opens_nothing_for_staff(client, proven_editor, mailed_code, newest_letter):
    client.post("/konto/anmelden/", {"email": proven_editor.email})

    assert mailed_code() == ""
    assert STAFF_DOOR in newest_letter()[0]


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/somewhere/", "/konto/", "/admin/api/main/pages/"])
def test_staff_without_a_second_factor_are_led_to_set_it_up(path, client, editor, password):
    try_password(client, editor.email, password)

    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/konto/zweiter-faktor/einrichten/?next=")


def test_the_way_to_set_up_the_second_factor_ends_at_the_desk(client, editor, password, totp_code):
    try_password(client, editor.email, password)
    page = client.get("/konto/zweiter-faktor/einrichten/")
    secret = re.search(r'hh-num">([A-Z2-7]{32})<', page.content.decode()).group(1)

    response = client.post("/konto/zweiter-faktor/einrichten/", {"code": totp_code(secret)})

    assert response.status_code == 302
    assert response["Location"] == "/konto/zweiter-faktor/ersatzcodes/"
    assert client.get("/admin/").status_code == 200


def test_somebody_who_came_by_code_and_got_a_role_must_begin_again(client, alumna, mailed_code):
    """Also where the role came past everything that would end the session, as from a console of the database."""
    client.post("/konto/anmelden/", {"email": alumna.email})
    client.post("/konto/anmelden/code/", {"code": mailed_code()})
    group = services.ensure_roles()[services.Role.EDITOR]
    User.groups.through.objects.bulk_create([User.groups.through(user=alumna, group=group)])

    response = client.get("/konto/zweiter-faktor/einrichten/")

    assert response["Location"].startswith(STAFF_DOOR)
    assert get_user(client).is_anonymous
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("field", ["is_staff", "is_superuser"])
def test_every_flag_counts_as_a_role(field, client, alumna):
    User.objects.filter(pk=alumna.pk).update(**{field: True})
    client.force_login(alumna)

    assert client.get("/somewhere/").status_code == 302


def test_a_group_without_the_staff_flag_counts_as_a_role(client, alumna):
    alumna.groups.add(services.ensure_roles()[services.Role.EDITOR])
    client.force_login(alumna)

    assert client.get("/admin/").status_code == 302


def test_a_session_without_proof_may_neither_read_recovery_codes_nor_switch_the_factor_off(
    client, proven_editor, password
):
    """As after a factor was set up from elsewhere while this session was under way."""
    Authenticator.objects.all().delete()
    try_password(client, proven_editor.email, password)
    services.give_second_factor(user=proven_editor, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    answers = [
        client.get(path)["Location"]
        for path in (
            "/konto/zweiter-faktor/ersatzcodes/",
            "/konto/zweiter-faktor/abschalten/",
            "/konto/zweiter-faktor/einrichten/",
            "/konto/passwort/aendern/",
        )
    ]

    assert all(answer.startswith("/konto/zweiter-faktor/bestaetigen/") for answer in answers)


def test_that_session_goes_on_after_the_second_factor(client, proven_editor, password, totp_code):
    Authenticator.objects.all().delete()
    try_password(client, proven_editor.email, password)
    services.give_second_factor(user=proven_editor, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    response = client.post("/konto/zweiter-faktor/bestaetigen/?next=/admin/", {"code": totp_code()})

    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_records_of_the_person_before_do_not_count_for_the_next(desk, alumna):
    User.objects.filter(pk=alumna.pk).update(is_staff=True)
    session = desk.session
    session["_auth_user_id"] = str(alumna.pk)
    session["_auth_user_hash"] = User.objects.get(pk=alumna.pk).get_session_auth_hash()
    session.save()

    assert desk.get("/admin/").status_code == 302


def test_a_code_of_the_app_is_good_once(proven_editor, password, totp_code):
    with time_machine.travel(timezone.now(), tick=False):
        code, browsers = totp_code(), [Client(), Client()]
        for browser in browsers:
            try_password(browser, proven_editor.email, password)
            browser.post("/konto/anmelden/zweiter-faktor/", {"code": code})

        assert [get_user(browser).is_authenticated for browser in browsers] == [True, False]


def test_guessing_a_password_ends_with_429_and_begins_again_later(client, proven_editor, password):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        answers = [try_password(client, proven_editor.email, "falsch").status_code for _try in range(12)]
        while_locked = try_password(client, proven_editor.email, password)

    with time_machine.travel(start + timedelta(minutes=6), tick=False):
        later = try_password(client, proven_editor.email, password)

    assert answers[:5] == [200] * 5
    assert set(answers[5:]) == {429}
    assert while_locked.status_code == 429
    assert later.status_code == 302


def test_guessing_does_not_lock_the_person_out_elsewhere(client, proven_editor, password):
    for _try in range(200):
        try_password(client, proven_editor.email, "falsch", REMOTE_ADDR="198.51.100.7")

    response = try_password(client, proven_editor.email, password, REMOTE_ADDR="203.0.113.9")

    assert response.status_code == 302


def test_an_invented_forwarded_address_does_not_help_who_guesses(client, proven_editor):
    answers = [
        try_password(client, proven_editor.email, "falsch", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code
        for number in range(10)
    ]

    assert answers[5:] == [429] * 5


def test_many_senders_together_cannot_guess_without_end(proven_editor):
    answers = {
        try_password(Client(), proven_editor.email, "falsch", REMOTE_ADDR=f"198.51.{number}.1").status_code
        for number in range(101)
    }

    assert answers == {200, 429}


def test_guessing_the_second_factor_ends_with_429(client, proven_editor, password):
    try_password(client, proven_editor.email, password)

    answers = [client.post("/konto/anmelden/zweiter-faktor/", {"code": "000000"}).status_code for _try in range(7)]

    assert answers[:5] == [200] * 5
    assert set(answers[5:]) == {429}


def test_a_wrong_password_is_answered_alike_for_known_and_unknown_addresses(
    proven_editor, alumna, django_assert_max_num_queries
):
    answers = []
    try_password(Client(), "erste@landkreis.example", "falsch")  # fills what the frame of the page keeps

    for address in (proven_editor.email, alumna.email, "fremd@landkreis.example"):
        client = Client()
        with django_assert_max_num_queries(50) as queries:
            response = try_password(client, address, "falsch")
        body = response.content.decode().replace(address, "ADDRESS").replace(str(response.context["csrf_token"]), "")
        answers.append((response.status_code, body, [query["sql"].split("WHERE")[0] for query in queries]))

    assert answers[0] == answers[1] == answers[2]


def test_one_hash_is_computed_whatever_the_address(proven_editor, alumna, monkeypatch):
    """What takes the time of a log-in is the hash."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    counts, n_hashes = [], 0
    plain = MD5PasswordHasher.encode

    def counted(self, password, salt, *arguments):
        nonlocal n_hashes
        n_hashes += 1
        return plain(self, password, salt, *arguments)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for address in (proven_editor.email, alumna.email, "fremd@landkreis.example"):
        n_hashes = 0
        try_password(Client(), address, "falsch")
        counts.append(n_hashes)

    assert counts == [1, 1, 1]


def test_a_new_password_ends_the_other_sessions(desk, proven_editor):
    proven_editor.set_password("etwas ganz anderes")
    proven_editor.save()

    assert desk.get("/admin/").status_code == 302


def test_people_without_a_password_find_no_page_to_change_it(client, alumna):
    client.force_login(alumna)

    assert client.get("/konto/passwort/aendern/").status_code == 404


def test_the_desk_asks_again_before_the_factor_is_switched_off(desk):
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        response = desk.get("/konto/zweiter-faktor/abschalten/")

    assert response["Location"].startswith("/konto/passwort/bestaetigen/")


def test_the_password_is_proof_enough_for_that(desk, password):
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        response = desk.post(
            "/konto/passwort/bestaetigen/?next=/konto/zweiter-faktor/abschalten/", {"password": password}
        )

        assert response["Location"] == "/konto/zweiter-faktor/abschalten/"
        assert desk.get("/konto/zweiter-faktor/abschalten/").status_code == 200


def test_right_after_the_set_up_the_recovery_codes_are_shown(client, editor, password, totp_code):
    try_password(client, editor.email, password)
    page = client.get("/konto/zweiter-faktor/einrichten/")
    secret = re.search(r'hh-num">([A-Z2-7]{32})<', page.content.decode()).group(1)

    response = client.post("/konto/zweiter-faktor/einrichten/", {"code": totp_code(secret)}, follow=True)

    assert len(re.findall(r'hh-num">(\d{8})<', response.content.decode())) == 10


def test_who_switches_the_factor_off_must_set_up_another_at_once(desk):
    desk.post("/konto/zweiter-faktor/abschalten/")

    assert not Authenticator.objects.exists()
    assert desk.get("/admin/")["Location"].startswith("/konto/zweiter-faktor/einrichten/")


def test_the_command_tells_the_code_that_the_app_shows(proven_editor, totp_code, capsys):
    with time_machine.travel(timezone.now(), tick=False):
        call_command("demo_code", proven_editor.email)

        assert f"{proven_editor.email}: {totp_code()} " in capsys.readouterr().out


def test_outside_the_demonstration_nobody_is_told_a_code_or_signed_in_by_a_click(proven_editor, settings, rf):
    settings.DEMO_SIGN_IN = False

    with pytest.raises(CommandError):
        call_command("demo_code")
    with pytest.raises(PermissionDenied):
        services.current_code(user=proven_editor)
    with pytest.raises(PermissionDenied):
        services.give_second_factor(user=proven_editor, secret="JBSWY3DPEHPK3PXP")
    with pytest.raises(PermissionDenied):
        services.sign_in_as_demo_person(request=rf.post("/"), user=proven_editor)
