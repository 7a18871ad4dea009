"""A database server that restarts, ends connections, has none free, or holds a lock: the portal says so."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection, transaction

from matching.models import Profile
from tests.functional.people import make_alumna, publish_job
from tests.support.faults import REFUSED, WELL, FaultyServer, faulty_server
from tests.support.own_postgresql import own_postgresql
from tests.support.processes import Portal, database_url, session_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

# Every answer comes from the database, none from memory, and nothing asks it beside the test.
PLAIN = {"PAGE_CACHE": "off", "ENGINE_WARM_UP": "false"}
PUBLIC = ["/", "/angebote/", "/health/", "/konto/anmelden/"]


def ask(query: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


def test_connections_that_the_server_ends_are_made_anew_for_the_next_visitor(portal: Portal) -> None:
    server, session = portal.web_server(**PLAIN), session_of(make_alumna().user)
    assert {server.get(path, session=session).status for path in PUBLIC} == {200, 302}

    ended = ask(f"SELECT pg_terminate_backend(pid) {OTHERS}")
    answers = [server.get("/konto/", session=session).status for _visit in range(6)]

    assert ended, "the web process keeps no connection: nothing was shown"
    assert answers == [200] * 6


@pytest.fixture
def proxied() -> Iterator[FaultyServer]:
    """A way to the database that can be cut, as by a server that restarts."""
    parts = urlsplit(database_url())
    with faulty_server(f"http://{parts.hostname}:{parts.port}") as server:
        yield server


def through(proxied: FaultyServer) -> str:
    parts, own = urlsplit(database_url()), urlsplit(proxied.address)
    return parts._replace(netloc=f"{parts.username}@{own.hostname}:{own.port}").geturl()


def test_while_the_database_is_away_pages_say_so_and_afterwards_all_is_well_at_once(
    portal: Portal, proxied: FaultyServer
) -> None:
    publish_job("Mechatroniker in Niesky")
    server = portal.web_server(DATABASE_URL=through(proxied), **PLAIN)
    before = [server.get(path).status for path in PUBLIC]

    proxied.become(REFUSED)
    away = {path: server.get(path) for path in ("/angebote/", "/health/", "/gibt-es-nicht/")}
    proxied.become(WELL)
    after = [server.get(path).status for path in PUBLIC]

    assert before == after == [200] * 4
    assert {path: answer.status for path, answer in away.items()} == dict.fromkeys(away, 503)
    assert "503" in away["/angebote/"].text
    assert "Traceback" not in away["/angebote/"].text


def test_a_database_that_crashes_is_said_and_all_is_there_and_well_after_its_return(portal: Portal) -> None:
    publish_job("Mechatroniker in Niesky")
    with own_postgresql(copy_of=database_url()) as database:
        server = portal.web_server(DATABASE_URL=database.address, **PLAIN)
        before = [server.get(path).status for path in PUBLIC]

        database.crash()
        away = [server.get(path).status for path in ("/angebote/", "/health/")]
        database.start()
        after, offers = [server.get(path).status for path in PUBLIC], server.get("/angebote/").text
        server.end()

    assert before == after == [200] * 4
    assert away == [503, 503]
    assert "Mechatroniker in Niesky" in offers


@contextmanager
def few_connections(limit: int) -> Iterator[str]:
    """Make an account of the database that may connect a few times only, and return its address."""
    name, parts = f"few_{uuid.uuid4().hex[:12]}", urlsplit(database_url())
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{name}" LOGIN CONNECTION LIMIT {limit}')
        cursor.execute(f'GRANT ALL ON ALL TABLES IN SCHEMA public TO "{name}"')
        cursor.execute(f'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO "{name}"')
    try:
        yield parts._replace(netloc=f"{name}@{parts.hostname}:{parts.port}").geturl()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{name}'")
            cursor.execute(f'DROP OWNED BY "{name}"')
            cursor.execute(f'DROP ROLE "{name}"')


def test_without_a_free_connection_visitors_are_asked_to_come_again(portal: Portal) -> None:
    with few_connections(2) as url:
        server = portal.web_server(DATABASE_URL=url, **PLAIN)
        taken = [psycopg.connect(url) for _one in range(2)]
        full = [server.get(path).status for path in ("/angebote/", "/health/")]
        for one in taken:
            one.close()
        again = [server.get(path).status for path in ("/angebote/", "/health/")]
        server.end()

    assert full == [503, 503]
    assert again == [200, 200]


def test_whoever_waits_for_a_lock_is_told_and_nothing_is_half_saved(portal: Portal) -> None:
    publish_job("Mechatroniker in Niesky")
    profile = make_alumna()
    occupation, session = profile.occupations.get(), session_of(profile.user)
    portal.build_search_index()
    impatient = f"{database_url()}?options=-c%20lock_timeout%3D300ms"
    server = portal.web_server(DATABASE_URL=impatient, **PLAIN)
    told = {"occupation": occupation.label_de, "occupation_value": str(occupation.pk), "place": "Niesky"}
    told |= {"radius_km": "77", "hours_min": "20"}

    with transaction.atomic():
        Profile.objects.select_for_update().get(pk=profile.pk)
        waiting = server.post("/passt-zu-mir/angaben/", told, session=session)
    before = Profile.objects.get(pk=profile.pk).radius_km
    again = server.post("/passt-zu-mir/angaben/", told, session=session)

    assert (waiting.status, before) == (503, profile.radius_km)
    assert (again.status, Profile.objects.get(pk=profile.pk).radius_km) == (302, 77)
