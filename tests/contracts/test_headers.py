"""What every answer tells the browser: what it may load, keep, send on; and when a session is over."""

from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.accounts.models import User
from cms.settings import production
from tests.contracts.url_outcomes import Role
from tests.contracts.world import World, make_world

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
SAME_EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
SWITCHED_OFF = {"camera", "microphone", "geolocation", "payment", "usb", "browsing-topics"}

# Pages without a form that posts; what is not named in them is the same for everybody.
WITHOUT_A_POSTING_FORM = [
    "/",
    "/anmelden-bei-der-gemeinde/",
    "/suche/",
    "/suche/?q=Pflege",
    "/suche/vorschlaege/?q=Pfl",
    "/angebote/",
    "/vorschlaege/place/?q=Nie",
    "/passt-zu-mir/so-entsteht-die-reihenfolge/",
    "/gibt-es-nicht/",
    "/en/",
]
WITH_A_POSTING_FORM = ["/konto/anmelden/", "/konto/registrieren/", "/konto/anmelden/mit-passwort/"]
ERRORS = {"/gibt-es-nicht/": 404, "/konto/abmelden/": 302, "/passt-zu-mir/einwilligung/": 405}
PERSONAL = {
    Role.ALUMNA: ["/konto/", "/konto/loeschen/", "/passt-zu-mir/", "/passt-zu-mir/angaben/", "/passt-zu-mir/gemerkt/"],
    Role.YOUTH: ["/konto/", "/mentoren/", "/mentoren/angaben/"],
    Role.ADMINISTRATOR: ["/konto/", "/admin/", "/admin/users/", "/konto/zweiter-faktor/"],
}


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def policy(response: HttpResponse) -> dict[str, str]:
    """Return the directives of the content security policy."""
    pairs = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";") if part.strip())
    return {name: value for name, _space, value in pairs}


def cookies(response: HttpResponse) -> set[str]:
    return set(response.cookies)


@pytest.mark.parametrize("path", [*WITHOUT_A_POSTING_FORM, *WITH_A_POSTING_FORM, "/health/"])
def test_a_public_page_allows_nothing_foreign_and_nothing_inline(path: str, world: World) -> None:
    response = Client().get(path)

    assert policy(response) == POLICY
    assert "nonce" not in response["Content-Security-Policy"]  # it would make cached pages worthless


@pytest.mark.parametrize(
    "path", [*ERRORS, *WITHOUT_A_POSTING_FORM, *WITH_A_POSTING_FORM, "/health/", "/admin/", "/demo/"]
)
def test_every_answer_carries_the_protecting_headers(path: str, world: World) -> None:
    response = Client().get(path)

    assert {name: response.get(name) for name in SAME_EVERYWHERE} == SAME_EVERYWHERE
    assert {part.partition("=")[0].strip() for part in response["Permissions-Policy"].split(",")} == SWITCHED_OFF
    assert all(part.endswith("=()") for part in response["Permissions-Policy"].split(","))


def test_errors_carry_them_too(world: World) -> None:
    unreadable = Client(raise_request_exception=False, headers={"host": "fremder-name.example"}).get("/")
    missing = Client().get("/gibt-es-nicht/")
    forged = Client(enforce_csrf_checks=True).post("/konto/anmelden/", {"email": "jemand@heimathafen.example"})
    refused = world.browser(Role.ALUMNA).get("/konto/passwort/bestaetigen/")
    not_meant = Client().post("/angebote/")

    answers = {400: unreadable, 404: missing, 403: forged, 405: not_meant}
    assert {status: answer.status_code for status, answer in answers.items()} == {status: status for status in answers}
    assert refused.status_code == 403
    for answer in (*answers.values(), refused):
        assert policy(answer) == POLICY
        assert {name: answer.get(name) for name in SAME_EVERYWHERE} == SAME_EVERYWHERE


def test_files_carry_them_too(world: World) -> None:
    document = reverse("wagtaildocs_serve", args=[world.things["open_document"], world.things["open_document_name"]])
    picture = reverse("rendition", args=[world.things["picture_path"]])
    machines = [reverse("sitemap_index"), reverse("core:feed", args=["neues"]), reverse("community:calendar")]

    for path in (document, picture, *machines):
        answer = Client().get(path)
        answer.getvalue()
        assert answer.status_code == 200, path
        assert {name: answer.get(name) for name in SAME_EVERYWHERE} == SAME_EVERYWHERE, path
        assert policy(answer)["default-src"] in {"'self'", "'none'"}, path


def test_answers_of_every_status_bind_browsers_to_tls(world: World, settings: Any) -> None:
    for name in ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "SECURE_SSL_REDIRECT"):
        setattr(settings, name, getattr(production, name))
    browser = Client()

    answers = {path: browser.get(path, secure=True) for path in (*ERRORS, *WITHOUT_A_POSTING_FORM, "/health/")}
    plain = browser.get("/gibt-es-nicht/")

    bound = "max-age=63072000; includeSubDomains; preload"
    assert {path: one.get("Strict-Transport-Security") for path, one in answers.items()} == dict.fromkeys(
        answers, bound
    )
    assert {one.status_code for one in answers.values()} >= {200, 302, 404, 405}
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/gibt-es-nicht/")


def test_a_broken_page_carries_them_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(**_asked: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("search.queries.search", break_down)

    response = Client(raise_request_exception=False).get("/suche/?q=Pflege")

    assert response.status_code == 500
    assert policy(response) == POLICY
    assert {name: response.get(name) for name in SAME_EVERYWHERE} == SAME_EVERYWHERE


@pytest.mark.parametrize("path", WITHOUT_A_POSTING_FORM)
def test_a_page_without_a_posting_form_sets_no_cookie(path: str, world: World) -> None:
    response = Client().get(path)

    assert cookies(response) == set()


@pytest.mark.parametrize("path", WITH_A_POSTING_FORM)
def test_a_page_with_a_posting_form_is_kept_by_nobody(path: str, world: World) -> None:
    response = Client().get(path)

    assert cookies(response) <= {"csrftoken"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("role", "path"), [(role, path) for role, paths in PERSONAL.items() for path in paths])
def test_a_personal_page_is_kept_by_nobody_and_found_by_no_search_engine(role: Role, path: str, world: World) -> None:
    response = world.browser(role).get(path)

    assert response.status_code == 200
    assert {part.strip() for part in response["Cache-Control"].split(",")} >= {"no-store", "private"}
    assert response["X-Robots-Tag"] == "noindex"


def test_public_pages_seen_by_a_signed_in_person_are_personal_as_well(world: World) -> None:
    response = world.browser(Role.ALUMNA).get("/angebote/")

    assert {part.strip() for part in response["Cache-Control"].split(",")} >= {"no-store", "private"}


def test_cookies_are_for_this_portal_only(world: World) -> None:
    client = Client()
    client.get("/konto/anmelden/")
    client.post("/konto/anmelden/", {"email": "jemand@heimathafen.example"})

    found: SimpleCookie = client.cookies
    assert found["sessionid"]["httponly"]
    assert {cookie["samesite"] for cookie in found.values()} == {"Lax"}


def is_signed_in(browser: Client) -> bool:
    return browser.get(reverse("accounts:overview")).status_code == 200


def test_signing_out_ends_the_session_for_whoever_kept_the_cookie(world: World) -> None:
    browser, copy = world.browser(Role.ALUMNA), world.browser(Role.ALUMNA)
    assert is_signed_in(copy)

    browser.post(reverse("account_logout"))

    assert not is_signed_in(copy)


@pytest.mark.parametrize("role", [Role.ALUMNA, Role.ADMINISTRATOR])
def test_deactivating_a_person_ends_the_session(role: Role, world: World) -> None:
    browser = world.browser(role)
    assert is_signed_in(browser)

    User.objects.filter(pk=world.people[role].pk).update(is_active=False)

    assert not is_signed_in(browser)
    assert browser.get("/admin/").status_code == 302


def test_ending_all_sessions_ends_those_on_other_devices(world: World) -> None:
    person = world.people[Role.ALUMNA]
    other_device = world.browser(Role.ALUMNA)
    assert is_signed_in(other_device)

    User.objects.filter(pk=person.pk).update(sessions_valid_from=timezone.now() + timedelta(seconds=1))

    assert not is_signed_in(other_device)
