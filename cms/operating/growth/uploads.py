"""Files that never arrived: a process that is killed cannot remove what it was taking in."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def remove_lost_uploads(*, dry_run: bool = False) -> int:
    """Remove what has lain among the uploads on their way for more than UPLOADS_KEEP_DAYS; return how many."""
    limit = (timezone.now() - timedelta(days=settings.UPLOADS_KEEP_DAYS)).timestamp()
    lost = [file for file in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir() if _changed_at(file) < limit]
    if not dry_run:
        for file in lost:
            file.unlink(missing_ok=True)
    return len(lost)


def _changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:  # it arrived just now
        return float("inf")
