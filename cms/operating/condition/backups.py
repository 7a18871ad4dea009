"""Back-ups: is there a fresh one?"""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.operating import places
from cms.operating.condition.part import Level, Part, size, span
from cms.operating.errors import OperatingError
from cms.operating.manifest import MANIFEST, read_manifest

FRESH = timedelta(hours=26)  # one a night, and two hours to make it
OLD = timedelta(days=7)


def last_backup() -> Part:
    """Say when the last complete back-up was made, how large it is and where it lies."""
    name = _("Last back-up")
    meaning = _("With it the portal can be brought back after a mistake, a broken disk or a burglary.")
    advice = _("Make one now, and have one made every night: docs/operating.md, Back up and With containers.")
    folder = Path(settings.BACKUP_DIR)
    try:
        made = places.complete_backups(folder) if folder.is_dir() else []
        if not made:
            return Part(name, Level.BAD, _("none in %(folder)s") % {"folder": folder}, meaning, advice)
        newest = made[-1]
        n_bytes = _n_bytes(newest, (newest / MANIFEST).stat().st_mtime)
    except (OSError, OperatingError) as error:
        text = _("%(folder)s cannot be read (%(error)s)") % {"folder": folder, "error": type(error).__name__}
        return Part(name, Level.BAD, text, meaning, _("Look whether the disk is there and may be read."))
    age = timezone.now() - places.moment_of(newest)
    text = _("%(span)s ago, %(size)s, %(n)s kept in %(folder)s") % {
        "span": span(age),
        "size": size(n_bytes),
        "n": len(made),
        "folder": folder,
    }
    if age <= FRESH:
        return Part(name, Level.WELL, text, meaning)
    return Part(name, Level.BAD if age > OLD else Level.LOOK, text, meaning, advice)


@lru_cache(maxsize=4)
def _n_bytes(backup: Path, _changed: float) -> int:
    """Add up what the manifest says; the files themselves are not looked at."""
    return sum(one.size for one in read_manifest(backup).files.values())
