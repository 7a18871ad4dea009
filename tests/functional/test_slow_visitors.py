"""Slow visitors and too large requests: they cost the others nothing, and are sent away (docs/decisions/0023)."""

import re
import socket
from collections.abc import Sequence

import pytest

from cms.core.request_size import most_bytes
from cms.core.web_worker import MOST_CONNECTIONS
from tests.support.load import visitors_at
from tests.support.processes import Portal, WebServer, wait_until
from tests.support.slow_visitors import SILENT, SLOW_BODY, SLOW_HEAD, connected, slow_visitors_at

pytestmark = pytest.mark.django_db(transaction=True)

PAGE, FORM = "/angebote/", "/konto/anmelden/"
N_VISITORS = 4
TWENTY_OF_EACH = [SILENT, SLOW_HEAD, SLOW_BODY] * 20


def test_slow_visitors_cost_the_others_nothing_and_are_sent_away(portal: Portal) -> None:
    server = portal.web_server()
    assert server.get(PAGE).status == 200

    with slow_visitors_at(server, TWENTY_OF_EACH) as slow:
        with visitors_at(server, PAGE, n_visitors=N_VISITORS) as told:
            wait_until(lambda: told.n_well > 40, what="the others are answered")
        n_there_then = slow.n_there
        wait_until(lambda: slow.n_there == 0, what="the slow ones are sent away")

    assert told.failures == []
    assert n_there_then > 0, "nobody was slow while the others were answered: nothing was shown"


def test_when_there_are_more_than_fit_the_longest_waiting_make_room(portal: Portal) -> None:
    server = portal.web_server()
    assert server.get(PAGE).status == 200

    with slow_visitors_at(server, [SILENT] * (MOST_CONNECTIONS + 50)):
        answers = [server.get(PAGE).status for _visit in range(5)]

    assert answers == [200] * 5


def said(line: socket.socket) -> str:
    """Return all that a server says until it hangs up."""
    with line:
        return b"".join(iter(lambda: line.recv(65_536), b"")).decode("utf-8")


def status_of(answer: str) -> int:
    return int(re.findall(r"^HTTP/1\.1 (\d+)", answer, flags=re.MULTILINE)[-1])


def head(server: WebServer, path: str, *, n_bytes: int, more: Sequence[str] = ()) -> bytes:
    lines = [f"POST {path} HTTP/1.1", f"Host: localhost:{server.port}", f"Content-Length: {n_bytes}", *more]
    return "\r\n".join([*lines, "Content-Type: application/x-www-form-urlencoded", "", ""]).encode("ascii")


@pytest.mark.parametrize("path", [FORM, "/admin/documents/add/"])
def test_a_body_that_is_too_large_is_refused_before_it_comes(portal: Portal, path: str) -> None:
    server = portal.web_server()
    line = connected(server)

    line.sendall(head(server, path, n_bytes=most_bytes(path) + 1) + b"the beginning")
    answer = said(line)

    assert status_of(answer) == 413
    assert '<html lang="de"' in answer
    assert "413" in answer.partition("\r\n\r\n")[2]
    assert server.get(PAGE).status == 200


def test_a_form_with_too_many_words_is_refused_in_the_same_words(portal: Portal) -> None:
    server = portal.web_server()

    answer = server.post(FORM, {"email": "x" * 2_600_000}, session="")

    assert answer.status == 413
    assert '<html lang="de"' in answer.text


def test_a_request_may_come_in_pieces(portal: Portal) -> None:
    server = portal.web_server()
    token = server.get(FORM).cookies["csrftoken"]
    cookie = f"Cookie: csrftoken={token}"
    # What counts stands at the end.
    body = f"csrfmiddlewaretoken={token}&filler={'x' * 200_000}&email=niemand%40example.org".encode("ascii")
    request = head(server, FORM, n_bytes=len(body), more=[cookie]) + body
    line = connected(server)

    for begin in range(0, len(request), 1_000):
        line.sendall(request[begin : begin + 1_000])
    answer = said(line)

    assert status_of(answer) == 302
    assert "Location: /konto/anmelden/code/" in answer


def test_who_asks_before_sending_the_body_is_told_to_go_on(portal: Portal) -> None:
    server = portal.web_server()
    line = connected(server)

    line.sendall(head(server, FORM, n_bytes=3, more=["Expect: 100-continue"]))
    first = line.recv(25)
    line.sendall(b"a=b")
    answer = said(line)

    assert first == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert status_of(answer) == 403  # it brought no token
