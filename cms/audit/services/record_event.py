"""Record an event in the transaction that makes it, so that both stand or fall together."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from cms.audit.models import Action, Entry
from cms.audit.services.seal_entries import seal_entries

SEALED_AT_ONCE = 50  # rows; whoever deletes a large part of the tree does not wait for the chain, the worker goes on
PER_HOUR = 30  # rows of one kind by one person, where somebody else decides how often something happens


def record_event(
    action: Action,
    *,
    actor: Any = None,
    object_kind: str = "",
    object_id: object = "",
    detail: dict[str, Any] | None = None,
    removed_until: int | None = None,
) -> Entry:
    """Add a row; without an actor it is whoever works at the desk just now.

    No lock is taken here: the place in the chain is filled in right after the transaction, or by the worker.
    """
    actor = actor if actor is not None else get_active_log_context().user
    entry = Entry.objects.create(
        action=action,
        actor=_pseudonym(actor),
        object_kind=object_kind,
        object_id=str(object_id),
        detail=detail or {},
        removed_until=removed_until,
    )
    if not any(waiting[1] is _seal_soon for waiting in connection.run_on_commit):
        # Whoever works goes on working, even when the chain cannot be written now; the worker seals what waits.
        transaction.on_commit(_seal_soon, robust=True)
    return entry


def _seal_soon() -> None:
    seal_entries(at_most=SEALED_AT_ONCE)


def record_sparingly(
    action: Action, *, actor: Any, object_kind: str, detail: dict[str, Any] | None = None, each_time: bool = False
) -> Entry | None:
    """Add a row unless this hour holds many of the kind by this person, or one about the same: nobody fills the table.

    With `each_time` only the number counts.
    """
    since = timezone.now() - timedelta(hours=1)
    recent = Entry.objects.filter(action=action, actor=_pseudonym(actor), created_at__gt=since)
    kinds = list(recent.order_by("-created_at").values_list("object_kind", flat=True)[:PER_HOUR])
    if len(kinds) >= PER_HOUR or (object_kind in kinds and not each_time):
        return None
    return record_event(action, actor=actor, object_kind=object_kind, detail=detail)


def _pseudonym(actor: Any) -> UUID | None:
    return getattr(actor, "public_id", None)
