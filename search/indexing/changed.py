"""From lines of the change log to documents: what has a new text now, and what is gone."""

from collections.abc import Iterable
from dataclasses import astuple
from itertools import islice
from typing import Final

from matching import changes
from matching.models import Change
from search.documents import DocumentSource, SearchDocument, sources
from search.documents.shape import document_id
from search.engines.base import IndexWriter, LogPosition

BATCH_SIZE: Final = 500


def take_over(writer: IndexWriter, lines: list[Change]) -> changes.Position:
    """Bring a writer's documents to the state of the database after these lines; return where they end."""
    position = changes.Position(lines[-1].transaction_id, lines[-1].pk)
    update(writer, lines, astuple(position))
    return position


def update(writer: IndexWriter, lines: Iterable[Change], position: LogPosition | None = None) -> None:
    """Bring the documents that these changes speak of to the state of the database, and then move the position.

    One line may speak of thousands: they are written by the few hundred. Whoever dies in between does it all again.
    """
    documents: list[SearchDocument] = []
    gone: set[str] = set()
    for source, affected in affected_by(lines):
        waiting = iter(sorted(affected))
        while some := list(islice(waiting, BATCH_SIZE)):
            if len(documents) + len(gone) + len(some) > BATCH_SIZE:
                writer.apply(add=documents, remove=gone)
                documents, gone = [], set()
            loaded = list(source.load(some))
            documents += loaded
            gone |= {document_id(source.name, object_id) for object_id in some} - {found.id for found in loaded}
    writer.apply(add=documents, remove=gone, position=position)


def affected_by(lines: Iterable[Change]) -> list[tuple[DocumentSource, set[str]]]:
    """Return by source the objects that have a new document after these changes: one line may speak of thousands."""
    ids_by_kind: dict[changes.Kind, set[str]] = {}
    for line in lines:
        if line.kind not in set(changes.Kind):  # written by a newer version of the portal while this one still runs
            continue
        ids_by_kind.setdefault(changes.Kind(line.kind), set()).add(line.object_id)
    found = (
        (source, set().union(*(source.affected_by(kind, ids) for kind, ids in ids_by_kind.items())))
        for source in sources()
    )
    return [(source, affected) for source, affected in found if affected]


def batches(documents: Iterable[SearchDocument]) -> Iterable[list[SearchDocument]]:
    """Return documents by the few hundred."""
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH_SIZE)):
        yield batch
