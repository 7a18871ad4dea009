"""Visitors who send a request one letter at a time, or none at all, as those do who want to keep a server busy."""

import select
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from tests.support.processes import HOST, WebServer

PAUSE_SECONDS = 0.1  # between two letters
PIECE_BYTES = 65_536

SILENT = ""
SLOW_HEAD = "GET /angebote/ HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x" * 4_000
SLOW_BODY = (
    "POST /konto/anmelden/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 4000\r\n\r\n" + "x" * 4_000
)


class SlowVisitors:
    """Who of them is still there."""

    def __init__(self, server: WebServer, requests: Sequence[str]) -> None:
        self._left = {connected(server): request.encode("ascii") for request in requests}
        self._there = list(self._left)
        # A body is only slow after its head.
        for line, request in self._left.items():
            head, end, body = request.partition(b"\r\n\r\n")
            if end:
                line.sendall(head + end)
                self._left[line] = body

    @property
    def n_there(self) -> int:
        """How many the server has not sent away yet."""
        return len(self._there)

    def go_on(self) -> None:
        """Let each send its next letter; those who were sent away leave."""
        for line in list(self._there):
            letter, self._left[line] = self._left[line][:1], self._left[line][1:]
            try:
                line.sendall(letter)
                is_readable = bool(select.select([line], [], [], 0)[0])
                is_over = is_readable and not line.recv(PIECE_BYTES)
            except OSError:
                is_over = True
            if is_over:
                self._there.remove(line)

    def leave(self) -> None:
        """End what is left."""
        for line in self._left:
            with suppress(OSError):
                line.close()


def connected(server: WebServer) -> socket.socket:
    """Return a line to a server."""
    return socket.create_connection((HOST, server.port), timeout=60)


@contextmanager
def slow_visitors_at(server: WebServer, requests: Sequence[str]) -> Iterator[SlowVisitors]:
    """Let visitors knock, each with one of the requests, and dribble it while something else happens."""
    slow, is_over = SlowVisitors(server, requests), threading.Event()

    def dribble() -> None:
        while not is_over.wait(PAUSE_SECONDS):
            slow.go_on()

    dribbling = threading.Thread(target=dribble, daemon=True)
    dribbling.start()
    try:
        yield slow
    finally:
        is_over.set()
        dribbling.join()
        slow.leave()
