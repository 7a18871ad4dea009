"""What is changed in a loaded database before anybody can use it: nothing old may go out or go on.

The statements run in the transaction that loads, so that no moment exists in which a worker could send.
"""

from collections.abc import Container, Iterator

from django.conf import settings
from django.contrib.sessions.models import Session

from cms.core.models import Heartbeat
from cms.mailing.models import OutboxMail
from matching.models import Change, Cursor

CACHE_TABLES = {"cache_entries"}


def statements(tables: Container[str]) -> Iterator[str]:
    """Return the statements for those tables that the back-up holds."""
    outbox, states = OutboxMail._meta.db_table, OutboxMail.State
    if outbox in tables:
        # Who was written to after the back-up has the mail already; an administrator decides about these.
        yield (
            f"UPDATE {outbox} SET state = '{states.HELD.value}', leased_until = NULL"  # noqa: S608 - words of ours
            f" WHERE state = '{states.WAITING.value}'"
        )
    # Log-ins of then are over. The change log counts transactions of another server, and its followers build anew.
    emptied = [model._meta.db_table for model in (Session, Change, Cursor, Heartbeat)]
    for table in (*emptied, *sorted(_cache_tables())):
        if table in tables:
            yield f"DELETE FROM {table}"  # noqa: S608 - names of ours


def _cache_tables() -> set[str]:
    named = {str(cache.get("LOCATION", "")) for cache in settings.CACHES.values() if "Database" in cache["BACKEND"]}
    return CACHE_TABLES | named
