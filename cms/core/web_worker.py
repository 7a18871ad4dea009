"""A web worker that no slow visitor can hold: it gathers a request whole before one of its few threads takes it.

gunicorn's own threads read requests themselves, so four visitors who send one letter a second hold all four threads.
Here the loop that waits for all connections reads them, too; a thread never waits for a visitor to send something.
Used by `gunicorn --worker-class cms.core.web_worker.GatheringWorker`; it starts without Django (docs/decisions/0023).
"""

import re
import socket
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Future
from selectors import EVENT_READ

from gunicorn import http, util
from gunicorn.workers.gthread import TConn, ThreadWorker

from cms.core.request_size import most_bytes
from cms.settings.environment import VAR_DIR

HEAD_SECONDS = 10.0  # for the lines before the body
BODY_SECONDS = 20.0  # and as long as the body takes at this pace:
SLOWEST_BYTES_PER_SECOND = 10_000
LINGER_SECONDS = 2.0  # for taking the end of the answer
LOOK_EVERY_SECONDS = 0.5
MOST_HEAD_BYTES = 64 * 1024  # gunicorn refuses less; it only has to see that it is too much
MOST_BYTES_IGNORED = 1_000_000  # of a body that was refused, so that the refusal is read
IN_MEMORY_BYTES = 64 * 1024  # of one request; more goes to a file beside the uploads: in a container /tmp is memory
MOST_CONNECTIONS = 400  # with a temporary file each, fewer than the 1,024 files that a program may open
PIECE_BYTES = 64 * 1024

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_ASKS_FIRST = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"


class Gathered:
    """What a visitor has sent so far; gunicorn's parser reads it like a socket that is at its end.

    How much is still to come is only a guess when to begin: what the request means, the parser decides. A connection
    carries one request, so nothing can hide behind the first.
    """

    def __init__(self) -> None:
        self.n_missing: int | None = None  # bytes of the body; unknown until the head is there
        self.head = bytearray()
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES, dir=str(VAR_DIR))  # noqa: SIM115

    @property
    def is_whole(self) -> bool:
        """Whether a thread can begin."""
        return self.n_missing is not None and self.n_missing <= 0

    def take(self, data: bytes) -> None:
        """Add what has come in."""
        self._file.write(data)
        if self.n_missing is not None:
            self.n_missing -= len(data)
            return
        seen = len(self.head)
        self.head += data
        end = self.head.find(_END_OF_HEAD, max(0, seen - len(_END_OF_HEAD)))
        if end >= 0:
            n_there = len(self.head) - end - len(_END_OF_HEAD)
            del self.head[end + len(_END_OF_HEAD) :]
            self.n_missing = self._body_bytes() - n_there
        elif len(self.head) > MOST_HEAD_BYTES:
            self.n_missing = 0

    def begin(self) -> None:
        """Go back to the beginning, for the parser."""
        self._file.seek(0)

    def recv(self, size: int) -> bytes:
        """Return the next bytes, and nothing after the last: a thread waits for nobody."""
        return self._file.read(size)

    def close(self) -> None:
        """Forget it."""
        self._file.close()

    def _body_bytes(self) -> int:
        """Return how long a body to wait for; one that is too long is refused by what the head says."""
        told = _LENGTH.search(self.head)
        n_bytes = int(told[1]) if told else 0
        words = bytes(self.head).split(b" ", 2)
        path = words[1].decode("latin-1") if len(words) > 1 else ""
        return n_bytes if n_bytes <= most_bytes(path) else 0


class Connection(TConn):
    """One visitor's line: one request, one answer."""

    def __init__(self, *details: object) -> None:
        super().__init__(*details)
        self.gathered = Gathered()
        self.parser = http.get_parser(self.cfg, self.gathered, self.client)
        self.data_ready = True
        self.deadline = 0.0
        self.n_ignored = 0


class GatheringWorker(ThreadWorker):
    """gunicorn's worker with threads, whose loop reads."""

    def __init__(self, *details: object) -> None:
        super().__init__(*details)
        self.worker_connections = min(int(self.cfg.worker_connections), MOST_CONNECTIONS)
        self._waiting: dict[Connection, None] = {}  # for something to come in, the longest first
        self._next_look = 0.0

    def init_process(self) -> None:
        """Begin; the answers say that the connection ends with them."""
        self.cfg.set("keepalive", 0)
        super().init_process()

    def accept(self, listener: socket.socket) -> None:
        """Take a new connection and wait for its request."""
        try:
            client, address = listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # another worker was quicker, or the visitor has left
        self.nr_conns += 1
        connection = Connection(self.cfg, client, address, listener.getsockname())
        self._wait(connection, self._gather, seconds=HEAD_SECONDS)

    def finish_request(self, connection: Connection, answered: Future[object]) -> None:
        """Let the visitor take the end of the answer: closing at once could cut it off where bytes lie unread."""
        connection.gathered.close()
        try:
            connection.sock.shutdown(socket.SHUT_WR)
            connection.sock.setblocking(False)
        except OSError:
            self._end(connection)
            return
        self._wait(connection, self._ignore, seconds=LINGER_SECONDS)

    def murder_pending(self) -> None:
        """End what takes too long, and when there are too many connections what has waited longest."""
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + LOOK_EVERY_SECONDS
            for connection in [one for one in self._waiting if one.deadline <= now or self._is_idle_at_the_end(one)]:
                self._forget(connection)
        while self.nr_conns >= self.worker_connections and self._waiting:
            self._forget(next(iter(self._waiting)))

    def _is_idle_at_the_end(self, connection: Connection) -> bool:
        return not self.alive and not connection.gathered.head

    def _wait(self, connection: Connection, hear: Callable[[Connection], None], *, seconds: float) -> None:
        connection.deadline = time.monotonic() + seconds
        self._waiting[connection] = None
        self.poller.register(connection.sock, EVENT_READ, lambda _socket: hear(connection))

    def _stop_waiting(self, connection: Connection) -> None:
        del self._waiting[connection]
        self.poller.unregister(connection.sock)

    def _forget(self, connection: Connection) -> None:
        self._stop_waiting(connection)
        self._end(connection)

    def _end(self, connection: Connection) -> None:
        self.nr_conns -= 1
        connection.gathered.close()
        util.close(connection.sock)

    def _gather(self, connection: Connection) -> None:
        gathered = connection.gathered
        had_its_head = gathered.n_missing is not None
        try:
            data = connection.sock.recv(PIECE_BYTES)
            if data:
                gathered.take(data)  # the disk may be full
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._forget(connection)
        elif gathered.is_whole:
            self._stop_waiting(connection)
            gathered.begin()
            self.enqueue_req(connection)
        elif gathered.n_missing is not None and not had_its_head:
            self._expect_body(connection, gathered.n_missing)

    def _expect_body(self, connection: Connection, n_missing: int) -> None:
        connection.deadline = time.monotonic() + BODY_SECONDS + n_missing / SLOWEST_BYTES_PER_SECOND
        if _ASKS_FIRST.search(connection.gathered.head):
            util.write_nonblock(connection.sock, _GO_ON)

    def _ignore(self, connection: Connection) -> None:
        try:
            data = connection.sock.recv(PIECE_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        connection.n_ignored += len(data)
        if not data or connection.n_ignored > MOST_BYTES_IGNORED:
            self._forget(connection)
