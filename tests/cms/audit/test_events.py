"""What matters for safety is recorded once each, with who did it, and with nobody's name."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import LogContext
from wagtail.models import GroupPagePermission, Page

from cms.accounts.models import User
from cms.accounts.services import Role, close_account, ensure_roles, give_role
from cms.audit import signal_handlers
from cms.audit.models import Action, Entry
from cms.audit.services import record_event
from cms.audit.services.record_event import PER_HOUR
from cms.audit.tasks import note_failed_log_in_task
from matching import services
from matching.models import Consent
from tests.contracts.world import PASSWORD, TOTP_SECRET, session_key
from tests.factories import ArticlePageFactory, OfferFactory, ProfileFactory, UserFactory, serve_portal
from tests.factories.people import sign_in_staff

pytestmark = pytest.mark.django_db
STAFF_DOOR = "/konto/anmelden/mit-passwort/"
NAMES = {"first_name": "Kunigunde", "last_name": "Lausitzer"}


@pytest.fixture(autouse=True)
def worker_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the worker hear the bell at once."""

    def ring(name: str, **told: str) -> None:
        assert name == "audit.note_failed_log_in"
        assert "@" not in str(told)
        note_failed_log_in_task(**told)

    monkeypatch.setattr(signal_handlers, "ring_bell", ring)


@pytest.fixture
def roles() -> None:
    ensure_roles()
    forget_all()


def forget_all() -> None:
    """Look only at what comes after; the rows themselves stay."""
    global _seen
    _seen = max(Entry.objects.values_list("pk", flat=True), default=0)


_seen = 0


def recorded(*actions: Action) -> list[Entry]:
    found = Entry.objects.filter(pk__gt=_seen).order_by("pk")
    return list(found.filter(action__in=actions) if actions else found)


@pytest.fixture(autouse=True)
def from_here(db: None) -> None:
    forget_all()


@pytest.fixture
def editor(roles: None) -> User:
    person = UserFactory(email="kunigunde@heimathafen.example", password=PASSWORD, **NAMES)
    give_role(user=person, role=Role.EDITOR)
    forget_all()
    return User.objects.get(pk=person.pk)


@pytest.fixture
def administrator(editor: User) -> User:
    give_role(user=editor, role=Role.ADMINISTRATOR)
    forget_all()
    return User.objects.get(pk=editor.pk)


@pytest.fixture
def at_work(editor: User) -> Iterator[User]:
    """The desk knows who works there."""
    with LogContext(user=editor):
        yield editor


def browser_of(user: User) -> Client:
    browser = Client()
    TOTP.activate(user, TOTP_SECRET)
    browser.cookies["sessionid"] = session_key(user, has_second_factor=True)
    forget_all()
    return browser


def test_a_log_in_of_staff_is_recorded(editor: User) -> None:
    sign_in_staff(Client(), editor)

    (row,) = recorded(Action.LOGGED_IN)
    assert row.actor == editor.public_id


def test_a_wrong_password_for_staff_is_recorded_and_for_others_not(client: Client, editor: User) -> None:
    ordinary = UserFactory(email="jana@heimathafen.example", password=PASSWORD)
    forget_all()

    for address in (editor.email, ordinary.email, "niemand@heimathafen.example"):
        client.post(STAFF_DOOR, {"login": address, "password": "falsch"})

    (row,) = recorded()
    assert (row.action, row.actor, row.object_kind) == (Action.LOG_IN_FAILED, editor.public_id, "password")


def test_a_wrong_second_factor_is_recorded(client: Client, editor: User) -> None:
    browser_of(editor)
    client.post(STAFF_DOOR, {"login": editor.email, "password": PASSWORD})

    client.post("/konto/anmelden/zweiter-faktor/", {"code": "000000"})

    (row,) = recorded()
    assert (row.action, row.actor, row.object_kind) == (Action.LOG_IN_FAILED, editor.public_id, "second factor")


def test_guessing_fills_no_table(client: Client, editor: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}

    for _number in range(PER_HOUR + 5):
        client.post(STAFF_DOOR, {"login": editor.email, "password": "falsch"})

    assert len(recorded()) <= PER_HOUR


def test_a_role_that_is_given_or_taken_is_recorded_from_both_sides(at_work: User) -> None:
    person, group = UserFactory(), Group.objects.get(name=Role.REVIEWER.value)
    forget_all()

    person.groups.add(group)
    person.groups.add(group)  # changes nothing
    group.user_set.remove(person)
    person.groups.set([group])
    person.groups.clear()

    rows = recorded(Action.ROLE_CHANGED)
    assert [row.detail for row in rows] == [
        {"add": ["Freigabe"]},
        {"remove": ["Freigabe"]},
        {"add": ["Freigabe"]},
        {"clear": ["Freigabe"]},
    ]
    assert {row.object_id for row in rows} == {str(person.public_id)}
    assert {row.actor for row in rows} == {at_work.public_id}


def test_flags_of_a_log_in_are_recorded_and_a_new_name_is_not(at_work: User) -> None:
    person = UserFactory()
    forget_all()

    person.first_name = "Anna"
    person.save()
    person.is_active = False
    person.save()
    person.is_active = person.is_superuser = True
    person.save(update_fields=["is_active", "is_superuser"])

    assert [(row.action, row.detail) for row in recorded()] == [
        (Action.LOG_IN_CLOSED, {}),
        (Action.LOG_IN_OPENED, {}),
        (Action.ROLE_CHANGED, {"is_superuser": True}),
    ]


def test_rights_of_a_role_are_recorded(at_work: User) -> None:
    group = Group.objects.get(name=Role.COORDINATOR.value)
    right = Group.objects.get(name=Role.ADMINISTRATOR.value).permissions.get(codename="change_user")

    group.permissions.add(right)
    GroupPagePermission.objects.create(group=group, page=Page.objects.first(), permission=right)

    assert [row.object_id for row in recorded(Action.GROUP_CHANGED)] == [str(group.pk)] * 2


def test_making_the_roles_sure_once_more_changes_nothing(roles: None) -> None:
    ensure_roles()

    assert recorded() == []


def test_publishing_and_taking_offline_is_recorded_once_each(administrator: User) -> None:
    article = ArticlePageFactory(parent=serve_portal(), title="Kunigunde Lausitzer erzählt")
    forget_all()

    article.save_revision(user=administrator).publish(user=administrator)
    article.unpublish(user=administrator)

    rows = recorded()
    assert [(row.action, row.object_kind, row.object_id) for row in rows] == [
        (Action.PUBLISHED, "welcome.articlepage", str(article.pk)),
        (Action.UNPUBLISHED, "welcome.articlepage", str(article.pk)),
    ]
    assert {row.actor for row in rows} == {administrator.public_id}


def test_deleting_pages_is_recorded_for_each(administrator: User) -> None:
    article = ArticlePageFactory(parent=serve_portal())
    forget_all()

    Page.objects.get(pk=article.pk).delete(user=administrator)

    assert [(row.action, row.object_id) for row in recorded(Action.DELETED)] == [(Action.DELETED, str(article.pk))]


def test_publishing_an_offer_is_recorded(administrator: User) -> None:
    offer = OfferFactory(live=False)
    forget_all()

    offer.save_revision(user=administrator).publish(user=administrator)

    (row,) = recorded(Action.PUBLISHED)
    assert (row.object_kind, row.object_id) == ("matching.offer", str(offer.pk))


def test_leaving_is_recorded_with_the_pseudonym_alone() -> None:
    profile = ProfileFactory(first_name="Kunigunde")
    user, public_id = profile.user, str(profile.user.public_id)
    forget_all()

    close_account(user=user)

    (row,) = recorded(Action.PERSON_DELETED)
    assert row.object_id == public_id


def test_consent_is_recorded_when_given_and_when_withdrawn(client: Client) -> None:
    user = ProfileFactory().user
    client.force_login(user)
    forget_all()

    services.record_consent(user_id=user.pk, purpose=Consent.For.RECOMMENDATIONS)
    services.record_consent(user_id=user.pk, purpose=Consent.For.RECOMMENDATIONS)
    path = reverse("accounts:withdraw_consent", kwargs={"purpose": "recommendations"})
    client.post(path)
    client.post(path)

    assert [(row.action, row.object_kind, row.actor) for row in recorded()] == [
        (Action.CONSENT_GIVEN, "consent.recommendations", user.public_id),
        (Action.CONSENT_WITHDRAWN, "consent.recommendations", user.public_id),
    ]


def test_who_is_turned_away_at_the_desk_is_recorded_once_an_hour(editor: User) -> None:
    browser = browser_of(editor)

    for _again in range(3):
        assert browser.get("/admin/users/").status_code == 302
    browser.get("/admin/redirects/")
    browser.get("/admin/")

    rows = recorded()
    assert [(row.action, row.object_kind) for row in rows] == [
        (Action.REFUSED, "wagtailusers_users:index"),
        (Action.REFUSED, "wagtailredirects:index"),
    ]
    assert {row.actor for row in rows} == {editor.public_id}


def test_somebody_without_a_role_at_the_desk_is_recorded(client: Client) -> None:
    person = UserFactory()
    client.force_login(person)
    forget_all()

    client.get("/admin/")

    (row,) = recorded()
    assert (row.action, row.actor) == (Action.REFUSED, person.public_id)


def test_a_visitor_at_the_desk_is_not_recorded(client: Client) -> None:
    client.get("/admin/")

    assert recorded() == []


def test_an_export_is_recorded(administrator: User) -> None:
    browser = browser_of(administrator)

    answer = browser.get("/admin/reports/references/?export=csv")
    b"".join(answer.streaming_content)

    (row,) = recorded()
    assert (row.action, row.object_kind, row.detail) == (Action.EXPORTED, "reference_report", {"as": "csv"})


def test_nothing_in_the_log_names_anybody(administrator: User) -> None:
    browser = browser_of(administrator)
    browser.get("/admin/gibt-es-nicht/")
    sign_in_staff(Client(), administrator)
    article = ArticlePageFactory(parent=serve_portal(), title="Kunigunde Lausitzer erzählt")
    article.save_revision(user=administrator).publish(user=administrator)
    record_event(Action.DELETED, actor=administrator)
    administrator.is_active = False
    administrator.save()

    rows = json.dumps(list(Entry.objects.values()), default=str).lower()

    assert Entry.objects.filter(actor=administrator.public_id).count() >= 3
    for word in ("kunigunde", "lausitzer", "@heimathafen", "password"):
        assert word not in rows.replace('"object_kind": "password"', "")
