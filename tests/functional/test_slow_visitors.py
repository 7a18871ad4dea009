"""Slow visitors and too large requests, with nginx in front as shipped: they cost the others nothing."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.load import visitors_at
from tests.support.nginx import NAME, Nginx, nginx_in_front_of
from tests.support.processes import HOST, Portal, wait_until
from tests.support.slow_visitors import SILENT, SLOW_BODY, SLOW_HEAD, connected, slow_visitors_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.nginx]

PAGE, FORM = "/angebote/", "/konto/anmelden/"
N_VISITORS = 4
MOST_FILMS = 4
TWENTY_OF_EACH = [SILENT, SLOW_HEAD, SLOW_BODY] * 20


@pytest.fixture
def nginx(portal: Portal, tmp_path: Path) -> Iterator[Nginx]:
    folder = tmp_path / "nginx"
    folder.mkdir()
    with nginx_in_front_of(portal.web_server(ALSO_ASKED_AS=NAME), folder) as nginx:
        yield nginx


def test_slow_visitors_cost_the_others_nothing(nginx: Nginx) -> None:
    assert nginx.get(PAGE).status == 200

    with slow_visitors_at(nginx, TWENTY_OF_EACH) as slow, visitors_at(nginx, PAGE, n_visitors=N_VISITORS) as told:
        wait_until(lambda: told.n_well > 40, what="the others are answered")
        n_there_then = slow.n_there

    assert told.failures == []
    assert n_there_then > 0, "nobody was slow while the others were answered: nothing was shown"


@pytest.mark.parametrize(
    ("path", "n_bytes"),
    [
        (FORM, settings.REQUEST_MAX_BYTES + 1),
        (FORM, settings.DESK_REQUEST_MAX_BYTES),
        ("/admin/images/add/", settings.DESK_REQUEST_MAX_BYTES),
        ("/admin/documents/add/", 2 * settings.DESK_REQUEST_MAX_BYTES),
    ],
)
def test_a_body_that_is_too_large_is_refused(nginx: Nginx, path: str, n_bytes: int) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {n_bytes}\r\nConnection: close\r\n\r\n"
    with connected(nginx) as line:
        line.sendall(head.encode("ascii"))
        if n_bytes == settings.REQUEST_MAX_BYTES + 1:
            line.sendall(b"x" * n_bytes)
        answer = said(line)

    assert re.match(r"HTTP/1\.1 413 ", answer)
    assert nginx.get(PAGE).status == 200


def test_a_form_that_is_a_little_too_large_is_refused_in_the_portals_words(nginx: Nginx) -> None:
    answer = nginx.post(FORM, {"email": "x" * (settings.REQUEST_MAX_BYTES + 1)}, session="")

    assert answer.status == 413
    assert '<html lang="de"' in answer.text


def test_a_film_comes_in_at_the_desk(nginx: Nginx) -> None:
    film = "x" * 2 * settings.REQUEST_MAX_BYTES
    head = f"POST /admin/documents/add/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(film)}\r\n"
    with connected(nginx) as line:
        line.sendall(f"{head}Connection: close\r\n\r\n{film}".encode("ascii"))

        assert re.match(r"HTTP/1\.1 (302|403) ", said(line)), "the portal itself answers who is not signed in"


def test_only_so_many_large_bodies_are_on_their_way_at_once(nginx: Nginx) -> None:
    head = b"POST /admin/documents/add/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
    with ExitStack() as held:
        for _ in range(MOST_FILMS):
            held.enter_context(connected(nginx)).sendall(head)

        wait_until(lambda: nginx.get("/admin/documents/").status == 503, what="one more is refused")
        assert nginx.get(PAGE).status == 200
        assert nginx.get("/admin/").status == 302

    wait_until(lambda: nginx.get("/admin/documents/").status == 302, what="there is room again")


def test_logs_tell_of_rooms_and_times_and_of_nobody(nginx: Nginx) -> None:
    nginx.get("/konto/einladung/geheimer-schluessel/", q="Schulden")
    nginx.ask_by_name(NAME, "/angebote/?q=Schulden")
    nginx.ask_in_the_open("/angebote/?q=Schulden")

    lines = r"GET /konto/ \d+ \d+ [\d.]+\n.* GET /angebote/ 200 \d+ [\d.]+\n"
    wait_until(lambda: re.search(lines, nginx.written_down()), what="both are written down")
    for word in ("geheim", "Schulden", HOST):
        assert word not in nginx.written_down()


def test_pages_that_hold_secrets_are_packed_by_the_portal_alone(nginx: Nginx) -> None:
    with connected(nginx) as line:
        packing = "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        line.sendall(f"GET {FORM} HTTP/1.1\r\nHost: localhost\r\n{packing}".encode("ascii"))
        head = b"".join(iter(lambda: line.recv(65_536), b"")).partition(b"\r\n\r\n")[0].decode("ascii").lower()

    assert "no-store" in head
    assert "content-encoding" not in head


def test_a_request_may_come_in_pieces(nginx: Nginx) -> None:
    token = nginx.get(FORM).cookies["csrftoken"]
    # What counts stands at the end.
    body = f"csrfmiddlewaretoken={token}&filler={'x' * 200_000}&email=niemand%40example.org"
    head = (
        f"POST {FORM} HTTP/1.1\r\nHost: localhost:{nginx.port}\r\nCookie: csrftoken={token}\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    request = (head + body).encode("ascii")

    with connected(nginx) as line:
        for begin in range(0, len(request), 1_000):
            line.sendall(request[begin : begin + 1_000])
        answer = said(line)

    assert answer.startswith("HTTP/1.1 302 ")
    assert "Location: /konto/anmelden/code/" in answer


def said(line: socket.socket) -> str:
    """Return all that a server says until it hangs up."""
    return b"".join(iter(lambda: line.recv(65_536), b"")).decode("utf-8")


def test_the_shipped_site_answers_over_tls_leads_there_and_knows_its_name_only(nginx: Nginx) -> None:
    assert nginx.ask_in_the_open("/angebote/?q=Pflege") == (301, f"https://{NAME}/angebote/?q=Pflege")
    assert nginx.ask_by_name(NAME, PAGE) == (200, "")
    with pytest.raises(OSError, match="UNRECOGNIZED_NAME"):
        nginx.ask_by_name("somebody.example", PAGE)
