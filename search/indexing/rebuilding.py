"""Builds copies of the index anew beside the ones that answer, while writes go on."""

from collections.abc import Callable
from dataclasses import astuple
from typing import Final

from matching import changes
from search.documents import sources
from search.engines import (
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
    index_copies,
)
from search.indexing.changed import BATCH_SIZE, batches, take_over

REPORTED_EVERY: Final = 10 * BATCH_SIZE  # documents

Report = Callable[[str], None]


def say_nothing(_line: str) -> None:
    """Report to nobody."""


def rebuild(report: Report = say_nothing, *, copies: tuple[SearchEngine, ...] = ()) -> int:
    """Build copies (all by default) anew and return how many documents the last one holds.

    Raises RebuildUnderwayError when another process rebuilds, SearchUnavailableError when a copy is out of reach; the
    other copies are built all the same.
    """
    n_documents = 0
    problem: Exception | None = None
    for copy in copies or index_copies():
        try:
            n_documents = rebuild_copy(copy, report)
        except (RebuildUnderwayError, SearchUnavailableError) as error:
            report(f"{copy.name}: {error or 'another process is rebuilding it'}")
            problem = problem or error
    if problem:
        raise problem
    return n_documents


def rebuild_copy(copy: SearchEngine, report: Report = say_nothing) -> int:
    """Build one copy anew beside the one that answers, let it take over, and return how many documents it holds."""
    start = changes.head()  # before loading: what is written meanwhile is applied again at the end
    with copy.rebuilding() as builder:
        n_all = 0
        for source in sources():
            n_staged = 0
            for batch in batches(source.load()):
                builder.stage(batch)
                n_staged += len(batch)
                if n_staged % REPORTED_EVERY == 0:
                    report(f"{copy.name}: {source.name} {n_staged} …")
            report(f"{copy.name}: {source.name} {n_staged}")
            n_all += n_staged
        report(f"{copy.name}: indexing {n_all} documents …")
        builder.learn(astuple(start))
        with copy.writing():
            position = start
            while lines := changes.read_after(position, limit=BATCH_SIZE):
                position = take_over(builder, lines)
            builder.activate()
        changes.move(copy.follower, position)
    return copy.count()
