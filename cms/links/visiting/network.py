"""The way out: one connection to an IP that was judged, ended after its time whatever the other side does."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Timer

from django.conf import settings

from cms.links.visiting.addresses import ClosedAddressError, Target, is_public

MOST_TRIED = 2  # of a server's IPs


class TooSlowError(Exception):
    """The visit took longer than it may."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says first; nothing else of it is read."""

    status: int
    location: str


@dataclass(slots=True)
class Network:
    """Names become IPs here, and IPs connections; tests put an own network in its place."""

    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    step_seconds: float = 5.0

    def ips_of(self, host: str, port: int) -> list[str]:
        """Return the IPs of a server."""
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return list(dict.fromkeys(str(one[4][0]) for one in found))

    def connect(self, ip: str, port: int) -> socket.socket:
        """Open a connection to an IP; no name is looked up again."""
        return socket.create_connection((ip, port), timeout=self.step_seconds)


def ask(target: Target, *, method: str, network: Network, seconds: float) -> Answer:
    """Ask a server for the head of a page, at an IP that was judged before."""
    if seconds <= 0:
        raise TooSlowError
    with _connected(target, network) as raw, _ended_after(seconds, _speaking(target, raw, network)) as line:
        connection = http.client.HTTPConnection(target.host, target.port)
        connection.sock = line
        connection.request(method, target.path, headers=_headers(target))
        response = connection.getresponse()
        return Answer(response.status, _as_sent(response.getheader("Location") or ""))


def _connected(target: Target, network: Network) -> socket.socket:
    """Connect to the first public IP that answers: what is judged is what is connected to."""
    ips = [ip for ip in network.ips_of(target.host, target.port) if is_public(ip)]
    if not ips:
        raise ClosedAddressError("no public IP")
    ips.sort(key=lambda ip: ":" in ip)  # many servers have no way to IPv6
    *others, last = ips[:MOST_TRIED]
    for ip in others:
        with suppress(OSError):
            return network.connect(ip, target.port)
    return network.connect(last, target.port)


def _speaking(target: Target, raw: socket.socket, network: Network) -> socket.socket:
    """Return the line to speak on; with TLS, the certificate must be made out to the server's name, not to the IP."""
    if target.scheme == "http":
        return raw
    return network.trust.wrap_socket(raw, server_hostname=target.host, do_handshake_on_connect=False)


@contextmanager
def _ended_after(seconds: float, line: socket.socket) -> Iterator[socket.socket]:
    """Hang up when the time is over: a server that sends a byte now and then would keep the worker for ever."""
    is_over = Event()

    def hang_up() -> None:
        is_over.set()
        with suppress(OSError):  # it may have ended by itself
            socket.socket.shutdown(line, socket.SHUT_RDWR)

    timer = Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        yield line
    except (OSError, http.client.HTTPException):
        if not is_over.is_set():
            raise
    finally:
        timer.cancel()
        line.close()
    if is_over.is_set():  # also when an answer was cut off and looks whole
        raise TooSlowError


def _as_sent(header: str) -> str:
    """Return a header as the other side meant it: many write an address in UTF-8, which Python reads as Latin-1."""
    return header.encode("latin-1", "replace").decode("utf-8", "replace")


def _headers(target: Target) -> dict[str, str]:
    name = settings.PORTAL_NAME.encode("ascii", "ignore").decode()
    return {
        "Host": target.host_header,
        "User-Agent": f"{name} link check (+{settings.PORTAL_URL})",
        "Accept": "*/*",
        "Connection": "close",
    }
