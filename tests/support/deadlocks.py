"""A real deadlock on PostgreSQL: two connections take the same two locks, each the other's first; we lose."""

import threading

import psycopg
from django.db import connection, transaction

from tests.support.processes import database_url, wait_until

OURS, THEIRS = 1, 2
TAKE = "SELECT pg_advisory_xact_lock({})"
IS_WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND pid = %s"


class Deadlock:
    """Meets whoever calls `run()` for the first time; the next ones find nobody in their way."""

    def __init__(self, *, n_meetings: int = 1) -> None:
        self.n_runs = 0
        self._n_meetings = n_meetings

    def run(self) -> None:
        """Take our lock, then the other's, in one transaction with what the caller has done in it."""
        self.n_runs += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(TAKE.format(OURS))
            if self.n_runs <= self._n_meetings:
                self._be_met(cursor)
            cursor.execute(TAKE.format(THEIRS))

    def _be_met(self, cursor: object) -> None:
        """Let somebody else hold their lock and wait for ours; they never look for a deadlock, so we are ended."""
        other = psycopg.connect(database_url())
        other.execute("SET deadlock_timeout = '10min'")
        other.execute(TAKE.format(THEIRS))

        def wait_for_ours() -> None:
            with other:  # commits and closes
                other.execute(TAKE.format(OURS))

        threading.Thread(target=wait_for_ours).start()

        def is_waiting() -> bool:
            cursor.execute(IS_WAITING, [other.info.backend_pid])
            return cursor.fetchone() == (1,)

        wait_until(is_waiting, what="the other waits for our lock")
