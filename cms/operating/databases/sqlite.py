"""SQLite: taken with its online back-up, loaded beside the old file and exchanged at once."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.db import connection, connections

from cms.operating.databases import harmless
from cms.operating.databases.snapshot import Snapshot, describe
from cms.operating.errors import DISK_FULL, OperatingError, UnreadableError
from cms.operating.manifest import TableSum

WAIT_SECONDS = 30.0
WORD_BYTES = 8
_SUFFIXES = ("", "-wal", "-shm", "-journal")
_BROKEN = {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}


class Sqlite:
    """One file."""

    engine = "sqlite"
    file_name = "database.sqlite3"

    def take(self, into: Path) -> Snapshot:
        """Copy all pages in one go: writers wait or write beside it, and the copy is of one moment."""
        target = into / self.file_name
        with _said_clearly(), closing(_open(_place())) as source, closing(_open(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
            return _describe(copy)

    def load(self, folder: Path, tables: dict[str, TableSum]) -> None:
        """Prepare the file beside its place, then exchange the two."""
        connections.close_all()
        place = Path(_place())
        place.parent.mkdir(parents=True, exist_ok=True)
        prepared = place.with_name(f"{place.name}.restoring")
        _remove(prepared)
        shutil.copyfile(folder / self.file_name, prepared)
        with _said_clearly(), closing(_open(prepared)) as copy:
            differing = sorted(name for name, one in table_sums(copy).items() if tables.get(name) != one)
            if differing:
                raise OperatingError(f"The loaded tables differ from the back-up: {', '.join(differing)}.")
            with copy:
                for statement in harmless.statements(tables):
                    copy.execute(statement)
        with prepared.open("rb") as file:
            os.fsync(file.fileno())
        # The old log must be gone before the new file has the name: SQLite would write it into the new file.
        _remove(place)
        os.replace(prepared, place)

    def is_damaged(self) -> bool:
        """Return whether the file is none of a database, or too broken to say which tables it has."""
        try:
            with closing(_open(_place())) as database:
                database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.DatabaseError as error:
            return error.sqlite_errorcode in _BROKEN
        return False

    def set_aside(self) -> Path:
        """Rename the file, and its log, which would be written into the next file of that name."""
        connections.close_all()
        place = Path(_place())
        names = (f"{place.name}.damaged{number}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
        kept = next(free for name in names if not (free := place.with_name(name)).exists())
        for suffix in reversed(_SUFFIXES):
            with suppress(FileNotFoundError):
                place.with_name(place.name + suffix).replace(kept.with_name(kept.name + suffix))
        return kept


def table_sums(database: sqlite3.Connection) -> dict[str, TableSum]:
    """Return rows and checksum of every table; a virtual one is counted in the tables that it keeps itself in."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return {name: _sum(database, name) for (name,) in database.execute(query).fetchall()}


def _sum(database: sqlite3.Connection, table: str) -> TableSum:
    n_rows, total = 0, 0
    for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name from the database itself
        n_rows += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:WORD_BYTES])
    return TableSum(n_rows, str(total))


def _describe(database: sqlite3.Connection) -> Snapshot:
    return describe(
        rows=database.execute,
        tables=table_sums(database),
        columns=lambda table: {row[1] for row in database.execute(f'PRAGMA table_info("{table}")')},
    )


def _place() -> str:
    return str(connection.settings_dict["NAME"])


def _open(place: Path | str) -> sqlite3.Connection:
    # A database of a test may be named by an address instead of a file.
    return sqlite3.connect(place, timeout=WAIT_SECONDS, uri=str(place).startswith("file:"))


def _remove(place: Path) -> None:
    for suffix in _SUFFIXES:
        place.with_name(place.name + suffix).unlink(missing_ok=True)


@contextmanager
def _said_clearly() -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise OperatingError(DISK_FULL) from error
        raise UnreadableError(f"The database cannot be read or written: {error}.") from error
