"""Extras for whoever watches from elsewhere: off until they are set, and silent about people."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import brotli
import pytest
from django.test import Client

from cms.core import maintenance
from cms.operating import error_reporting
from cms.operating.condition import MEASURED
from tests.cms.operating.broken_portal import PERSON
from tests.support.processes import REPOSITORY

UNPACK = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}
TOKEN = "a-token-of-thirty-two-characters"


def figures(answer: str) -> dict[str, int]:
    lines = [line for line in answer.splitlines() if not line.startswith("#")]
    return {line.split('"')[1]: int(line.split()[-1]) for line in lines}


@pytest.mark.django_db
@pytest.mark.parametrize("sent", ["", TOKEN, f"Bearer {TOKEN}x", "Bearer ", "Bearer é"])
def test_who_does_not_know_the_token_finds_no_figures(settings: object, sent: str) -> None:
    settings.METRICS_TOKEN = TOKEN

    assert Client().get("/metrics/", headers={"authorization": sent}).status_code == 404


@pytest.mark.django_db
def test_without_a_token_nobody_finds_figures() -> None:
    assert Client().get("/metrics/", headers={"authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_who_knows_the_token_reads_how_each_part_is(settings: object) -> None:
    settings.METRICS_TOKEN = TOKEN
    bearer = {"authorization": f"Bearer {TOKEN}"}

    answer = Client().get("/metrics/", headers=bearer)
    maintenance.begin()
    closed = Client().get("/metrics/", headers=bearer)
    maintenance.end()

    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    assert set(figures(answer.text)) == {"openness", *MEASURED}
    assert figures(answer.text) | {"openness": 1} == figures(closed.text)
    assert figures(answer.text)["backup"] == 2, "nobody has backed this one up"


class Reports(BaseHTTPRequestHandler):
    """A server for errors that keeps what it is told."""

    told: list[str] = []
    asked: list[set[str]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.told.append(UNPACK[self.headers["Content-Encoding"]](body).decode("utf-8"))
        self.send_response(200)
        self.end_headers()

    def do_GET(self) -> None:
        self.asked.append({name.lower() for name in self.headers})
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[HTTPServer]:
    server = HTTPServer(("127.0.0.1", 0), type("OwnReports", (Reports,), {"told": [], "asked": []}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def reports(server: HTTPServer) -> tuple[str, list[str]]:
    return f"http://key@127.0.0.1:{server.server_port}/1", server.RequestHandlerClass.told


def run(*command: str, **environment: str) -> None:
    own = {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "DATABASE_URL": "sqlite://", **environment}
    command = (sys.executable, *command)
    subprocess.run(command, cwd=REPOSITORY, env=os.environ | own, check=True, capture_output=True, timeout=300)


def break_a_page(**environment: str) -> None:
    run("-m", "tests.cms.operating.broken_portal", **environment)


ASK = "import django, http.client; django.setup(); http.client.HTTPConnection('127.0.0.1', {port}).request('GET', '/')"


def test_an_error_is_told_with_its_kind_and_place_and_without_the_person(reports: tuple[str, list[str]]) -> None:
    address, told = reports

    break_a_page(ERROR_REPORTING_DSN=address)

    events = [json.loads(line) for one in told for line in one.splitlines() if '"exception"' in line]
    errors = [one for event in events for one in event["exception"]["values"]]
    assert ("ValueError", "break_down") in {
        (one["type"], one["stacktrace"]["frames"][-1]["function"]) for one in errors
    }
    assert {event["tags"].get("address") for event in events} == {"/health/"}
    for trace in (PERSON, PERSON.split()[1], "203.0.113.7", os.uname().nodename):
        assert trace not in "".join(told)


def test_nothing_is_told_unless_it_is_switched_on(reports: tuple[str, list[str]]) -> None:
    address, told = reports

    break_a_page(SENTRY_DSN=address)  # what the package would look for by itself

    assert told == []


def test_servers_that_are_asked_learn_nothing_of_the_reporting(
    server: HTTPServer, reports: tuple[str, list[str]]
) -> None:
    run("-c", ASK.format(port=server.server_port), ERROR_REPORTING_DSN=reports[0])

    (headers,) = server.RequestHandlerClass.asked
    assert headers == {"host", "accept-encoding"}


def test_words_put_into_a_log_stay_here() -> None:
    event = {"logentry": {"message": "%s signed in", "params": [PERSON], "formatted": f"{PERSON} signed in"}}

    assert error_reporting.without_people(event | {"extra": {"who": PERSON}, "user": {"name": PERSON}}, {}) == {
        "tags": {},
        "logentry": {"message": "%s signed in"},
        "exception": {"values": []},
    }


def test_a_message_that_was_put_together_before_stays_here() -> None:
    event = {"logentry": {"message": f"The path /srv/{PERSON}.pdf is outside", "params": []}}

    assert PERSON not in str(error_reporting.without_people(event, {}))
