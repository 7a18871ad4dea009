"""The ledger of deletions: a line is of use as long as a back-up of before may be restored."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cms.operating import ledger, places


def remove_old_deletions(*, dry_run: bool = False) -> int:
    """Remove lines older than DELETIONS_KEEP_DAYS and than every back-up that lies here; return how many."""
    limit = timezone.now() - timedelta(days=settings.DELETIONS_KEEP_DAYS)
    folder = Path(settings.BACKUP_DIR)
    kept = places.complete_backups(folder) if folder.is_dir() else []
    if kept:
        limit = min(limit, places.moment_of(kept[0]))
    files = (Path(settings.DELETIONS_FILE), folder / ledger.FILE_NAME)
    if dry_run:
        return sum(datetime.fromisoformat(line.deleted_at) < limit for line in ledger.collect(folder))
    return ledger.forget_before(limit, *files)
