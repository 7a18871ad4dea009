"""Whoever is blocked, deleted or gets another role is out at the next request, with every link and token."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from cms.accounts import services
from cms.accounts.models import User
from cms.accounts.tokens import reset_tokens
from cms.audit.models import Action, Entry
from tests.factories import (
    AdministratorFactory,
    ArticlePageFactory,
    PlaceFactory,
    UserFactory,
    serve_portal,
    sign_in_staff,
)
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(db) -> User:
    services.ensure_roles()
    user = UserFactory(email="schreibt@landkreis.example", password=PASSWORD)
    services.give_role(user=user, role=services.Role.EDITOR)
    return User.objects.get(pk=user.pk)


def at_the_desk(user: User) -> Client:
    client = Client()
    sign_in_staff(client, user)
    assert client.get("/admin/").status_code == 200
    return client


@pytest.fixture
def office(db) -> Client:
    services.ensure_roles()
    boss = UserFactory(email="verwaltung@landkreis.example", password=PASSWORD)
    services.give_role(user=boss, role=services.Role.ADMINISTRATOR)
    return at_the_desk(User.objects.get(pk=boss.pk))


def _block(user: User) -> None:
    user.is_active = False
    user.save()


def _block_one_field(user: User) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])


def _other_role(user: User) -> None:
    user.groups.set([Group.objects.get(name=services.Role.REVIEWER.value)])


def _same_from_the_group(user: User) -> None:
    Group.objects.get(name=services.Role.REVIEWER.value).user_set.add(user)


def _a_right_of_their_own(user: User) -> None:
    user.user_permissions.add(Permission.objects.get(codename="delete_user"))


CHANGES: dict[str, Callable[[User], object]] = {
    "blocked": _block,
    "blocked by one field": _block_one_field,
    "deleted": lambda user: user.delete(),
    "another role": _other_role,
    "one role more": lambda user: services.give_role(user=user, role=services.Role.COORDINATOR),
    "one role more, from the role's side": _same_from_the_group,
    "role cleared": lambda user: user.groups.clear(),
    "role emptied": lambda user: Group.objects.get(name=services.Role.EDITOR.value).user_set.clear(),
    "role deleted": lambda user: Group.objects.get(name=services.Role.EDITOR.value).delete(),
    "municipality": lambda user: services.give_municipality(user=user, municipality=PlaceFactory()),
    "a right of their own": _a_right_of_their_own,
    "a flag": lambda user: setattr(user, "is_superuser", True) or user.save(),
    "signed out everywhere": lambda user: services.end_all_sessions(user=user),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_cookie_is_worth_nothing_at_the_next_request(change, writer):
    client = at_the_desk(writer)

    change(writer)

    assert client.get("/admin/").status_code == 302
    assert client.get("/somewhere/").content == b"signed in: False"


def test_what_does_not_touch_the_role_leaves_people_signed_in(writer):
    client = at_the_desk(writer)

    writer.first_name = "Wanda"
    writer.save()
    writer.groups.add(*writer.groups.all())

    assert client.get("/admin/").status_code == 200


def test_others_with_the_role_stay_signed_in(writer):
    colleague = UserFactory(password=PASSWORD)
    services.give_role(user=colleague, role=services.Role.EDITOR)
    client = at_the_desk(User.objects.get(pk=colleague.pk))

    _block(writer)

    assert client.get("/admin/").status_code == 200


def test_who_is_let_in_again_must_sign_in_again(writer):
    client = at_the_desk(writer)

    _block(writer)
    writer.is_active = True
    writer.save()

    assert client.get("/somewhere/").content == b"signed in: False"


def test_saving_what_was_read_before_brings_no_session_back(writer):
    client = at_the_desk(writer)
    writer.groups.clear()

    writer.last_name = "Weiß"
    writer.save()

    assert client.get("/somewhere/").content == b"signed in: False"


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_link_to_a_new_password_ends_too(change, writer):
    link = reverse("account_reset_password_from_key", args=["x", reset_tokens.make_token(writer)])
    link = link.replace("/x/", f"/{_in_base_36(writer.pk)}/")
    before = Client().get(link).status_code

    change(writer)

    assert (before, Client().get(link).status_code) == (302, 200)


def _in_base_36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return digits[number] if number < 36 else _in_base_36(number // 36) + digits[number % 36]


@pytest.mark.parametrize(
    "path", ["/admin/pages/{page}/edit/preview/", "/admin/pages/{page}/view_draft/", "/admin/api/main/pages/{page}/"]
)
def test_previews_drafts_and_the_desks_api_close_with_the_session(path, writer):
    page = ArticlePageFactory(parent=serve_portal(), title="Entwurf", live=False)
    page.save_revision()
    client, path = at_the_desk(writer), path.format(page=page.pk)
    before = client.get(path).status_code

    _block(writer)

    assert (before, client.get(path).status_code) == (200, 302)


def test_a_code_asked_for_before_the_role_opens_nothing_after_it(client, alumna, mailed_code):
    client.post("/konto/anmelden/", {"email": alumna.email})
    services.ensure_roles()
    services.give_role(user=alumna, role=services.Role.EDITOR)

    client.post("/konto/anmelden/code/", {"code": mailed_code()})

    assert client.get("/somewhere/").content == b"signed in: False"


def test_the_desks_form_and_list_end_sessions(office, writer):
    client, other = at_the_desk(writer), UserFactory(email="zwei@landkreis.example", password=PASSWORD)
    services.give_role(user=other, role=services.Role.EDITOR)
    other_client = at_the_desk(User.objects.get(pk=other.pk))
    form = {"email": writer.email, "first_name": "W", "last_name": "W", "is_active": "on"}
    reviewers = Group.objects.get(name=services.Role.REVIEWER.value)

    edited = office.post(reverse("wagtailusers_users:edit", args=[writer.pk]), {**form, "groups": [reviewers.pk]})
    blocked = office.post(bulk("set_active_state", other), {"mark_as_active": "False"})
    let_in = office.post(bulk("set_active_state", other), {"mark_as_active": "True"})

    assert [edited.status_code, blocked.status_code, let_in.status_code] == [302] * 3
    assert client.get("/somewhere/").content == b"signed in: False"
    assert other_client.get("/somewhere/").content == b"signed in: False"


def test_blocking_and_letting_in_from_the_list_is_recorded_for_whose_state_changes(office, writer):
    boss = User.objects.get(email="verwaltung@landkreis.example")
    other = UserFactory(email="zwei@landkreis.example", is_active=False)
    both = f"{bulk('set_active_state', writer)}&id={other.pk}"
    before = [row.pk for row in Entry.objects.all()]

    office.post(both, {"mark_as_active": "False"})
    office.post(both, {"mark_as_active": "True"})

    actions = (Action.LOG_IN_CLOSED, Action.LOG_IN_OPENED)
    rows = Entry.objects.filter(action__in=actions).exclude(pk__in=before).order_by("pk")
    assert list(rows.values_list("action", "object_kind", "object_id", "actor")) == [
        (Action.LOG_IN_CLOSED, "accounts.user", str(writer.public_id), boss.public_id),
        (Action.LOG_IN_OPENED, "accounts.user", str(writer.public_id), boss.public_id),
        (Action.LOG_IN_OPENED, "accounts.user", str(other.public_id), boss.public_id),
    ]


def bulk(action: str, user: User) -> str:
    return f"{reverse('wagtail_bulk_action', args=['accounts', 'user', action])}?id={user.pk}"


@pytest.mark.parametrize(
    ("action", "data"), [("set_active_state", {"mark_as_active": "False"}), ("assign_role", {}), ("delete", {})]
)
def test_the_lists_actions_do_not_touch_a_superuser(action, data, office):
    boss = AdministratorFactory()
    data |= {"role": Group.objects.get(name=services.Role.REVIEWER.value).pk} if action == "assign_role" else {}

    office.post(bulk(action, boss), data)

    boss = User.objects.get(pk=boss.pk)
    assert (boss.is_active, boss.groups.count()) == (True, 0)


def test_the_session_that_begins_right_after_a_new_role_holds(writer, client, totp_code):
    services.give_second_factor(user=writer, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    services.give_role(user=writer, role=services.Role.REVIEWER)
    client.post("/konto/anmelden/mit-passwort/", {"login": writer.email, "password": PASSWORD})

    client.post("/konto/anmelden/zweiter-faktor/", {"code": totp_code()})

    assert client.get("/admin/").status_code == 200
    assert re.search("anmelden|abmelden", client.get("/konto/").content.decode())
