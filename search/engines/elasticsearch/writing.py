"""Puts documents into an index and takes them out, so that late news never replaces newer text."""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Final

from search.engines.base import SearchUnavailableError
from search.engines.elasticsearch.cluster import Cluster, Reply, reading_an_answer
from search.engines.fallback import QueryRefusedError

logger = logging.getLogger(__name__)

BATCH_SIZE: Final = 500  # documents in one request
BATCH_CHARACTERS: Final = 5_000_000  # of analyzed text in one request
CONFLICT, NOT_FOUND, TOO_MANY, SERVER_ERRORS, SUCCESS = 409, 404, 429, 500, 300

Operation = tuple[Mapping[str, Any], Mapping[str, Any] | None]
"""An action and, unless it is a deletion, what is stored."""


def putting(document_id: str, version: int, source: Mapping[str, Any]) -> Operation:
    """Return the operation that stores a document unless the index holds a newer version."""
    return {"index": {"_id": document_id, "version": version, "version_type": "external_gte"}}, source


def removing(cluster: Cluster, index: str, document_ids: Collection[str]) -> Iterator[Operation]:
    """Return the operations that take documents out.

    A deletion carries the version of what it deletes: the same text may come back at once, an older one not.
    """
    ids = list(dict.fromkeys(document_ids))
    for start in range(0, len(ids), BATCH_SIZE):
        batch = ids[start : start + BATCH_SIZE]
        for document_id, version in _held(cluster, index, batch):
            yield {"delete": {"_id": document_id, "version": version, "version_type": "external_gte"}}, None


def write(cluster: Cluster, index: str, operations: Iterable[Operation], *, refresh: bool) -> None:
    """Carry operations out; raises SearchUnavailableError when some could not be, and may be another time."""
    for batch in _batches(operations):
        _write(cluster, index, batch, refresh=refresh)


def _held(cluster: Cluster, index: str, document_ids: list[str]) -> list[tuple[str, int]]:
    """Return the versions of those that are there."""
    answer = cluster.ask(lambda client: client.mget(index=index, ids=document_ids, source=False))
    with reading_an_answer():
        return [(one["_id"], one["_version"]) for one in answer["docs"] if one.get("found")]


def _write(cluster: Cluster, index: str, batch: list[Operation], *, refresh: bool) -> None:
    lines = [line for operation in batch for line in operation if line is not None]
    try:
        answer = cluster.ask(lambda client: client.bulk(index=index, operations=lines, refresh=refresh))
    except QueryRefusedError as refusal:
        # Too large as a whole, or refused for the sake of one: the others must not suffer.
        if len(batch) == 1:
            logger.error("Elasticsearch refuses %s: %s", _id_of(batch[0]), refusal)
            return
        middle = len(batch) // 2
        for half in (batch[:middle], batch[middle:]):
            _write(cluster, index, half, refresh=refresh)
        return
    with reading_an_answer():
        _check(answer, len(batch))


def _id_of(operation: Operation) -> object:
    return next(iter(operation[0].values()))["_id"]


def _check(answer: Reply, n_expected: int) -> None:
    outcomes = [outcome for item in answer["items"] for outcome in item.values()]
    if len(outcomes) != n_expected:
        raise SearchUnavailableError("Elasticsearch: half an answer; what was written is not known")
    postponed = []
    for outcome in outcomes:
        status = int(outcome["status"])
        if status < SUCCESS or status in {CONFLICT, NOT_FOUND}:  # a conflict: the index holds a newer version
            continue
        if status == TOO_MANY or status >= SERVER_ERRORS:
            postponed.append(outcome)
        else:  # it would be refused again; one document must not hold all others up
            logger.error("Elasticsearch refuses %s: %s", outcome["_id"], outcome.get("error", {}).get("type"))
    if postponed:
        raise SearchUnavailableError(
            f"Elasticsearch: {len(postponed)} of {n_expected} documents were not written ({postponed[0]['status']})"
        )


def _batches(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    waiting = iter(operations)
    while batch := list(islice(waiting, BATCH_SIZE)):
        yield from _by_size(batch)


def _by_size(batch: list[Operation]) -> Iterator[list[Operation]]:
    part: list[Operation] = []
    n_characters = 0
    for operation in batch:
        size = sum(len(value) for value in (operation[1] or {}).values() if isinstance(value, str))
        if part and n_characters + size > BATCH_CHARACTERS:
            yield part
            part, n_characters = [], 0
        part.append(operation)
        n_characters += size
    if part:
        yield part
