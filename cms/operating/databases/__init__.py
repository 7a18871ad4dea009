"""How a database is taken as of one moment, and loaded so that nothing of it goes out again."""

from pathlib import Path
from typing import Protocol

from django.db import connection

from cms.operating.databases.postgresql import Postgresql
from cms.operating.databases.snapshot import Snapshot
from cms.operating.databases.sqlite import Sqlite
from cms.operating.manifest import TableSum

__all__ = ["Database", "Snapshot", "the_database"]


class Database(Protocol):
    """One kind of database."""

    engine: str

    def take(self, into: Path) -> Snapshot:
        """Write everything as of one moment into a folder; people go on writing meanwhile."""

    def load(self, folder: Path, tables: dict[str, TableSum]) -> None:
        """Replace everything by what a back-up holds, all at once or not at all; raise when it differs."""

    def is_damaged(self) -> bool:
        """Return whether it is a file of which not even the beginning can be read; a server's is the server's care."""

    def set_aside(self) -> Path:
        """Put the file of a damaged one beside its place, and return where."""


def the_database() -> Database:
    """Return the database that the settings name."""
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()
