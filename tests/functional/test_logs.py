"""A canary in everything that people type, looked for in what a web server prints."""

import json
import re

import pytest

from tests.support.processes import Portal

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "kanarienvogel"
ADDRESS = f"{CANARY}@posteo.example"


@pytest.mark.parametrize("style", ["line", "json"])
def test_a_web_server_prints_nothing_of_what_people_type(portal: Portal, style: str) -> None:
    server = portal.web_server(LOG_LEVEL="INFO", LOG_FORMAT=style)
    answers = [
        server.get("/gibt-es-nicht/", q=ADDRESS),
        server.get(f"/konto/einladung/{CANARY}/"),
        server.get("/suche/", q=f"{CANARY}\0"),
        server.get("/konto/", session=CANARY),
        server.post("/konto/anmelden/", {"email": ADDRESS}, session=""),
        server.post("/konto/anmelden/mit-passwort/", {"login": ADDRESS, "password": CANARY}, session=""),
        server.post("/konto/registrieren/", {"email": f"{CANARY}@"}, session=""),
    ]
    server.end()

    assert {answer.status for answer in answers} <= {200, 302, 400, 404, 410}
    assert "Not Found: /gibt-es-nicht/" in server.said()
    assert CANARY not in server.said()
    lines = [line for line in server.said().splitlines() if "django.request" in line]
    assert lines
    assert all(json.loads(line) if style == "json" else re.match(r"\d{4}-\d\d-\d\d", line) for line in lines)
