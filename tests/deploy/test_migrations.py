"""Migrations that a portal can take while people use it: old rows fit, old code runs on, every step leads back."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

OURS = {config.label for config in apps.get_app_configs() if config.name.startswith(("cms.", "matching", "search"))}


@dataclass(frozen=True)
class Step:
    """One operation of one migration."""

    app: str
    migration: str
    operation: Operation
    new_models: frozenset[str]

    def __str__(self) -> str:
        return f"{self.app}.{self.migration}: {self.operation.describe()}"

    @property
    def is_on_a_table_with_rows(self) -> bool:
        """Whether the table existed before this migration."""
        return getattr(self.operation, "model_name", "").lower() not in self.new_models


def steps() -> Iterator[Step]:
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if app in OURS and not migration.initial:
            made = frozenset(
                one.name.lower() for one in flat(migration.operations) if isinstance(one, migrations.CreateModel)
            )
            yield from (Step(app, name, operation, made) for operation in flat(migration.operations))


def flat(operations: list[Operation]) -> Iterator[Operation]:
    """Return the operations, those for database and state alone included."""
    for one in operations:
        if isinstance(one, migrations.SeparateDatabaseAndState):
            yield from flat([*one.database_operations, *one.state_operations])
        else:
            yield one


def complaint(step: Step) -> str:
    """Return why old rows, old code or a busy table could not bear a step; empty when they can."""
    one = step.operation
    if isinstance(one, migrations.AddField) and step.is_on_a_table_with_rows:
        field = one.field
        is_empty_text = field.empty_strings_allowed and field.blank
        is_filled = field.null or field.many_to_many or field.has_default() or field.has_db_default() or is_empty_text
        return (
            "" if is_filled else "the rows of now would have nothing there: give it null=True, a default or db_default"
        )
    if isinstance(one, migrations.RenameField | migrations.RenameModel | migrations.AlterModelTable):
        return "old code does not find it under its new name: add, copy, and remove in a later version"
    if isinstance(one, migrations.RunPython) and one.reverse_code is None:
        return "no way back: name reverse_code, if only RunPython.noop"
    if isinstance(one, migrations.RunSQL) and one.reverse_sql is None:
        return "no way back: name reverse_sql, if only RunSQL.noop"
    return ""


@pytest.mark.django_db
def test_no_migration_asks_too_much_of_a_portal_in_use() -> None:
    found = {str(step): complaint(step) for step in steps()}

    assert {step: why for step, why in found.items() if why} == {}


def on_old_rows(operation: Operation) -> Step:
    return Step("matching", "0099_trial", operation, frozenset())


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        (migrations.AddField("offer", "color", models.IntegerField()), "null=True"),
        (migrations.RenameField("offer", "title", "name"), "add, copy"),
        (migrations.RunPython(lambda *_: None), "reverse_code"),
        (migrations.RunSQL("SELECT 1"), "reverse_sql"),
        (migrations.AddField("offer", "color", models.IntegerField(null=True)), ""),
        (migrations.AddField("offer", "color", models.IntegerField(db_default=1)), ""),
        (migrations.RunPython(lambda *_: None, migrations.RunPython.noop), ""),
    ],
    ids=lambda value: value.describe() if isinstance(value, Operation) else value or "fine",
)
def test_a_step_that_cannot_be_borne_is_found(operation: Operation, words: str) -> None:
    found = complaint(on_old_rows(operation))

    assert (words in found) if words else found == ""


def test_a_field_of_a_table_that_is_made_with_it_is_free() -> None:
    operation = migrations.AddField("offer", "color", models.IntegerField())

    assert complaint(Step("matching", "0099_trial", operation, frozenset({"offer"}))) == ""
