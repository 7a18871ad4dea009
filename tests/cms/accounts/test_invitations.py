"""Invitations: one letter, one use, one role; and nothing that tells an invited address from any other."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user
from django.core.signing import dumps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts import services
from cms.accounts.models import Invitation, User
from cms.accounts.services import InvitationError, WhyNot
from cms.mailing.models import OutboxMail
from tests.cms.accounts.conftest import INVITED as NEW
from tests.factories import MunicipalityPageFactory, UserFactory, serve_portal, sign_in_staff

pytestmark = pytest.mark.django_db

CHOSEN = "muschelkalk am morgen"
ANSWERS = {"first_name": "Nora", "last_name": "Noack", "password1": CHOSEN, "password2": CHOSEN}
LIST = "/admin/invitations/"


def accept(link: str, client: Client | None = None, **other: str) -> Client:
    client = client or Client()
    client.get(link)
    client.post("/konto/einladung/", ANSWERS | other)
    return client


def later(**by):
    return time_machine.travel(timezone.now() + timedelta(**by), tick=False)


@pytest.mark.parametrize("role", [role for role in Invitation.Role if role != Invitation.Role.MUNICIPALITY_EDITOR])
def test_who_is_invited_gets_password_and_role_and_then_the_second_factor(role, boss, link):
    services.invite(email="Neu@Landkreis.example", role=role, invited_by=boss)

    client = accept(link())

    user = User.objects.get(email=NEW)
    assert [group.name for group in user.groups.all()] == [services.Role[role.upper()].value]
    assert (user.get_full_name(), user.is_superuser, user.check_password(CHOSEN)) == ("Nora Noack", False, True)
    assert get_user(client) == user
    assert client.get("/admin/")["Location"].startswith("/konto/zweiter-faktor/einrichten/")


def test_a_municipalitys_editor_is_invited_to_it_alone(office, link):
    page = MunicipalityPageFactory(parent=serve_portal())
    form = {"email": NEW, "role": "municipality_editor", "municipality": page.place_id, "language": "de"}

    office.post(LIST, form)
    accept(link())

    assert [group.town_hall.municipality for group in User.objects.get(email=NEW).groups.all()] == [page.place]


def test_an_invited_person_comes_from_the_letter_to_the_desk(invitation, link, totp_code):
    client = accept(link())
    page = client.get("/konto/zweiter-faktor/einrichten/")
    secret = re.search(r'hh-num">([A-Z2-7]{32})<', page.content.decode()).group(1)

    client.post("/konto/zweiter-faktor/einrichten/", {"code": totp_code(secret)})

    assert client.get("/admin/").status_code == 200


def test_looking_at_the_link_changes_nothing_and_keeps_it_out_of_the_address(invitation, link):
    for _scanner in range(2):
        response = Client().get(link())
        assert (response.status_code, response["Location"]) == (302, "/konto/einladung/")

    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not User.objects.filter(email=NEW).exists()


def said_of(link: str) -> tuple[int, str]:
    response = Client().get(link)
    return response.status_code, response.context["why"]


def test_a_link_is_good_once(invitation, link):
    accept(link())

    assert said_of(link()) == (410, "used")


def test_of_two_windows_with_the_same_link_one_opens_the_log_in(invitation, link):
    second = Client()
    second.get(link())
    accept(link())

    response = second.post("/konto/einladung/", ANSWERS | {"password1": "etwas anderes hier", "password2": "etwas"})

    assert response.status_code == 410
    assert User.objects.get(email=NEW).check_password(CHOSEN)


@pytest.mark.parametrize(("seconds", "is_good"), [(-1, True), (1, False)])
def test_a_link_is_good_for_seven_days(seconds, is_good, boss, link):
    with time_machine.travel(timezone.now(), tick=False):
        services.invite(email=NEW, role=Invitation.Role.EDITOR, invited_by=boss)
        inside = later(days=7, seconds=seconds)

    with inside:
        assert (Client().get(link()).status_code == 302) is is_good
        assert is_good or said_of(link()) == (410, "expired")


def test_a_newer_letter_ends_the_link_of_the_one_before(invitation, boss, link):
    old = link()
    with later(minutes=11):
        services.send_invitation_again(invitation_id=invitation.pk, invited_by=boss)

        assert said_of(old) == (410, "withdrawn")
        assert link() != old
        assert get_user(accept(link())).email == NEW


def test_a_withdrawn_invitation_opens_nothing_also_in_a_window_that_is_open(invitation, link):
    half_way = Client()
    half_way.get(link())

    services.withdraw_invitation(invitation_id=invitation.pk)

    assert half_way.post("/konto/einladung/", ANSWERS).status_code == 410
    assert said_of(link()) == (410, "withdrawn")
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.parametrize("what", ["blocked", "role taken away", "deleted"])
def test_an_invitation_ends_with_the_inviters_right_to_invite(what, invitation, boss, link):
    if what == "blocked":
        boss.is_active = False
        boss.save()
    elif what == "deleted":
        boss.delete()
    else:
        boss.groups.clear()

    assert said_of(link()) == (410, "withdrawn")


def test_a_flipped_letter_a_foreign_purpose_and_a_made_up_link_open_nothing(invitation, link):
    flipped = link()[:-3] + ("a" if link()[-3] != "a" else "b") + link()[-2:]
    foreign = dumps([invitation.public_id.hex, 1], salt="cms.accounts.unsubscribe")

    answers = [said_of(one) for one in (flipped, f"/konto/einladung/{foreign}/", "/konto/einladung/abc/")]

    assert answers == [(410, "not_ours")] * 3


def test_links_stay_good_while_keys_are_changed(invitation, link, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-at-least-fifty-characters-0123456789-0123456789"

    assert Client().get(link()).status_code == 302


def test_a_link_to_a_new_password_is_no_invitation_and_the_other_way_round(invitation, link, proven_editor):
    token = link().rstrip("/").rpartition("/")[2]

    as_reset = Client().get(f"/konto/passwort/neu/1/{token}/")

    assert as_reset.status_code == 200
    assert as_reset.context["token_fail"]


def test_a_weak_password_is_refused_with_a_reason(invitation, link):
    client = Client()
    client.get(link())

    response = client.post("/konto/einladung/", ANSWERS | {"password1": "passwort", "password2": "passwort"})

    assert response.status_code == 400
    assert response.context["form"].errors["password1"]
    assert not User.objects.filter(email=NEW).exists()


def test_somebody_with_an_account_keeps_it_and_loses_the_sessions_that_came_by_code(boss, link, mailed_code):
    alumna = services.open_account(email=NEW)
    before = Client()
    before.force_login(alumna)
    before.get("/somewhere/")
    services.invite(email=NEW, role=Invitation.Role.EDITOR, invited_by=boss)

    accept(link())

    assert User.objects.get(email=NEW).pk == alumna.pk
    assert before.get("/somewhere/").content == b"signed in: False"


def test_who_used_the_browser_before_is_signed_out(invitation, link, alumna):
    client = Client()
    client.force_login(alumna)

    accept(link(), client)

    assert get_user(client).email == NEW


def public_answers(address: str) -> list[object]:
    """Return what strangers see at each door for an address, and how many letters leave."""
    answers: list[object] = []
    for path in (
        "/konto/anmelden/",
        "/konto/registrieren/",
        "/konto/passwort/vergessen/",
        "/konto/anmelden/mit-passwort/",
    ):
        client = Client(REMOTE_ADDR=f"198.51.100.{len(answers) + 1}")
        n_before = OutboxMail.objects.count()
        data = {"email": address, "login": address, "password": "falsch", "is_old_enough": "on"}
        response = client.post(path, data)
        token = str((response.context or {}).get("csrf_token", "-"))
        body = response.content.decode().replace(token, "").replace(address, "ADDRESS")
        answers.append((response.status_code, response.get("Location"), body, OutboxMail.objects.count() - n_before))
    return answers


def test_strangers_cannot_tell_an_invited_address_from_others(invitation):
    public_answers("erste@landkreis.example")  # fills what the frame of the page keeps

    assert public_answers(NEW) == public_answers("fremd@landkreis.example")


def why_not(**invite: object) -> WhyNot:
    with pytest.raises(InvitationError) as error:
        services.invite(**invite)
    return error.value.why


def test_nobody_is_invited_twice_or_beside_a_role(invitation, boss, editor):
    alumna = UserFactory(is_active=False)
    role = {"role": Invitation.Role.EDITOR, "invited_by": boss}

    assert why_not(email=NEW.upper(), **role) is WhyNot.INVITED
    assert why_not(email=editor.email, **role) is WhyNot.HAS_ROLE
    assert why_not(email=alumna.email, **role) is WhyNot.BLOCKED


def test_letters_to_one_address_keep_ten_minutes_apart(invitation, boss):
    services.withdraw_invitation(invitation_id=invitation.pk)

    assert why_not(email=NEW, role=Invitation.Role.EDITOR, invited_by=boss) is WhyNot.TOO_SOON
    with later(minutes=11):
        services.invite(email=NEW, role=Invitation.Role.REVIEWER, invited_by=boss)
    assert OutboxMail.objects.count() == 2


def test_who_got_a_role_meanwhile_is_led_to_the_sign_in(invitation, link):
    services.give_role(user=services.open_account(email=NEW), role=services.Role.COORDINATOR)

    client = Client()
    client.get(link())
    response = client.post("/konto/einladung/", ANSWERS)

    assert (response.status_code, response.context["why"]) == (410, "has_role")
    assert not User.objects.get(email=NEW).has_usable_password()


def test_the_letter_speaks_the_language_chosen_for_it(boss, newest_letter):
    services.invite(email=NEW, role=Invitation.Role.EDITOR, invited_by=boss, language="en")

    words, recipient = newest_letter()

    assert "Vera Voigt invites you to work with the portal. Your role: Editor." in words
    assert recipient == NEW


def test_the_desk_sends_again_and_withdraws(office, invitation):
    with later(minutes=11):
        sign_in_staff(office, invitation.invited_by)
        again = office.post(f"{LIST}{invitation.pk}/send/")
        withdrawn = office.post(f"{LIST}{invitation.pk}/withdraw/")
        page = office.get(LIST)

    invitation.refresh_from_db()
    assert [again["Location"], withdrawn["Location"]] == [LIST, LIST]
    assert (invitation.n_sent, invitation.withdrawn_at is not None) == (2, True)
    assert NEW in page.content.decode()


@pytest.mark.parametrize("role", [services.Role.EDITOR, services.Role.REVIEWER, services.Role.COORDINATOR])
def test_other_roles_neither_see_nor_send_invitations(role, client, invitation):
    user = UserFactory()
    services.give_role(user=user, role=role)
    sign_in_staff(client, User.objects.get(pk=user.pk))

    answers = [
        client.get(LIST),
        client.post(LIST, {"email": "x@y.example"}),
        client.post(f"{LIST}{invitation.pk}/send/"),
    ]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert Invitation.objects.get().n_sent == 1
    assert LIST not in client.get("/admin/").content.decode()


def test_a_mistake_in_the_form_is_said_beside_its_field(office):
    answer = office.post(LIST, {"email": NEW, "role": "municipality_editor", "language": "de"})

    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == ["municipality"]
    assert not Invitation.objects.exists()


def test_the_list_asks_as_much_for_twenty_invitations_as_for_two(office, boss, django_assert_max_num_queries):
    def queries() -> int:
        with django_assert_max_num_queries(40) as asked:
            office.get(LIST)
        return len(asked)

    for number in range(2):
        services.invite(email=f"neu-{number}@landkreis.example", role=Invitation.Role.EDITOR, invited_by=boss)
    queries()
    few = queries()
    for number in range(2, 20):
        services.invite(email=f"neu-{number}@landkreis.example", role=Invitation.Role.EDITOR, invited_by=boss)

    assert queries() == few


def test_old_invitations_are_forgotten(invitation):
    with later(days=29):
        assert services.forget_invitations() == 0
    with later(days=31):
        assert services.forget_invitations() == 1


def test_leaving_takes_the_invitation_along(boss):
    user = services.open_account(email=NEW)
    services.invite(email=NEW, role=Invitation.Role.EDITOR, invited_by=boss)

    services.close_account(user=user)

    assert not Invitation.objects.exists()


def test_the_database_keeps_one_open_invitation_per_address_and_a_municipality_to_its_role(invitation, boss):
    wrong = [{"email": NEW.upper()}, {"email": "zwei@landkreis.example", "role": "municipality_editor"}]

    for fields in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(**{"role": "editor", "invited_by": boss, **fields})


def test_the_way_back_to_the_list_has_a_name(office):
    assert reverse("invitations:overview") == LIST
