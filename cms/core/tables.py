"""Do the tables fit the code? Newer code was fetched, and a process begins before `make upgrade` has run."""

import logging
import threading
import time

from django.db import DatabaseError, connection
from django.db.migrations.exceptions import BadMigrationError, NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor

SECONDS_BETWEEN_LOOKS = 2.0

_logger = logging.getLogger(__name__)


class Tables:
    """What a process knows of them: once they fit they keep fitting, since an upgrade only makes them newer."""

    def __init__(self) -> None:
        self._are_watched = False
        self._are_old = False
        self._look_again_at = 0.0
        self._looking = threading.Lock()

    def watch(self) -> None:
        """Begin to look. Only web servers do: commands are what makes tables new."""
        self._are_watched = True

    def are_old(self) -> bool:
        """Say whether a migration of this code is missing; a database that does not answer is no old one."""
        if self._is_time_to_look():
            with self._looking:
                if self._is_time_to_look():  # nobody else has looked meanwhile
                    self._look()
        return self._are_old

    def _is_time_to_look(self) -> bool:
        return self._are_watched and time.monotonic() >= self._look_again_at

    def _look(self) -> None:
        try:
            missing = missing_migrations()
        except DatabaseError:
            return  # the page says so itself
        finally:
            self._look_again_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
        if missing and not self._are_old:
            _logger.error("The tables are older than the code, visitors wait: make upgrade (%s)", ", ".join(missing))
        self._are_watched = self._are_old = bool(missing)


def missing_migrations() -> list[str]:
    """Return the names of this code's migrations that the tables lack, or what keeps them from being read.

    Raises DatabaseError when the database does not answer.
    """
    try:
        executor = MigrationExecutor(connection)
    except (BadMigrationError, NodeNotFoundError) as error:  # half of the newer code, or the packages of before
        return [str(error)]
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _is_backwards in plan]


tables = Tables()
"""Those of this process."""
