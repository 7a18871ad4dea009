"""Rows of the audit log, and the ways of somebody who owns the database."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from cms.audit import triggers
from cms.audit.models import Action, Entry
from cms.audit.services import record_event, seal_entries

REFUSED = triggers.REFUSED


def entries(n: int) -> list[Entry]:
    """Record and seal some events."""
    made = [record_event(Action.PUBLISHED, object_kind="welcome.articlepage", object_id=number) for number in range(n)]
    seal_entries()
    return [Entry.objects.get(pk=one.pk) for one in made]


def execute(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def without_triggers(statement: str) -> None:
    """Change something as whoever owns the database could."""
    with connection.schema_editor() as editor:
        triggers.uninstall(None, editor)
        editor.execute(statement, params=None)
        triggers.install(None, editor)


def aged(days: int, made: list[Entry]) -> None:
    """Make rows older, and seal them anew as if they had been written then."""
    moment = timezone.now() - timedelta(days=days)
    keys = ", ".join(str(one.pk) for one in made)
    without_triggers(
        f"UPDATE audit_entry SET created_at = '{moment:%Y-%m-%d %H:%M:%S}', position = NULL, digest = ''"
        f" WHERE id IN ({keys})"
    )
    seal_entries()
