"""One visit: from an address to what is the matter with it, over redirects that are judged one by one."""

import errno
import http.client
import socket
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urljoin

from cms.links.models import Problem
from cms.links.visiting.addresses import ClosedAddressError, NotJudgedError, target_of
from cms.links.visiting.network import Answer, Network, TooSlowError, ask

MOST_REDIRECTS = 5
MOST_SECONDS = 20.0
_REDIRECTS = {301, 302, 303, 307, 308}
_OUR_OWN_TROUBLE = {errno.ENETUNREACH, errno.ENETDOWN, errno.EMFILE, errno.ENFILE, errno.EADDRNOTAVAIL}


@dataclass(frozen=True, slots=True)
class Visit:
    """How a visit went; without a verdict, nobody can say anything about the address."""

    is_judged: bool
    problem: Problem | None = None


_FINE, _NO_VERDICT = Visit(True), Visit(False)


def visit(address: str, *, network: Network, most_seconds: float = MOST_SECONDS) -> Visit:
    """Look whether there is something behind an address."""
    try:
        return _followed(address, network=network, ends_at=time.monotonic() + most_seconds)
    except ClosedAddressError:
        return Visit(True, Problem.CLOSED)
    except NotJudgedError:
        return _FINE
    except TooSlowError:
        return Visit(True, Problem.SLOW)
    except (OSError, http.client.HTTPException) as problem:
        return _trouble(problem)
    except ValueError:  # a name that no resolver takes, or a redirect to what cannot be read as an address
        return Visit(True, Problem.CLOSED)


def _followed(address: str, *, network: Network, ends_at: float) -> Visit:
    for _hop in range(MOST_REDIRECTS + 1):
        answer = _asked(address, network=network, ends_at=ends_at)
        if answer.status not in _REDIRECTS or not answer.location:
            return _verdict(answer.status)
        address = urljoin(address, answer.location)
    return Visit(True, Problem.LOOP)


def _asked(address: str, *, network: Network, ends_at: float) -> Answer:
    """Ask for the head; servers that do not like that are asked for the page, and its text is left unread."""
    target = target_of(address)
    with suppress(http.client.HTTPException, ConnectionError, TimeoutError):
        answer = ask(target, method="HEAD", network=network, seconds=ends_at - time.monotonic())
        if answer.status < HTTPStatus.BAD_REQUEST:
            return answer
    return ask(target, method="GET", network=network, seconds=ends_at - time.monotonic())


def _verdict(status: int) -> Visit:
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Visit(True, Problem.GONE)
    # Other refusals (sign in first, machines unwanted, too many at once) say nothing about what a visitor finds.
    return Visit(True, Problem.FAULT) if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _FINE


def _trouble(problem: Exception) -> Visit:
    if isinstance(problem, socket.gaierror):
        return _NO_VERDICT if problem.errno == socket.EAI_AGAIN else Visit(True, Problem.UNKNOWN_HOST)
    if isinstance(problem, ssl.SSLError):
        return Visit(True, Problem.UNSAFE)
    if isinstance(problem, TimeoutError):
        return Visit(True, Problem.SLOW)
    if isinstance(problem, OSError) and problem.errno in _OUR_OWN_TROUBLE:
        return _NO_VERDICT
    return Visit(True, Problem.SILENT)
