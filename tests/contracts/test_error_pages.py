"""What went wrong is said in the portal's look and in the reader's language, whatever else is broken."""

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.utils import translation

from cms.core import maintenance, views
from cms.core.error_pages import error_page
from cms.core.lost import suggestions, words_of
from search import indexing
from tests.contracts.url_outcomes import Role
from tests.contracts.world import World, make_world

TITLES = {
    "400": "This address cannot be read",
    "403": "This page is not open to you",
    "404": "We cannot find this page",
    "413": "That was too much at once",
    "429": "That was too often in a short time",
    "500": "Something broke on our side",
    "503": "We are tidying up",
    "csrf": "The form was open for too long",
}
LANGUAGES = {"/": ("de", "ltr"), "/en/": ("en", "ltr"), "/ar/": ("ar", "rtl")}
HTML = {"Accept": "text/html"}


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def maintained() -> object:
    maintenance.begin(minutes=20)
    yield
    maintenance.end()


@pytest.mark.parametrize("name", TITLES)
@pytest.mark.parametrize("path", LANGUAGES)
def test_an_error_page_stands_without_a_database(name: str, path: str) -> None:
    # This test has no access to the database: a query would fail it.
    answer = error_page(name, HTTPStatus.IM_A_TEAPOT, path=path)

    content = answer.content.decode()
    code, direction = LANGUAGES[path]
    assert f'<html lang="{code}" dir="{direction}">' in content
    assert 'aria-current="true">' in content
    assert content.count("<h1") == 1
    assert 'name="robots" content="noindex"' in content
    assert f'class="hh-logo" href="{path}"' in content
    assert ("heimathafen-rtl.css" in content) is (direction == "rtl")


@pytest.mark.parametrize("name", TITLES)
def test_an_english_error_page_says_what_is_wrong(name: str) -> None:
    assert TITLES[name] in error_page(name, HTTPStatus.OK, path="/en/").content.decode()


def test_the_language_comes_from_the_address_and_not_from_the_request_before() -> None:
    translation.activate("en")
    request = RequestFactory().get("/ar/kaputt/")

    answer = views.server_error(request)

    assert b'lang="ar" dir="rtl"' in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/gibt-es-nicht/", "/en/not-there/", "/ar/laysa-huna/"])
def test_a_missing_page_offers_the_search_with_the_words_of_its_address(path: str) -> None:
    answer = Client().get(path, headers=HTML)

    content = answer.content.decode()
    assert answer.status_code == 404
    assert 'role="search"' in content
    assert f'value="{words_of(path)}"' in content
    assert not answer.cookies


def test_a_missing_page_names_those_that_were_meant(world: World) -> None:
    indexing.rebuild()

    moved, program = (Client().get("/alt/anmelden-gemeinde/", headers=headers) for headers in (HTML, {}))

    assert b'href="/anmelden-bei-der-gemeinde/"' in moved.content
    assert b'href="/anmelden-bei-der-gemeinde/"' not in program.content


def test_a_word_that_is_only_nearly_like_another_is_no_help(world: World) -> None:
    indexing.rebuild()

    answer = Client().get("/bescheid/meldbe/", headers=HTML)

    assert answer.context is None or not answer.context.get("suggestions")
    assert b'<ol class="hh-list">' not in answer.content


@pytest.mark.parametrize("canary", ["entwurf", "intern"])
def test_a_missing_page_names_nothing_that_is_not_public(canary: str, world: World) -> None:
    indexing.rebuild()

    answer = Client().get(f"/alt/{canary}/", headers=HTML)

    assert f'href="/{canary}/"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/en/wohnen/kita-finden/", "wohnen kita finden"),
        ("/%D8%A7%D9%84%D9%84%D8%BA%D8%A9/", "اللغة"),
        ("/a/b/c/", ""),
        ("/2026/11/22/", ""),
        ("/<script>alert(1)</script>/", "script alert script"),
        ("/" + "wort-" * 30, "wort wort wort wort wort wort"),
    ],
)
def test_words_are_read_from_an_address(path: str, words: str) -> None:
    assert words_of(path) == words


@pytest.mark.parametrize("path", ["/wp-login.php", "/bild.png", "/" + "x" * 300, "/12/34/"])
def test_programs_that_try_addresses_cost_no_search(path: str) -> None:
    # No access to the database, no index: a search would fail.
    request = RequestFactory().get(path, headers=HTML)

    assert suggestions(request) == ()


def test_a_missing_page_is_said_even_when_the_database_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_asked: object) -> None:
        raise DatabaseError("away")

    monkeypatch.setattr("search.queries.search", away)

    answer = views.page_not_found(RequestFactory().get("/kita-finden/", headers=HTML), Exception())

    assert answer.status_code == 404


def test_what_somebody_typed_into_the_address_is_only_shown(db: None) -> None:
    answer = Client().get('/"><img src=x onerror=alert(1)>/', headers=HTML)

    assert b"<img" not in answer.content


@pytest.mark.parametrize("path", LANGUAGES)
def test_during_work_on_the_portal_visitors_read_when_it_is_back(path: str, maintained: object) -> None:
    # No access to the database: none is asked.
    answer = Client().get(f"{path}irgendwo/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "1200"
    assert answer["Cache-Control"] == "no-store"
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert f'lang="{LANGUAGES[path][0]}"' in answer.content.decode()


def test_during_work_forms_are_not_taken(maintained: object) -> None:
    assert Client().post("/konto/registrieren/").status_code == 503


def test_during_work_the_watchdog_and_the_staff_get_through(world: World, maintained: object) -> None:
    assert Client().get("/health/").status_code in {200, 503}
    assert "readings" in Client().get("/health/").json()
    assert Client().get("/konto/anmelden/mit-passwort/").status_code == 200
    assert world.browser(Role.ADMINISTRATOR).get("/admin/").status_code == 200
    assert world.browser(Role.ALUMNA).get("/konto/").status_code == 503


@pytest.mark.parametrize("language", ["", "/en"])
def test_during_work_staff_come_through_every_step_of_signing_in(language: str, db: None, maintained: object) -> None:
    steps = (
        *("anmelden/mit-passwort/", "anmelden/zweiter-faktor/", "passwort/bestaetigen/", "passwort/vergessen/"),
        *("zweiter-faktor/einrichten/", "zweiter-faktor/ersatzcodes/", "einladung/unbekannt/"),
    )

    statuses = {step: Client().get(f"{language}/konto/{step}").status_code for step in steps}

    assert [step for step, status in statuses.items() if status == 503] == []


def test_the_operator_switches(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("maintenance", "on", minutes=45)
    assert maintenance.is_on()
    assert maintenance.minutes_left() == 45

    call_command("maintenance", "off")
    call_command("maintenance", "off")

    assert not maintenance.is_on()
    assert capsys.readouterr().out.split("\n")[0] == "maintenance is on"


@pytest.mark.parametrize("words", ["", "soon", "0", "99999", "-5"])
def test_a_file_made_by_hand_is_enough(words: str, maintained: object, settings: object) -> None:
    settings.MAINTENANCE_FILE.write_text(words)

    assert Client().get("/").status_code == 503
    assert maintenance.minutes_left() == maintenance.DEFAULT_MINUTES


def test_the_page_for_a_web_server_in_front_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("maintenance", "page", path="/en/")

    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>") or page.lstrip().startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")


@pytest.mark.django_db
def test_a_broken_view_answers_in_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(**_asked: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("search.queries.search", break_down)

    answer = Client(raise_request_exception=False).get("/en/suche/?q=Pflege")

    assert answer.status_code == 500
    assert TITLES["500"] in answer.content.decode()


@pytest.mark.parametrize("error", [views.bad_request, views.permission_denied])
def test_a_handler_needs_no_session_and_no_user(error: Callable) -> None:
    request = RequestFactory().get("/en/x/")

    assert error(request, Exception()).status_code in {400, 403}


def test_no_error_page_asks_the_database(django_db_blocker: object) -> None:
    assert not connection.in_atomic_block
    with django_db_blocker.block():
        assert views.csrf_failure(RequestFactory().get("/")).status_code == 403
