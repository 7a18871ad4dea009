"""The database itself refuses whatever is no new row."""

import pytest
from django.db import DatabaseError, connection

from cms.audit import triggers
from cms.audit.models import Action, Entry
from tests.cms.audit.rows import entries, execute

transactional = pytest.mark.django_db(transaction=True)
REFUSED = triggers.REFUSED


@transactional
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'log-in'",
        "UPDATE audit_entry SET digest = '', position = NULL",
        "UPDATE audit_entry SET created_at = '2020-01-01 00:00:00'",
        "DELETE FROM audit_entry",
        "INSERT INTO audit_entry (id, created_at, action, object_kind, object_id, detail, position, digest)"
        " VALUES (999, '2026-01-01 00:00:00', 'cut', '', '', '{}', 999, '')",
    ],
)
def test_the_database_refuses(statement: str) -> None:
    entries(2)
    before = list(Entry.objects.values())

    with pytest.raises(DatabaseError, match=REFUSED):
        execute(statement)

    assert list(Entry.objects.values()) == before


@transactional
def test_the_database_refuses_to_change_a_row_that_is_not_sealed_yet() -> None:
    record = Entry.objects.create(action=Action.DELETED)

    for statement in ("UPDATE audit_entry SET action = 'log-in'", "DELETE FROM audit_entry"):
        with pytest.raises(DatabaseError, match=REFUSED):
            execute(statement)
    with pytest.raises(DatabaseError, match=REFUSED):
        execute(f"UPDATE audit_entry SET position = 1, digest = '{'a' * 64}', action = 'log-in'")

    record.refresh_from_db()
    assert record.action == Action.DELETED


@transactional
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL knows TRUNCATE")
def test_postgresql_refuses_to_empty_the_table() -> None:
    entries(2)

    with pytest.raises(DatabaseError, match=REFUSED):
        execute("TRUNCATE audit_entry")

    assert Entry.objects.count() == 2


@transactional
@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own ways to replace a row")
@pytest.mark.parametrize("way", ["INSERT OR REPLACE", "UPDATE OR REPLACE"])
def test_sqlite_refuses_to_replace_a_row(way: str) -> None:
    first, _second = entries(2)
    waiting = Entry.objects.create(action=Action.DELETED)
    statement = (
        f"UPDATE OR REPLACE audit_entry SET position = {first.position}, digest = '{'a' * 64}' WHERE id = {waiting.pk}"
        if way.startswith("UPDATE")
        else "INSERT OR REPLACE INTO audit_entry (id, created_at, action, object_kind, object_id, detail, digest)"
        f" VALUES ({first.pk}, '2026-01-01 00:00:00', 'cut', '', '', '{{}}', '')"
    )

    with pytest.raises(DatabaseError, match=REFUSED):
        execute(statement)

    assert Entry.objects.get(pk=first.pk).action == Action.PUBLISHED


@transactional
def test_the_triggers_outlive_every_migration() -> None:
    names = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    with connection.cursor() as cursor:
        cursor.execute(names.get(connection.vendor, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
        found = {name for (name,) in cursor.fetchall()}

    wanted = {
        "sqlite": {"audit_insert", "audit_update", "audit_delete"},
        "postgresql": {"audit_rows", "audit_truncate"},
    }
    assert wanted[connection.vendor] <= found
