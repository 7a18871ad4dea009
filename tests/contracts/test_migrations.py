"""What migrations may do to tables that the version before still reads and writes while an upgrade is under way."""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from django_migration_linter import MessageType, MigrationLinter

from tests.support.processes import REPOSITORY

ROOMS = ("cms", "matching", "search")
# Written before anybody had a portal to upgrade: columns that must not be null, without a default in the database. A
# new one takes `db_default`; what is to go is left unused in one version and taken away in the next.
BEFORE_THE_FIRST_PORTAL = {
    "companies.0003_handbook_and_logos",
    "core.0003_reference_changes",
    "mentoring.0002_programs_for_youths",
    "welcome.0003_often_searched",
}


@pytest.mark.postgresql
@pytest.mark.django_db
def test_no_migration_refuses_what_the_version_before_reads_and_writes() -> None:
    labels = {app.label for app in apps.get_app_configs() if app.name.split(".")[0] in ROOMS}
    migrations = [
        migration for (label, _), migration in MigrationLoader(None).disk_migrations.items() if label in labels
    ]

    refused = {f"{migration.app_label}.{migration.name}" for migration in migrations if is_refused(migration)}

    assert len(migrations) > len(refused)
    assert refused == BEFORE_THE_FIRST_PORTAL


def is_refused(migration: object) -> bool:
    """Return whether the linter finds an error in a migration that is no app's first."""
    linter = MigrationLinter(
        str(REPOSITORY),
        no_cache=True,
        ignore_initial_migrations=True,
        quiet=[kind.name for kind in MessageType if kind is not MessageType.ERROR],
    )
    linter.lint_migration(migration)
    return linter.has_errors
