"""Databases for tests: the migrations run once, every worker and every disturbed test gets a copy."""

import contextlib
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase

REPOSITORY = Path(__file__).resolve().parents[2]
# What an empty database is made of; a change in one of them makes a new template.
INGREDIENTS = ("*/migrations/*.py", "cms/*/migrations/*.py", "cms/settings/*.py", "requirements*.txt")


class Databases(Protocol):
    """One kind of database: how a template is made and copied."""

    def has(self, template: str) -> bool:
        """Return whether the template is complete."""

    def make(self, template: str, fill: Callable[[], None]) -> None:
        """Fill a new database and keep it as a template."""

    def use_copy(self, template: str) -> None:
        """Replace this process's database by a copy of the template."""

    def drop(self) -> None:
        """Delete this process's database."""


class SqliteFiles:
    """Templates and copies are files."""

    def __init__(self, *, templates: Path, own: Path) -> None:
        self._templates = templates
        self._own = own

    def has(self, template: str) -> bool:
        return self._template(template).exists()

    def make(self, template: str, fill: Callable[[], None]) -> None:
        unfinished = self._template(template).with_suffix(".unfinished")
        _remove_sqlite(unfinished)
        _connect_to(str(unfinished))
        fill()
        connections.close_all()  # the last connection to leave merges the write-ahead log into the file
        for old in self._templates.glob(f"{template.partition('-')[0]}-*.sqlite3"):
            old.unlink()
        unfinished.rename(self._template(template))

    def use_copy(self, template: str) -> None:
        connections.close_all()
        _remove_sqlite(self._own)
        shutil.copyfile(self._template(template), self._own)
        _connect_to(str(self._own))

    def drop(self) -> None:
        connections.close_all()
        _remove_sqlite(self._own)

    def _template(self, template: str) -> Path:
        return self._templates / f"{template}.sqlite3"


class PostgresqlDatabases:
    """Templates and copies are databases of one server."""

    def __init__(self, *, own: str) -> None:
        self._own = own

    def has(self, template: str) -> bool:
        return bool(self._ask("SELECT 1 FROM pg_database WHERE datname = %s", template))

    def make(self, template: str, fill: Callable[[], None]) -> None:
        unfinished = f"{template}-unfinished"
        self._do(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)', f'CREATE DATABASE "{unfinished}"')
        _connect_to(unfinished)
        fill()
        connections.close_all()
        self._do(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')

    def use_copy(self, template: str) -> None:
        connections.close_all()
        self.drop()
        self._do(f'CREATE DATABASE "{self._own}" TEMPLATE "{template}"')
        _connect_to(self._own)

    def drop(self) -> None:
        connections.close_all()
        self._do(f'DROP DATABASE IF EXISTS "{self._own}" WITH (FORCE)')

    def _do(self, *statements: str) -> None:
        with connection.creation._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _ask(self, query: str, *values: str) -> list[tuple[object, ...]]:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall()


@contextlib.contextmanager
def migrated_database(*, templates: Path, scratch: Path, worker: str) -> Iterator[None]:
    """Give this process a migrated database of its own, and give it anew to tests that commit."""
    templates.mkdir(parents=True, exist_ok=True)
    own = f"heimathafen-test-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}-{worker}"
    databases: Databases = (
        PostgresqlDatabases(own=own[:60])
        if connection.vendor == "postgresql"
        else SqliteFiles(templates=templates, own=scratch / f"{own}.sqlite3")
    )
    template = f"migrated-{_fingerprint()}"

    def begin_anew(*_test_case: object) -> None:
        with _lock(templates / "lock"):
            databases.use_copy(template)

    with _lock(templates / "lock"):
        if not databases.has(template):
            databases.make(template, _migrate)
    begin_anew()
    # Django would empty all tables instead, which loses what migrations wrote and takes longer than a copy.
    flush, TransactionTestCase._fixture_teardown = TransactionTestCase._fixture_teardown, begin_anew
    try:
        yield
    finally:
        TransactionTestCase._fixture_teardown = flush
        databases.drop()


def _migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    ContentType.objects.clear_cache()


def _connect_to(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def _fingerprint() -> str:
    fingerprint = hashlib.sha256()
    for file in sorted(file for pattern in INGREDIENTS for file in REPOSITORY.glob(pattern)):
        fingerprint.update(str(file.relative_to(REPOSITORY)).encode() + file.read_bytes())
    return fingerprint.hexdigest()[:16]


def _remove_sqlite(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


@contextlib.contextmanager
def _lock(file: Path) -> Iterator[None]:
    """Let one process at a time make or copy templates."""
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
