"""Visitors who ask one page after the other, each waiting for the answer, until they are told to stop."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.processes import WebServer


@dataclass
class Visitors:
    """What they were answered so far."""

    n_well: int = 0
    failures: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, failure: str = "") -> None:
        """Count one answer; a failure is told in words."""
        with self._lock:
            if failure:
                self.failures.append(failure)
            else:
                self.n_well += 1


@contextmanager
def visitors_at(server: WebServer, path: str, *, n_visitors: int) -> Iterator[Visitors]:
    """Let visitors ask for a page while something happens to its server."""
    told, is_over = Visitors(), threading.Event()

    def visit() -> None:
        while not is_over.is_set():
            try:
                answer = server.get(path)
            except (OSError, http.client.HTTPException) as error:
                told.note(repr(error))
            else:
                told.note("" if answer.status == http.client.OK else str(answer.status))

    visiting = [threading.Thread(target=visit, daemon=True) for _number in range(n_visitors)]
    for one in visiting:
        one.start()
    try:
        yield told
    finally:
        is_over.set()
        for one in visiting:
            one.join()
