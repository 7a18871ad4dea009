"""Load a back-up: everything of then, nothing that has to stay away, and no old mail to anybody."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from cms.audit import witness
from cms.audit.models import Action
from cms.audit.services import record_event
from cms.core import maintenance
from cms.operating import derived, keys, ledger, media, places, state
from cms.operating.databases import the_database
from cms.operating.errors import OperatingError, UnreadableError
from cms.operating.manifest import Manifest, fingerprint, read_manifest, require_whole
from cms.operating.media import Report
from cms.operating.services.make_backup import write_backup
from cms.operating.services.repeat_deletions import repeat_deletions, repeat_withdrawals


def restore_backup(*, folder: Path, replace: bool, report: Report) -> None:
    """Make this place what it was at the back-up; killed at any moment, it ends well when it is run again."""
    manifest = read_manifest(folder)
    _require_the_same_kind(manifest)
    with places.one_at_a_time():
        report("checksums of the back-up …")
        require_whole(folder, manifest)
        _set_a_damaged_database_aside(replace, report)
        _require_that_it_is_not_newer(manifest)
        _clear_the_place(fingerprint(folder), replace, report)
        maintenance.begin(minutes=30)
        lines = ledger.collect(folder, *_folders_beside(folder), places.backup_dir())
        ledger.keep(lines, Path(settings.DELETIONS_FILE))
        report("database …")
        the_database().load(folder, manifest.tables)
        report("files …")
        media.restore_media(folder, manifest.media(), report)
        report(keys.restore_keys(folder / "keys"))
        report("what this code adds to the tables …")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        _tell_the_audit_log(manifest)
        report(f"people deleted again: {repeat_deletions(lines, report=report)}")
        report(f"consents withdrawn again: {repeat_withdrawals(lines)}")
        derived.rebuild_derived(report=report)
        _open_again()
        if _is_of_older_code(manifest):
            report("this back-up is of an older version: run make upgrade before you start the portal")


def _set_a_damaged_database_aside(replace: bool, report: Report) -> None:
    """Put it beside its place, for whoever can still read something in it: nothing here starts with it."""
    database = the_database()
    if not database.is_damaged():
        return
    if not replace:
        raise OperatingError("The database here cannot be read. To replace it: make restore FROM=… REPLACE=1")
    report(f"warning: the database here cannot be read; it is kept as {database.set_aside()}")


def _require_the_same_kind(manifest: Manifest) -> None:
    database = the_database()
    if manifest.engine != database.engine:
        raise OperatingError(
            f"The back-up holds a database of {manifest.engine}, DATABASE_URL names one of {database.engine}."
        )


def _require_that_it_is_not_newer(manifest: Manifest) -> None:
    newer = sorted(name for name in manifest.migrations if tuple(name.split(".", 1)) not in _our_migrations())
    if newer:
        raise OperatingError(
            f"The back-up is of a newer version of the portal ({newer[0]}): "
            "fetch the version that made it, or a newer one, then run the same command again."
        )


def _our_migrations() -> set[tuple[str, str]]:
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {*known, *(replaced for one in known.values() for replaced in one.replaces)}


def _is_of_older_code(manifest: Manifest) -> bool:
    then = {tuple(name.split(".", 1)) for name in manifest.migrations}
    return any(one not in then for one in MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _clear_the_place(backup: str, replace: bool, report: Report) -> None:
    """Write down that a restore begins; what is here is backed up first, unless it is our own unfinished work."""
    state.require_no_worker()  # also when going on: after a power cut the machine may have started one
    begun = state.Restore.read()
    if begun and begun.backup == backup:
        report("going on with a restore that was interrupted")
        return
    if not state.is_empty():
        if not replace:
            raise OperatingError("This place is not empty. To replace what is here: make restore FROM=… REPLACE=1")
        try:
            report("what is here is backed up first")
            report(f"what was here: {write_backup(report=report)}")
        except UnreadableError as error:
            report(f"warning: what is here could not be backed up: {error}")
    was_open = begun.was_open if begun else not maintenance.is_on()
    state.Restore(backup=backup, was_open=was_open).write()


def _tell_the_audit_log(manifest: Manifest) -> None:
    """Say in the log of then that it was loaded; where its chain ended later on is no longer to be missed."""
    witness.begin_anew()
    record_event(Action.RESTORED, object_kind="back-up", object_id=manifest.made_at)


def _folders_beside(folder: Path) -> list[Path]:
    """Newer back-ups know of deletions that this one does not."""
    return [folder.parent, *places.complete_backups(folder.parent)]


def _open_again() -> None:
    begun = state.Restore.read()
    state.Upgrade.end()
    state.Restore.end()
    if begun is None or begun.was_open:
        maintenance.end()
