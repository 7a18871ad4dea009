"""Uploaded files: copied while people go on uploading, and laid back into their place.

All files are kept, sizes of pictures too: a row names each of them, and Wagtail does not look whether it is there.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings

from cms.operating.manifest import FileSum, sum_file

Report = Callable[[str], None]
REPORTED_EVERY = 500  # files


def media_root() -> Path:
    """Return the folder of uploaded files."""
    return Path(settings.MEDIA_ROOT)


def copy_media(into: Path, report: Report) -> None:
    """Copy every file that is not there yet or has changed; one that goes away before it is copied is left out.

    A file that was still being written when it was copied first is copied again.
    """
    for number, name in enumerate(file_names(media_root()), start=1):
        if number % REPORTED_EVERY == 0:
            report(f"files: {number} …")
        source, target = media_root() / name, into / name
        if _look_alike(source, target):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f"{target.name}.copying")
        try:
            shutil.copy2(source, half)
        except FileNotFoundError:
            half.unlink(missing_ok=True)
        else:
            os.replace(half, target)


def _look_alike(source: Path, target: Path) -> bool:
    """Return whether a file was copied whole: copies keep the moment of the last change."""
    try:
        now, then = source.stat(), target.stat()
    except FileNotFoundError:
        return False
    return (now.st_size, now.st_mtime_ns) == (then.st_size, then.st_mtime_ns)


def drop_deleted(copied: Path, named: set[str]) -> None:
    """Take files out of the copy that were deleted before the database was taken: no row names them any more."""
    for name in list(file_names(copied)):
        if name not in named and not (media_root() / name).exists():
            (copied / name).unlink()


def restore_media(backup: Path, wanted: dict[str, FileSum], report: Report) -> None:
    """Make the folder of uploaded files what it was; safe to run again after it was killed."""
    root = media_root()
    root.mkdir(parents=True, exist_ok=True)
    for name in list(file_names(root)):
        if name not in wanted:
            (root / name).unlink()
    for number, (name, known) in enumerate(wanted.items(), start=1):
        if number % REPORTED_EVERY == 0:
            report(f"files: {number} of {len(wanted)} …")
        target = root / name
        if target.exists() and sum_file(target) == known:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        half = target.with_name(f"{target.name}.restoring")
        shutil.copy2(backup / "media" / name, half)
        os.replace(half, target)


def file_names(folder: Path) -> Iterator[str]:
    """Return the names of all files below a folder, relative to it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix()
