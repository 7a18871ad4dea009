"""Places where a portal lies: a folder and a database of its own, looked into from outside."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection

from cms.operating.databases import sqlite
from cms.operating.databases.postgresql import SETTINGS, SUM, TABLES
from cms.operating.manifest import FileSum, TableSum, sum_folder
from tests.support.processes import Portal, Process, database_url


@dataclass
class Place(Portal):
    """A portal that tests back up, restore and look into."""

    @property
    def database_url(self) -> str:
        """The address of its database."""
        return self.environment["DATABASE_URL"]

    @property
    def backups(self) -> list[Path]:
        """The complete back-ups, oldest first."""
        return sorted(path.parent for path in self.folder.glob("backups/2*/manifest.json"))

    def manage(self, *command: str) -> str:
        """Run one of the portal's commands to its end and return what it said."""
        return self.run("manage.py", *command)

    def variables(self) -> dict[str, str]:
        """Return the environment of its programs."""
        return self._variables({})

    def begin(self, *command: str) -> Process:
        """Start a module or one of the portal's commands."""
        return self.start([sys.executable, *command])

    def start(self, command: list[str]) -> Process:
        """Start any program with the variables of the place."""
        process = Process(command, environment=self.variables(), log=self._log("program"))
        self._running.append(process)
        return process

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Read from its database."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.partition("://")[2][1:] or ":memory:")) as database:
                return database.execute(query).fetchall()
        with psycopg.connect(self.database_url) as database:
            return database.execute(query).fetchall()

    def table_sums(self) -> dict[str, TableSum]:
        """Return rows and checksum of every table."""
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.partition("://")[2][1:])) as database:
                return sqlite.table_sums(database)
        with psycopg.connect(self.database_url) as database:
            database.execute(SETTINGS)
            names = [name for (name,) in database.execute(TABLES).fetchall()]
            return {name: TableSum(*database.execute(SUM.format(table=name)).fetchone()) for name in names}

    def sum_of_first(self, n_rows: int, table: str) -> TableSum:
        """Return rows and checksum of the first rows of a table, as if it held no others."""
        first = f'(SELECT * FROM "{table}" ORDER BY id LIMIT {n_rows})'
        if self.database_url.startswith("sqlite"):
            with closing(sqlite3.connect(self.database_url.partition("://")[2][1:])) as database:
                database.execute(f"CREATE TEMP VIEW first_rows AS SELECT * FROM {first}")
                return sqlite._sum(database, "first_rows")
        with psycopg.connect(self.database_url) as database:
            database.execute(SETTINGS)
            query = SUM.format(table=table).replace(f'public."{table}"', first)
            return TableSum(*database.execute(query).fetchone())

    def media_sums(self) -> dict[str, FileSum]:
        """Return the checksums of its uploaded files."""
        return sum_folder(self.folder / "media")


def the_tests_place(folder: Path) -> Place:
    """Return the place whose database is that of the test."""
    return Place(folder, {"DATABASE_URL": database_url()})


@contextmanager
def empty_place(folder: Path) -> Iterator[Place]:
    """Give a new folder and an empty database; both are gone afterwards."""
    folder.mkdir()
    if connection.vendor == "sqlite":
        place = Place(folder, {"DATABASE_URL": f"sqlite:///{folder / 'portal.sqlite3'}"})
        yield place
        place.end()
        return
    name = f"heimathafen-empty-{folder.parent.name[-20:]}-{folder.name}"[:60]
    _at_the_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    place = Place(folder, {"DATABASE_URL": database_url().rpartition("/")[0] + f"/{name}"})
    yield place
    place.end()
    _at_the_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _at_the_server(*statements: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
