"""No way round the second factor: each way in, tried by somebody who has the password or the mailbox and no more."""

import base64
import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from django.conf import settings as portal_settings
from django.contrib.auth import get_user
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLResolver

from cms.accounts import services
from cms.accounts.models import Invitation, User
from tests.factories import ArticlePageFactory, UserFactory, serve_portal

pytestmark = pytest.mark.django_db

STAFF_DOOR = "/konto/anmelden/mit-passwort/"
FACTOR = "/konto/anmelden/zweiter-faktor/"
NEW = "muschelkalk am morgen"
BEHIND = (
    *("/admin/", "/admin/pages/", "/admin/users/", "/admin/invitations/", "/admin/account/", "/admin/reports/audit/"),
    *("/admin/api/main/pages/", "/admin/api/main/images/", "/admin/api/main/documents/", "/admin/sprite-nicht/"),
    *("/admin/pages/{page}/edit/", "/admin/pages/{page}/edit/preview/", "/admin/pages/{page}/view_draft/"),
    *("/admin/pages/{page}/revisions/{revision}/view/", "/admin/pages/preview/", "/konto/passwort/aendern/"),
    *("/konto/zweiter-faktor/ersatzcodes/", "/konto/zweiter-faktor/ersatzcodes/laden/"),
    "/konto/zweiter-faktor/abschalten/",
)
Way = Callable[[Client, User, Callable[[], tuple[str, str]]], object]


def by_password(client: Client, user: User, _letter: object) -> None:
    client.post(STAFF_DOOR, {"login": user.email, "password": "kahnfahrt im spreewald"})


def by_password_with_next(client: Client, user: User, _letter: object) -> None:
    data = {"login": user.email, "password": "kahnfahrt im spreewald", "next": "/admin/"}
    client.post(f"{STAFF_DOOR}?next=/admin/", data)
    client.get(f"{FACTOR}?next=/admin/")


def by_wagtails_own_page(client: Client, user: User, _letter: object) -> None:
    for path in ("/admin/login/", "/admin/login/?next=/admin/", "/_util/login/", "/en/_util/login/"):
        fields = {"username": user.email, "login": user.email, "password": "kahnfahrt im spreewald"}
        client.post(path, fields)


def by_password_reset(client: Client, user: User, letter: Callable[[], tuple[str, str]]) -> None:
    client.post("/konto/passwort/vergessen/", {"email": user.email})
    link = re.search(r"http://localhost:8000(/konto/passwort/neu/\S+)", letter()[0]).group(1)
    form = client.get(f"{link}?next=/admin/")["Location"]
    client.post(form, {"password1": NEW, "password2": NEW, "next": "/admin/"})
    client.post(STAFF_DOOR, {"login": user.email, "password": NEW})


def by_wagtails_reset(client: Client, user: User, _letter: object) -> None:
    client.post("/admin/password_reset/", {"email": user.email})
    client.post("/admin/password_reset/confirm/MQ/set-password/", {"new_password1": NEW, "new_password2": NEW})


def by_e_mail_code(client: Client, user: User, letter: Callable[[], tuple[str, str]]) -> None:
    client.post("/konto/anmelden/?next=/admin/", {"email": user.email})
    found = re.search(r"\b(\d{4} \d{4})\b", letter()[0])
    client.post("/konto/anmelden/code/", {"code": found.group(1) if found else "12345678"})


def by_signing_up_again(client: Client, user: User, letter: Callable[[], tuple[str, str]]) -> None:
    client.post("/konto/registrieren/", {"email": user.email, "is_old_enough": "on"})
    client.post("/konto/anmelden/code/", {"code": "12345678"})


def by_headers(client: Client, user: User, _letter: object) -> None:
    basic = base64.b64encode(f"{user.email}:kahnfahrt im spreewald".encode()).decode()
    client.defaults |= {
        "HTTP_AUTHORIZATION": f"Basic {basic}",
        "HTTP_X_REMOTE_USER": user.email,
        "REMOTE_USER": user.email,
        "HTTP_X_FORWARDED_USER": user.email,
    }


def by_half_a_sign_in_and_a_wrong_factor(client: Client, user: User, letter: object) -> None:
    by_password(client, user, letter)
    for code in ("", "000000", "' OR 1=1", "\x00", "٣٣٣٣٣٣"):
        client.post(f"{FACTOR}?next=/admin/", {"code": code})


def by_the_demonstration(client: Client, user: User, _letter: object) -> None:
    client.post(reverse("demo:sign_in", args=[user.public_id]))


WAYS: dict[str, Way] = {
    "password": by_password,
    "password with next": by_password_with_next,
    "Wagtail's page": by_wagtails_own_page,
    "password reset": by_password_reset,
    "Wagtail's reset": by_wagtails_reset,
    "e-mail code": by_e_mail_code,
    "signing up again": by_signing_up_again,
    "headers": by_headers,
    "a wrong factor": by_half_a_sign_in_and_a_wrong_factor,
    "the demonstration's click": by_the_demonstration,
}


def behind() -> list[str]:
    page = ArticlePageFactory(parent=serve_portal(), title="Entwurf", live=False)
    return [path.format(page=page.pk, revision=page.save_revision().pk) for path in BEHIND]


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a_way_in_without_the_factor_opens_nothing(way, proven_editor, newest_letter):
    client = Client()
    way(client, proven_editor, newest_letter)

    opened = [path for path in behind() if client.get(path).status_code not in {302, 404}]

    assert opened == []
    assert get_user(client).is_anonymous
    assert client.get("/somewhere/").content == b"signed in: False"


@pytest.mark.parametrize("way", [by_password, by_password_reset], ids=["password", "password reset"])
def test_who_has_no_factor_yet_is_led_to_set_one_up_wherever_they_ask(way, editor, newest_letter):
    client = Client()
    way(client, editor, newest_letter)

    answers = {path: client.get(path).get("Location", "") for path in behind()}

    assert {path for path, to in answers.items() if not to.startswith("/konto/zweiter-faktor/einrichten/")} == set()


def test_an_invitation_beside_an_account_with_a_factor_asks_for_that_factor(newest_letter):
    services.ensure_roles()
    boss = UserFactory(is_superuser=True)
    person = services.open_account(email="neu@landkreis.example")
    services.give_second_factor(user=person, secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    services.invite(email=person.email, role=Invitation.Role.ADMINISTRATOR, invited_by=boss)
    link = re.search(r"http://localhost:8000(/konto/einladung/\S+)", newest_letter()[0]).group(1)
    client = Client()
    client.get(link)

    answers = {"first_name": "N", "last_name": "N", "password1": NEW, "password2": NEW}
    response = client.post("/konto/einladung/", answers)

    assert response["Location"].startswith(FACTOR)
    assert get_user(client).is_anonymous


TRICKS = (
    *("//evil.example/", "https://evil.example/", "http:evil.example", "/\\evil.example", "\\\\evil.example"),
    *("/%2fevil.example", "///evil.example", "https:///evil.example", "javascript:alert(1)", "/\t/evil.example"),
    *("http://testserver@evil.example/", "http://testserver.evil.example/", "//testserver:80@evil.example"),
)


@pytest.mark.parametrize("trick", TRICKS)
def test_next_leads_nobody_away_after_the_factor(trick, proven_editor, password, totp_code):
    client = Client()
    data = {"login": proven_editor.email, "password": password, "next": trick}
    client.post(f"{STAFF_DOOR}?next={quote(trick)}", data)

    response = client.post(f"{FACTOR}?next={quote(trick)}", {"code": totp_code(), "next": trick})

    assert get_user(client) == proven_editor
    assert re.fullmatch(r"/(?![/\\])\S*", response["Location"])


@pytest.mark.parametrize("door", ["/konto/anmelden/", STAFF_DOOR, "/admin/login/", "/konto/abmelden/", FACTOR])
def test_next_leads_nobody_away_at_a_door(door, proven_editor):
    asked = [f"{door}?next={quote(trick)}" for trick in TRICKS]

    locations = [method(path).get("Location", "/") for path in asked for method in (Client().get, Client().post)]

    assert [one for one in locations if not re.match(r"/(?![/\\])", one)] == []


def test_no_other_software_signs_people_in():
    others = ("socialaccount", "headless", "usersessions", "rest_framework", "authtoken", "oauth", "saml", "webauthn")

    assert portal_settings.AUTHENTICATION_BACKENDS == ["cms.accounts.backends.PasswordBackend"]
    assert [app for app in portal_settings.INSTALLED_APPS if any(word in app for word in others)] == []
    assert "django.contrib.auth.middleware.RemoteUserMiddleware" not in portal_settings.MIDDLEWARE


def test_only_our_views_compare_passwords():
    """What the resolver knows of views that sign people in, by where they come from."""
    doors = {
        f"{view.__module__}.{view.__name__}"
        for view in views(get_resolver())
        if re.search(r"login|signin|sign_in|authenticate", view.__name__, flags=re.IGNORECASE)
    }

    assert doors == {
        "cms.accounts.views.email_code.sign_in",
        "cms.accounts.views.staff.PasswordSignInView",
        "cms.demo.views.sign_in",  # local settings only; refused for people with a role
        # Each stands behind one of ours with the same address (cms/urls.py).
        "wagtail.admin.views.account.LoginView",
        "django.contrib.auth.views.LoginView",
        # These ask for the password of a page or a collection; nobody is signed in by it.
        "wagtail.views.authenticate_with_password",
        "wagtail.documents.views.serve.authenticate_with_password",
    }


def views(resolver: URLResolver) -> list[type]:
    found = []
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            found += views(one)
        else:
            found.append(getattr(one.callback, "view_class", one.callback))
    return found
