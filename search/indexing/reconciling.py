"""Compares copies of the index with the database, text by text, and repairs them; what is right is left alone.

Comparing takes no lock: what looks wrong is loaded once more with the writing lock held, compared again and only then
written, so that pages that were published meanwhile are never taken for damage.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from search.documents import UnknownSourceError, source_named, sources
from search.engines import SearchEngine, SearchUnavailableError, index_copies
from search.indexing.changed import BATCH_SIZE, batches
from search.indexing.rebuilding import Report, rebuild_copy, say_nothing

MOST_ATTEMPTS: Final = 2


def reconcile(report: Report = say_nothing) -> tuple[int, int]:
    """Compare all copies with the database and repair them; return how many documents were put in and taken out.

    Raises SearchUnavailableError when a copy is out of reach, after the others.
    """
    n_added = n_removed = 0
    problem: SearchUnavailableError | None = None
    for copy in index_copies():
        try:
            added, removed = _reconcile(copy)
        except SearchUnavailableError as error:
            report(f"{copy.name}: {error}")
            problem = problem or error
            continue
        report(f"{copy.name}: added or replaced: {added}, removed: {removed}")
        n_added, n_removed = n_added + added, n_removed + removed
    if problem:
        raise problem
    return n_added, n_removed


def _reconcile(copy: SearchEngine) -> tuple[int, int]:
    wrong = _wrong(copy)
    n_added = n_removed = 0
    for name, object_ids in wrong.items():
        for start in range(0, len(object_ids), BATCH_SIZE):
            added, removed = _repair(copy, name, object_ids[start : start + BATCH_SIZE])
            n_added, n_removed = n_added + added, n_removed + removed
    if n_added and _wrong(copy, only=wrong):
        # A damaged version number keeps the right text out; a new index has none.
        rebuild_copy(copy)
    return n_added, n_removed


def _wrong(copy: SearchEngine, *, only: dict[str, list[str]] | None = None) -> dict[str, list[str]]:
    """Return which objects seem to be missing, different or left over, by source."""
    wrong: defaultdict[str, list[str]] = defaultdict(list)
    left_over = set() if only else set(copy.versions())
    for source in sources():
        if only and source.name not in only:
            continue
        for batch in batches(source.load(only[source.name] if only else None)):
            different = copy.differing(batch)
            for document in batch:
                left_over.discard(document.id)
                if document.id in different:
                    wrong[source.name].append(document.object_id)
    for document_id in left_over:
        name, _sign, object_id = document_id.partition(":")
        wrong[name].append(object_id)
    return dict(wrong)


def _repair(copy: SearchEngine, name: str, object_ids: Collection[str]) -> tuple[int, int]:
    with copy.writing():
        try:
            fresh = list(source_named(name).load(object_ids))
        except UnknownSourceError:
            fresh = []
        different = copy.differing(fresh)
        gone = _ids(name, object_ids) - {document.id for document in fresh}
        there = copy.fetch(gone).keys()
        add = [document for document in fresh if document.id in different]
        copy.apply(add=add, remove={*there, *different})
    return len(add), len(there)


def _ids(name: str, object_ids: Iterable[str]) -> set[str]:
    return {f"{name}:{object_id}" for object_id in object_ids}
