"""What a database held at one moment, as far as others need to know."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from cms.operating.manifest import TableSum

Rows = Callable[[str], Iterable[tuple[object, ...]]]
"""Runs a query that reads."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Sums of all tables, the migrations that made them, and the uploaded files that rows name."""

    tables: dict[str, TableSum]
    migrations: list[str]
    files: set[str]


def describe(*, rows: Rows, tables: dict[str, TableSum], columns: Callable[[str], set[str]]) -> Snapshot:
    """Read migrations and file names; the code may be newer or older than the tables."""
    migrations = []
    if "django_migrations" in tables:
        migrations = [f"{app}.{name}" for app, name in rows("SELECT app, name FROM django_migrations ORDER BY id")]
    files: set[str] = set()
    for table, column in _file_columns():
        if table in tables and column in columns(table):
            query = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\''  # noqa: S608 - names of ours
            files.update(str(name) for (name,) in rows(query))
    return Snapshot(tables=tables, migrations=migrations, files=files)


def _file_columns() -> set[tuple[str, str]]:
    return {
        (model._meta.db_table, field.column)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.FileField) and field.column
    }
