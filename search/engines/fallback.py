"""Never without an answer: a server that is slow or away is left alone for a while, and the embedded index answers.

The first question that fails opens the breaker; from then on nobody waits. Every few seconds one question, answered by
the embedded index like all others, also starts a probe in the background; when the server answers it, it is asked
again.
"""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar

from search.documents import SearchDocument
from search.engines.base import (
    EngineHits,
    EngineQuery,
    EngineStatus,
    EngineSuggestion,
    Explanation,
    IndexBuilder,
    LogPosition,
    SearchEngine,
    SearchUnavailableError,
)

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS: Final = 5.0
LONGEST_PAUSE_SECONDS: Final = 60.0

Answer = TypeVar("Answer")
Start = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class FallbackState:
    """What editors and operators are told: which engine is set, whether it is left alone, and why."""

    engine: str
    is_open: bool = False
    reason: str = ""


class QueryRefusedError(SearchUnavailableError):
    """The server is well and does not want this one question; others may succeed."""


def start_in_background(probe: Callable[[], None]) -> None:
    """Run a probe without anybody waiting for it."""
    threading.Thread(target=probe, daemon=True, name="search-probe").start()


class Breaker:
    """Whether a server is asked: closed while it answers, open after a failure, with longer and longer pauses.

    Parameters
    ----------
    clock : callable
        Returns seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pause = FIRST_PAUSE_SECONDS
        self._probe_at: float | None = None
        self.reason = ""

    @property
    def is_open(self) -> bool:
        """Whether the server is left alone."""
        return self._probe_at is not None

    def note_failure(self, reason: str, *, is_probe: bool = False) -> None:
        """Leave the server alone, twice as long as the last time; questions that fail together count once."""
        with self._lock:
            if self.is_open and not is_probe:
                return
            self._probe_at = self._clock() + self._pause
            self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            self.reason = reason

    def note_return(self) -> None:
        """Ask the server again; it has yet to show that it answers visitors."""
        with self._lock:
            self._probe_at, self.reason = None, ""

    def note_answer(self) -> None:
        """Forget how long the pauses were."""
        self._pause = FIRST_PAUSE_SECONDS

    def may_probe(self) -> bool:
        """Return whether it is time to see if the server is back; says so to one caller only."""
        with self._lock:
            if self._probe_at is None or self._clock() < self._probe_at:
                return False
            self._probe_at = self._clock() + self._pause
            return True


class FallbackEngine(SearchEngine):
    """Asks the first engine, and the second one while the first does not answer; writes go to the first.

    Parameters
    ----------
    start : callable
        Runs a probe; tests run it at once.
    """

    def __init__(
        self,
        first: SearchEngine,
        second: SearchEngine,
        *,
        breaker: Breaker | None = None,
        start: Start = start_in_background,
    ) -> None:
        self.name = first.name
        self.first, self.second = first, second
        self.breaker = breaker or Breaker()
        self._start = start

    def search(self, query: EngineQuery) -> EngineHits:
        return self._ask(lambda engine: engine.search(query))

    def explain(self, query: EngineQuery, document_id: str) -> Explanation | None:
        return self._ask(lambda engine: engine.explain(query, document_id))

    def suggest(
        self, text: str, *, language: str, sources: Collection[str], moment: datetime, limit: int
    ) -> list[EngineSuggestion]:
        return self._ask(
            lambda engine: engine.suggest(text, language=language, sources=sources, moment=moment, limit=limit)
        )

    def fetch(self, document_ids: Collection[str]) -> dict[str, SearchDocument]:
        return self._ask(lambda engine: engine.fetch(document_ids))

    def state(self) -> FallbackState:
        """Return how it stands between the portal and the first engine, as far as this process knows."""
        return FallbackState(self.name, is_open=self.breaker.is_open, reason=self.breaker.reason)

    def versions(self) -> dict[str, int]:
        return self.first.versions()

    def position(self) -> LogPosition | None:
        return self.first.position()

    def apply(
        self,
        *,
        add: Iterable[SearchDocument] = (),
        remove: Collection[str] = (),
        position: LogPosition | None = None,
    ) -> None:
        self.first.apply(add=add, remove=remove, position=position)

    def writing(self, *, wait: bool = True) -> AbstractContextManager[bool]:
        return self.first.writing(wait=wait)

    def rebuilding(self) -> AbstractContextManager[IndexBuilder]:
        return self.first.rebuilding()

    def status(self) -> EngineStatus:
        """Return the figures of the engine that answers visitors now."""
        if not self.breaker.is_open:
            told = self.first.status()
            if told.is_ready:
                return told
            self.breaker.note_failure(told.problem)
        return self.second.status()

    def _ask(self, question: Callable[[SearchEngine], Answer]) -> Answer:
        if self.breaker.is_open:
            if self.breaker.may_probe():
                self._start(self._probe)
            return question(self.second)
        try:
            answer = question(self.first)
        except QueryRefusedError as problem:
            logger.error("search: %s refused a question: %s", self.name, problem)
        except SearchUnavailableError as problem:
            logger.warning("search: %s does not answer, %s does: %s", self.name, self.second.name, problem)
            self.breaker.note_failure(str(problem))
        else:
            self.breaker.note_answer()
            return answer
        return question(self.second)

    def _probe(self) -> None:
        """See whether the server answers a question like visitors' ones; nobody waits for this."""
        try:
            self.first.search(EngineQuery(text="Amt", language="de", sources=(), moment=datetime.now(UTC)))
        except SearchUnavailableError as problem:
            self.breaker.note_failure(str(problem), is_probe=True)
        else:
            logger.warning("search: %s answers again", self.name)
            self.breaker.note_return()
