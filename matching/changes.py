"""The change log that indexes follow: written with the change itself, read by followers with cursors of their own.

`record()` appends in the caller's transaction, so a change and its line stand or fall together. A follower reads
only lines of finished transactions, ordered by transaction, so that one which commits late is never skipped:
PostgreSQL hands out row numbers before commit, which is why the order is (transaction, row) and the limit is the
oldest transaction of this database still running. SQLite writes one transaction at a time; there the row number is
enough.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from matching.models import Change, Cursor

BATCH_SIZE = 500  # lines read at once
KEPT_FOR = timedelta(days=7)  # a follower that was away longer rebuilds


class Kind(StrEnum):
    """What a line speaks of."""

    OFFER = "offer"
    ORGANIZATION = "organization"
    PROFILE = "profile"
    MENTOR = "mentor"
    PAGE = "page"
    WEIGHTS = "weights"
    REFERENCE = "reference"
    CONTACT = "contact"
    PICTURE = "picture"
    DOCUMENT = "document"  # for download
    PLACE = "place"
    SITE = "site"  # addresses, languages, settings: what every page depends on


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in the log: everything up to it has been read."""

    transaction_id: int = 0
    change_id: int = 0


@dataclass(frozen=True, slots=True)
class Lag:
    """How far a durable follower is behind."""

    follower: str
    n_changes: int
    oldest_seconds: float


def record(kind: Kind, object_ids: Iterable[object]) -> None:
    """Append one line per object to the log, in the transaction that is under way."""
    lines = [str(object_id) for object_id in object_ids]
    if not lines:
        return
    with transaction.atomic():
        transaction_id = _current_transaction_id()
        Change.objects.bulk_create(
            Change(kind=kind, object_id=object_id, transaction_id=transaction_id) for object_id in lines
        )


def head() -> Position:
    """Return the end of the readable log: what a follower that has just loaded everything has seen.

    Take it before loading: lines written meanwhile are then applied again, which does no harm.
    """
    last = _readable().order_by("-transaction_id", "-pk").first()
    return Position(last.transaction_id, last.pk) if last else _latest_pruned()


def read_after(position: Position, *, limit: int = BATCH_SIZE) -> list[Change]:
    """Return the next lines after a position, oldest first."""
    return list(_after(_readable(), position).order_by("transaction_id", "pk")[:limit])


def committed_after(position: Position, *, limit: int = BATCH_SIZE) -> list[Change]:
    """Return the committed lines after a position at once, even where older transactions may still add lines before.

    For followers that only drop what they kept: a line that they see twice does no harm, one that they see late does.
    They move their position by `read_after` all the same, so that they miss none.
    """
    return list(_after(Change.objects.all(), position).order_by("transaction_id", "pk")[:limit])


def is_too_old(position: Position) -> bool:
    """Return whether lines after this position may already have been pruned, so that a follower must rebuild."""
    return position < _latest_pruned()


def follow(follower: str, apply: Callable[[list[Change]], None], *, limit: int = BATCH_SIZE) -> int:
    """Hand the next lines to a durable follower, then move its cursor; return how many there were.

    The cursor moves after `apply` has returned, so a follower that is killed sees the lines again, and two processes
    under one name may see the same ones: `apply` must bear both. No lock is held meanwhile, however long it takes.
    """
    position = position_of(follower) or _introduce(follower)
    changes = read_after(position, limit=limit)
    if changes:
        apply(changes)
        _move_forward(follower, Position(changes[-1].transaction_id, changes[-1].pk))
    return len(changes)


def position_of(follower: str) -> Position | None:
    """Return where a durable follower stands, or nothing when it has never read."""
    cursor = Cursor.objects.filter(follower=follower).first()
    return Position(cursor.transaction_id, cursor.change_id) if cursor else None


def move(follower: str, position: Position) -> None:
    """Set a durable follower's cursor, as after a rebuild."""
    Cursor.objects.update_or_create(
        follower=follower,
        defaults={"transaction_id": position.transaction_id, "change_id": position.change_id},
    )


def lags() -> list[Lag]:
    """Return for each durable follower how many lines wait and how old the oldest is."""
    found = []
    for cursor in Cursor.objects.exclude(follower=_PRUNED).order_by("follower"):
        waiting = _after(Change.objects.all(), Position(cursor.transaction_id, cursor.change_id))
        oldest = waiting.order_by("created_at").first()
        age = (timezone.now() - oldest.created_at).total_seconds() if oldest else 0.0
        found.append(Lag(cursor.follower, waiting.count(), age))
    return found


def prune() -> int:
    """Delete old lines that all durable followers have passed; return how many."""
    cursors = Cursor.objects.exclude(follower=_PRUNED).order_by("transaction_id", "change_id")
    slowest = cursors.first()
    if slowest is None:
        return 0
    passed = Change.objects.filter(
        Q(transaction_id__lt=slowest.transaction_id)
        | Q(transaction_id=slowest.transaction_id, pk__lte=slowest.change_id),
        created_at__lt=timezone.now() - KEPT_FOR,
    ).order_by("-transaction_id", "-pk")
    last = passed.first()
    if last is None:
        return 0
    with transaction.atomic():
        move(_PRUNED, Position(last.transaction_id, last.pk))
        return Change.objects.filter(pk__in=list(passed.values_list("pk", flat=True))).delete()[0]


def _introduce(follower: str) -> Position:
    """Give a new follower a cursor at the beginning, so that nothing is pruned before it has read."""
    Cursor.objects.get_or_create(follower=follower)
    return Position()


def _move_forward(follower: str, position: Position) -> None:
    """Move a cursor unless another process has already moved it further."""
    Cursor.objects.filter(
        Q(transaction_id__lt=position.transaction_id)
        | Q(transaction_id=position.transaction_id, change_id__lt=position.change_id),
        follower=follower,
    ).update(transaction_id=position.transaction_id, change_id=position.change_id, updated_at=timezone.now())


_PRUNED = "(pruned)"


def _latest_pruned() -> Position:
    return position_of(_PRUNED) or Position()


def _after(changes: QuerySet[Change], position: Position) -> QuerySet[Change]:
    return changes.filter(
        Q(transaction_id__gt=position.transaction_id)
        | Q(transaction_id=position.transaction_id, pk__gt=position.change_id)
    )


def _readable() -> QuerySet[Change]:
    """Lines of transactions that are finished, and before which none of this database is still running."""
    return Change.objects.filter(transaction_id__lt=_oldest_running()) if _is_postgresql() else Change.objects.all()


def _oldest_running() -> int:
    """Return the oldest transaction that may still write a line.

    The server counts the transactions of all its databases together; those that run elsewhere hold no line of ours.
    They are looked up first: whatever begins between the two looks counts as ours, so the limit never goes back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT backend_xid::text FROM pg_stat_activity"
            " WHERE datname <> current_database() AND backend_xid IS NOT NULL"
        )
        elsewhere = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            "SELECT coalesce(min(running::text::bigint), pg_snapshot_xmax(pg_current_snapshot())::text::bigint)"
            " FROM pg_snapshot_xip(pg_current_snapshot()) AS running WHERE running::xid::text <> ALL(%s::text[])",
            [elsewhere],
        )
        return int(cursor.fetchone()[0])


def _current_transaction_id() -> int:
    if not _is_postgresql():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
