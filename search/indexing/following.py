"""Takes new lines of the change log over into every copy of the index, each at its own pace."""

import logging
from dataclasses import astuple
from typing import Final

from django.db import OperationalError

from matching import changes
from matching.models import Cursor
from search.engines import (
    RebuildUnderwayError,
    SearchEngine,
    SearchUnavailableError,
    index_copies,
)
from search.engines.base import FOLLOWERS, LogPosition
from search.indexing.changed import BATCH_SIZE, affected_by, take_over
from search.indexing.rebuilding import rebuild_copy

logger = logging.getLogger(__name__)

CATCH_UP_SIZE: Final = 100  # changes that a visitor's request takes over; more are left to the worker
CATCH_UP_DOCUMENTS: Final = 200  # that these may touch: a section that is renamed touches all pages below it


def follow() -> int:
    """Take over everything new into every copy and return how many lines that were; rebuild where that is needed.

    Safe to run twice and beside others: one process writes, the others find nothing left to do. A copy that is out of
    reach holds up no other one; it takes the lines over when it is back.
    """
    copies = index_copies()
    _forget_others(copies)
    return sum(_follow(copy) for copy in copies)


def catch_up() -> bool:
    """Take a few new changes over before a query is answered; return whether nothing is left to do for the worker.

    One query when nothing is new. Touches the copy on this machine only, never waits for another writer and never
    fails: what it cannot do, the worker does.
    """
    here, *others = index_copies()
    try:
        stored = here.position()
        if stored == astuple(changes.head()):
            return True
        if needs_rebuild(stored):
            return False
        with here.writing(wait=False) as is_ours:
            is_done = is_ours and _take_a_few(here)
    except (SearchUnavailableError, OperationalError) as problem:
        logger.warning("search could not catch up: %s", problem)
        return False
    return is_done and not others


def needs_rebuild(stored: LogPosition | None) -> bool:
    """Return whether the log cannot bring an index up to date: none there, lines pruned, or another database's."""
    if stored is None:
        return True
    position = changes.Position(*stored)
    return changes.is_too_old(position) or position > changes.head()


def _follow(copy: SearchEngine) -> int:
    try:
        # First, and with the patience of a question: who does not answer this is not asked to write.
        stored = copy.position()
        if needs_rebuild(stored) or copy.status().has_outgrown_its_vocabulary:
            return rebuild_copy(copy)
        return _read_to_the_end(copy)
    except RebuildUnderwayError:
        return 0
    except SearchUnavailableError as problem:
        logger.warning("search: %s is behind and will catch up: %s", copy.name, problem)
        return 0


def _read_to_the_end(copy: SearchEngine) -> int:
    n_lines = 0
    if copy.position() != astuple(changes.head()):
        with copy.writing():
            while n_new := _advance(copy, limit=BATCH_SIZE):
                n_lines += n_new
    _show_position(copy)
    return n_lines


def _take_a_few(copy: SearchEngine) -> bool:
    """Take over what costs a visitor no time worth speaking of; return whether nothing is left."""
    stored = copy.position()
    if stored is None:
        return False
    lines = changes.read_after(changes.Position(*stored), limit=CATCH_UP_SIZE)
    if sum(len(affected) for _source, affected in affected_by(lines)) > CATCH_UP_DOCUMENTS:
        return False
    if lines:
        take_over(copy, lines)
    return len(lines) < CATCH_UP_SIZE


def _advance(copy: SearchEngine, *, limit: int) -> int:
    stored = copy.position()
    if stored is None:
        return 0
    lines = changes.read_after(changes.Position(*stored), limit=limit)
    if lines:
        take_over(copy, lines)
    return len(lines)


def _show_position(copy: SearchEngine) -> None:
    stored = copy.position()
    if stored is None:
        return
    position = changes.Position(*stored)
    if changes.position_of(copy.follower) != position:
        changes.move(copy.follower, position)


def _forget_others(copies: tuple[SearchEngine, ...]) -> None:
    """Drop the cursors of copies that are no longer kept: they would hold the log back for ever."""
    kept = [copy.follower for copy in copies]
    Cursor.objects.filter(follower__startswith=FOLLOWERS).exclude(follower__in=kept).delete()
