"""The wire to Elasticsearch: one client per process, a budget of time per question, one sort of trouble for callers."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from search.engines.base import SearchUnavailableError
from search.engines.fallback import QueryRefusedError

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

NOT_FOUND = 404
REFUSALS = {400, 413}  # of one request; what others may do is not touched

Reply = Mapping[str, Any]
Call = Callable[["Elasticsearch"], Any]


class NothingThereError(SearchUnavailableError):
    """The server answers, and what was asked for does not exist there."""


class Budget:
    """The seconds that one question may take, over all of its requests."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._deadline = clock() + seconds

    @property
    def seconds_left(self) -> float:
        """What is left; raises SearchUnavailableError when that is nothing."""
        left = self._deadline - self._clock()
        if left <= 0:
            raise SearchUnavailableError("Elasticsearch: the time for an answer is over")
        return left


@dataclass(slots=True)
class Cluster:
    """Where the server is, and how long we wait for it."""

    address: str
    timeout_seconds: float = 1.0
    indexing_timeout_seconds: float = 30.0
    api_key: str = ""
    ca_certs: str = ""
    clock: Callable[[], float] = time.monotonic
    _clients: "dict[int, Elasticsearch]" = field(default_factory=dict, repr=False)

    def budget(self, share: float = 1.0) -> Budget:
        """Return the time that a visitor's question may take."""
        return Budget(self.timeout_seconds * share, self.clock)

    def ask(self, call: Call, *, seconds: float | None = None) -> Reply:
        """Make a request and return its answer; raises SearchUnavailableError, or a sort of it, for every trouble."""
        with _speaking_of_elasticsearch():
            answer = call(self._client().options(request_timeout=seconds or self.indexing_timeout_seconds))
            body = getattr(answer, "body", answer)
        if not isinstance(body, dict | bool):
            raise SearchUnavailableError("Elasticsearch: the answer is not one of Elasticsearch's")
        return body if isinstance(body, dict) else {"is": body}

    def _client(self) -> "Elasticsearch":
        process = os.getpid()  # connections must not be shared with forks
        client = self._clients.get(process)
        if client is None:
            from search.engines.elasticsearch.punctual import client_of

            client = client_of(self.address, api_key=self.api_key, ca_certs=self.ca_certs)
            self._clients.clear()
            self._clients[process] = client
        return client


@contextmanager
def reading_an_answer() -> Iterator[None]:
    """Let an answer that is shaped like none of Elasticsearch's be trouble like any other."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise SearchUnavailableError(f"Elasticsearch: the answer makes no sense ({type(error).__name__})") from error


@contextmanager
def _speaking_of_elasticsearch() -> Iterator[None]:
    from search.engines.elasticsearch.punctual import (
        ApiError,
        NotConnectedError,
        TransportError,
        UnsupportedProductError,
    )

    try:
        yield
    except UnsupportedProductError as error:
        raise SearchUnavailableError("Elasticsearch: another sort of server answers") from error
    except ApiError as error:
        raise _trouble_for(error.status_code)(f"Elasticsearch: {error.status_code} {error.message}") from error
    except TransportError as error:
        # What the message quotes of an answer or a question does not belong into logs.
        where = f": {error.message}" if isinstance(error, NotConnectedError) else ""
        raise SearchUnavailableError(f"Elasticsearch: {type(error).__name__}{where}") from error
    except (TypeError, AttributeError, ValueError) as error:  # the client stumbles over bodies that it cannot read
        raise SearchUnavailableError(f"Elasticsearch: the answer cannot be read ({type(error).__name__})") from error


def _trouble_for(status: int) -> type[SearchUnavailableError]:
    if status == NOT_FOUND:
        return NothingThereError
    return QueryRefusedError if status in REFUSALS else SearchUnavailableError
