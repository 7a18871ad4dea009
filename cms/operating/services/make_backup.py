"""Back up everything that cannot be made again, while people go on working."""

import errno
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cms.operating import keys, ledger, media, places, state
from cms.operating.databases import the_database
from cms.operating.errors import DISK_FULL, OperatingError
from cms.operating.manifest import Manifest, sum_folder
from cms.operating.media import Report


def make_backup(*, report: Report) -> Path:
    """Write a complete back-up, remove the oldest ones, and return its folder; nothing half-done is left."""
    with places.one_at_a_time():
        return make_backup_with_the_lock(report=report)


def make_backup_with_the_lock(*, report: Report) -> Path:
    """Do the same for somebody who holds the lock already."""
    state.require_no_unfinished_restore()
    made = write_backup(report=report)
    upgrade = state.unfinished_upgrade()  # what leads back from it stays, however old
    for name in places.remove_old_backups(keep=settings.BACKUP_KEEP, spared=Path(upgrade.backup) if upgrade else None):
        report(f"removed: {name}")
    return made


def write_backup(*, report: Report) -> Path:
    """Write a complete back-up; the caller holds the lock."""
    moment = timezone.now().astimezone(tz=timezone.get_fixed_timezone(0))
    unfinished = places.begin_backup(moment)
    try:
        _fill(unfinished, moment.isoformat(), report)
        os.sync()
        return places.finish_backup(unfinished)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise OperatingError(DISK_FULL) from error
        raise OperatingError(f"The back-up could not be written: {error}.") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(folder: Path, made_at: str, report: Report) -> None:
    database, files = the_database(), folder / "media"
    files.mkdir()
    report("files …")
    # Before and after: a file that is deleted meanwhile is in the first copy, a new one that a row names in the second.
    media.copy_media(files, report)
    report("database …")
    snapshot = database.take(folder)
    report("files that are new …")
    media.copy_media(files, report)
    media.drop_deleted(files, snapshot.files)
    for name in sorted(name for name in snapshot.files if not (files / name).is_file()):
        report(f"warning: {name} is named in the database and was not there")
    keys.keep_keys(folder / "keys")
    lines = ledger.collect(places.backup_dir())
    ledger.keep(lines, folder / ledger.FILE_NAME, places.backup_dir() / ledger.FILE_NAME, Path(settings.DELETIONS_FILE))
    report("checksums …")
    Manifest(
        made_at=made_at,
        engine=database.engine,
        migrations=snapshot.migrations,
        tables=snapshot.tables,
        files=sum_folder(folder),
    ).write(folder)
    n_rows = sum(one.rows for one in snapshot.tables.values())
    report(f"kept: {len(snapshot.tables)} tables with {n_rows} rows, {sum(1 for _ in media.file_names(files))} files")
