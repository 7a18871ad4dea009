"""Keep the index true: follow the change log, rebuild beside the running index, compare and repair.

The index stores how far in the log it is, in the same transaction as the documents: whatever dies in between, the next
one goes on at the right place. The follower's cursor in the database is moved after it, so that the health page can
tell the lag and the log is not pruned too early.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import astuple
from itertools import islice

from django.db import OperationalError

from matching import changes
from matching.models import Change
from search.documents import SearchDocument, sources
from search.documents.shape import document_id
from search.engines import (
    EngineStatus,
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
    get_engine,
)
from search.engines.base import IndexWriter, LogPosition

logger = logging.getLogger(__name__)

FOLLOWER = "search:embedded"
BATCH_SIZE = 500
CATCH_UP_SIZE = 100  # changes that a visitor's request takes over; more are left to the worker


def follow() -> int:
    """Take over everything new in the change log and return how many lines that were; rebuild where that is needed.

    Safe to run twice and beside others: one process writes, the others find nothing left to do.
    """
    engine = get_engine()
    if _needs_rebuild(engine.position()) or engine.status().has_outgrown_its_vocabulary:
        try:
            return rebuild()
        except RebuildUnderwayError:
            return 0
    n_lines = 0
    with engine.writing():
        while n_new := _advance(engine, limit=BATCH_SIZE):
            n_lines += n_new
        _show_position(engine)
    return n_lines


def catch_up() -> bool:
    """Take over a few new changes before a query is answered; return whether the index is up to date now.

    One query when nothing is new. Never waits for another writer and never fails: what it cannot do, the worker does.
    """
    engine = get_engine()
    try:
        stored = engine.position()
        if stored == astuple(changes.head()):
            return True
        if _needs_rebuild(stored):
            return False
        with engine.writing(wait=False) as is_ours:
            return is_ours and _advance(engine, limit=CATCH_UP_SIZE) < CATCH_UP_SIZE
    except (SearchUnavailableError, OperationalError) as problem:
        logger.warning("search could not catch up: %s", problem)
        return False


def rebuild(report: Callable[[str], None] = lambda _line: None) -> int:
    """Build the index anew beside the one that answers, let it take over, and return how many documents it holds.

    Raises RebuildUnderwayError when another process rebuilds.
    """
    engine = get_engine()
    start = changes.head()  # before loading: what is written meanwhile is applied again at the end
    with engine.rebuilding() as builder:
        for source in sources():
            n_staged = 0
            for batch in _batches(source.load()):
                builder.stage(batch)
                n_staged += len(batch)
            report(f"{source.name}: {n_staged}")
        builder.learn(astuple(start))
        with engine.writing():
            position = start
            while lines := changes.read_after(position, limit=BATCH_SIZE):
                position = _apply(builder, lines)
            builder.activate()
            _show_position(engine)
    return engine.count()


def reconcile(report: Callable[[str], None] = lambda _line: None) -> tuple[int, int]:
    """Compare index and database and repair the index; return how many documents were put in and taken out."""
    engine = get_engine()
    with engine.writing():
        stored = engine.versions()
        n_added = 0
        for source in sources():
            for batch in _batches(source.load()):
                wrong = [document for document in batch if stored.pop(document.id, None) != document.version]
                engine.add(wrong)
                n_added += len(wrong)
        engine.remove(stored.keys())
    report(f"added or replaced: {n_added}, removed: {len(stored)}")
    return n_added, len(stored)


def status() -> EngineStatus:
    """Return the figures of the index in use."""
    return get_engine().status()


def update(writer: IndexWriter, lines: Iterable[Change], position: LogPosition | None = None) -> None:
    """Bring the documents that these changes speak of to the state of the database, in one step."""
    ids_by_kind: dict[changes.Kind, set[str]] = {}
    for line in lines:
        ids_by_kind.setdefault(changes.Kind(line.kind), set()).add(line.object_id)
    documents: list[SearchDocument] = []
    gone: set[str] = set()
    for source in sources():
        affected = set().union(*(source.affected_by(kind, ids) for kind, ids in ids_by_kind.items()))
        if affected:
            loaded = list(source.load(affected))
            documents += loaded
            gone |= {document_id(source.name, object_id) for object_id in affected} - {found.id for found in loaded}
    writer.apply(add=documents, remove=gone, position=position)


def _advance(engine: SearchEngine, *, limit: int) -> int:
    stored = engine.position()
    if stored is None:
        return 0
    lines = changes.read_after(changes.Position(*stored), limit=limit)
    if lines:
        _apply(engine, lines)
    return len(lines)


def _apply(writer: IndexWriter, lines: list[Change]) -> changes.Position:
    position = changes.Position(lines[-1].transaction_id, lines[-1].pk)
    update(writer, lines, astuple(position))
    return position


def _needs_rebuild(stored: LogPosition | None) -> bool:
    """Whether the log cannot bring an index up to date: none there, lines pruned, or another database's index."""
    if stored is None:
        return True
    position = changes.Position(*stored)
    return changes.is_too_old(position) or position > changes.head()


def _show_position(engine: SearchEngine) -> None:
    stored = engine.position()
    if stored is None:
        return
    position = changes.Position(*stored)
    if changes.position_of(FOLLOWER) != position:
        changes.move(FOLLOWER, position)


def _batches(documents: Iterable[SearchDocument]) -> Iterable[list[SearchDocument]]:
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH_SIZE)):
        yield batch
