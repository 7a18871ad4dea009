"""Whoever lost the phone is helped by a colleague: the old factor goes with all sessions, and the owner is told."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from cms.accounts import services
from cms.accounts.models import User
from cms.audit.models import Action, Entry
from cms.mailing.models import OutboxMail
from tests.factories import AdministratorFactory, sign_in_staff

pytestmark = pytest.mark.django_db


def address(user: User) -> str:
    return reverse("remove_second_factor", args=[user.pk])


def signed_in(user: User, password: str, code: str = "") -> Client:
    client = Client()
    client.post("/konto/anmelden/mit-passwort/", {"login": user.email, "password": password})
    if code:
        client.post("/konto/anmelden/zweiter-faktor/", {"code": code})
    return client


def removals() -> list[tuple[object, str]]:
    rows = Entry.objects.filter(action=Action.SECOND_FACTOR_REMOVED)
    return [(entry.actor, entry.object_id) for entry in rows]


def test_a_colleague_is_asked_and_then_takes_it_away(office, boss, proven_editor, newest_letter):
    question = office.get(address(proven_editor))
    assert Authenticator.objects.filter(user=proven_editor).exists()

    office.post(address(proven_editor))

    assert "wirklich diese Person" in question.content.decode()
    assert not Authenticator.objects.filter(user=proven_editor).exists()
    assert removals() == [(boss.public_id, str(proven_editor.public_id))]
    letter, recipient = newest_letter()
    assert recipient == proven_editor.email
    assert "zweiten Faktor entfernt" in letter


def test_open_sessions_end_and_the_password_leads_to_a_new_app(office, proven_editor, password, totp_code):
    thief = signed_in(proven_editor, password, totp_code())
    assert thief.get("/admin/").status_code == 200

    office.post(address(proven_editor))

    assert thief.get("/admin/").status_code == 302
    owner = signed_in(proven_editor, password)
    assert owner.get("/admin/")["Location"].startswith("/konto/zweiter-faktor/einrichten/")


def test_nothing_is_written_where_there_was_none(office, editor):
    answer = office.post(address(editor), follow=True)

    assert "Es gab keinen" in answer.content.decode()
    assert (removals(), OutboxMail.objects.count()) == ([], 0)


def test_nobody_takes_away_their_own_or_a_superusers_here(office, boss):
    superuser = AdministratorFactory(is_superuser=True)
    services.give_second_factor(user=superuser, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")

    for user in (boss, superuser):
        assert office.post(address(user)).status_code == 302
        assert user == boss or Authenticator.objects.filter(user=user).exists()
    assert removals() == []


def test_an_editor_takes_nothing_away(client, editor, boss):
    services.give_second_factor(user=boss, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    sign_in_staff(client, editor)

    client.post(address(boss))

    assert Authenticator.objects.filter(user=boss).exists()


def test_the_list_of_people_leads_to_it(office, boss, proven_editor, alumna):
    people = office.get(reverse("wagtailusers_users:index")).content.decode()

    assert {user.email: address(user) in people for user in (boss, proven_editor, alumna)} == {
        boss.email: False,
        proven_editor.email: True,
        alumna.email: False,
    }


def test_whoever_has_the_machine_helps_the_last_administrator(proven_editor, capsys):
    call_command("remove_second_factor", proven_editor.email.upper())

    assert not Authenticator.objects.filter(user=proven_editor).exists()
    assert "Removed" in capsys.readouterr().out
    assert removals() == [(None, str(proven_editor.public_id))]


def test_the_command_names_what_it_cannot_do(editor):
    with pytest.raises(CommandError, match="no log-in"):
        call_command("remove_second_factor", "fremd@landkreis.example")
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("remove_second_factor", editor.email)
