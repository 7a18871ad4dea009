"""A server that stands between the portal and a real one and misbehaves on demand."""

import contextlib
import select
import socket
import struct
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

BUFFER = 65_536
JSON = b"application/vnd.elasticsearch+json; compatible-with=9"
SILENT_SECONDS = 30.0  # longer than anybody waits


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to a connection.

    `answer` is sent whatever was asked, byte by byte with `drop_seconds` between; `share` cuts the real answer short.
    """

    name: str
    is_refused: bool = False
    is_silent: bool = False
    answer: bytes | None = None
    share: float = 1.0
    drop_seconds: float = 0.0

    def __str__(self) -> str:
        return self.name


def answering(name: str, status: int, body: bytes, *, product: bytes = b"Elasticsearch") -> Fault:
    """Make a fault that answers everything alike."""
    head = b"HTTP/1.1 %d Fault\r\nX-Elastic-Product: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
    return Fault(name, answer=head % (status, product, JSON, len(body)) + body)


WELL = Fault("well")
REFUSED = Fault("refused", is_refused=True)
BLACK_HOLE = Fault("black hole", is_silent=True)
HALF = Fault("half an answer", share=0.5)
TOO_MANY = answering("429", 429, b'{"error":{"type":"es_rejected_execution_exception"},"status":429}')
UNAVAILABLE = answering("503", 503, b'{"error":{"type":"cluster_block_exception"},"status":503}')
NOT_JSON = answering("not JSON", 200, b"<html>Please sign in to the hotel's network.</html>")
OTHER_JSON = answering("JSON of somebody else", 200, b'{"hello": ["world"]}')
A_LIST = answering("a list", 200, b"[1, 2, 3]")
ANOTHER_PRODUCT = answering("another product", 200, b"{}", product=b"Lookalike")
DROP_BY_DROP = replace(answering("drop by drop", 200, b" " * 10_000), drop_seconds=0.05)
FAULTS = (REFUSED, BLACK_HOLE, DROP_BY_DROP, HALF, TOO_MANY, UNAVAILABLE, NOT_JSON, OTHER_JSON, A_LIST, ANOTHER_PRODUCT)


@dataclass
class FaultyServer:
    """Forwards connections to a real server, or does to them what `fault` says."""

    upstream: str
    fault: Fault = WELL
    n_connections: int = 0
    _listener: socket.socket = field(default_factory=socket.socket)
    _open: set[socket.socket] = field(default_factory=set)
    _is_over: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        """Where the portal is told that the server is."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def become(self, fault: Fault) -> None:
        """Misbehave in this way from now on; connections that are open end, as behind a router that restarts."""
        self.fault = fault
        for connection in list(self._open):
            _reset(connection)

    def begin(self) -> None:
        """Listen."""
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        """Close everything."""
        self._is_over.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.become(REFUSED)

    def _accept(self) -> None:
        while not self._is_over.is_set():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self.n_connections += 1
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.add(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        fault = self.fault
        # A connection that was reset meanwhile has no number to wait for.
        with contextlib.suppress(OSError, ValueError), connection:
            if fault.is_refused:
                _reset(connection)
            elif fault.is_silent:
                self._is_over.wait(SILENT_SECONDS)
            elif fault.answer is not None:
                connection.recv(BUFFER)
                self._answer(connection, fault.answer, fault.drop_seconds)
            else:
                self._forward(connection, fault)
        self._open.discard(connection)

    def _answer(self, connection: socket.socket, answer: bytes, drop_seconds: float) -> None:
        if not drop_seconds:
            connection.sendall(answer)
            return
        for byte in answer:  # whoever waits for each byte anew waits for ever
            connection.sendall(bytes([byte]))
            if self._is_over.wait(drop_seconds):
                return

    def _forward(self, connection: socket.socket, fault: Fault) -> None:
        parts = urlsplit(self.upstream)
        with socket.create_connection((parts.hostname, parts.port)) as upstream:
            upstream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.add(upstream)
            ends = {connection: upstream, upstream: connection}
            while not self._is_over.is_set():
                for ready in select.select(list(ends), [], [], 0.5)[0]:
                    data = ready.recv(BUFFER)
                    if not data:
                        return
                    if ready is upstream and fault.share < 1:
                        connection.sendall(data[: int(len(data) * fault.share)])
                        return
                    ends[ready].sendall(data)


@contextlib.contextmanager
def faulty_server(upstream: str) -> Iterator[FaultyServer]:
    """Stand between somebody and a real server for a while."""
    server = FaultyServer(upstream)
    server.begin()
    try:
        yield server
    finally:
        server.end()


def _reset(connection: socket.socket) -> None:
    """End a connection as if nobody were there."""
    with contextlib.suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.shutdown(socket.SHUT_RDWR)
    with contextlib.suppress(OSError):
        connection.close()
