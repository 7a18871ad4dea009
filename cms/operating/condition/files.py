"""Disk: is there room, and what takes it?"""

import os
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from cms.operating.condition.part import Level, Part, size

LITTLE, VERY_LITTLE = 2 * 1024**3, 512 * 1024**2  # bytes
LITTLE_SHARE, VERY_LITTLE_SHARE = 0.10, 0.03
LOOKED_AT = 20_000  # files; a walk through more would keep the reader waiting
REMEMBERED_SECONDS = 600.0

_known: dict[Path, tuple[float, tuple[int, int, bool]]] = {}


def free_space() -> Part:
    """Say how much room is left where the portal and its back-ups lie."""
    name = _("Free disk space")
    meaning = _("On a full disk nothing can be saved and no back-up is made.")
    told, level = [], Level.WELL
    for folder in dict.fromkeys((Path(settings.MEDIA_ROOT).parent, Path(settings.BACKUP_DIR))):
        try:
            usage = shutil.disk_usage(_that_exists(folder))
        except OSError as error:
            return Part(
                name, Level.BAD, f"{folder}: {type(error).__name__}", meaning, _("Look whether the disk is there.")
            )
        told.append(_("%(folder)s: %(free)s of %(all)s") % {
            "folder": folder, "free": size(usage.free), "all": size(usage.total)
        })  # fmt: skip
        level = max(level, _judged(usage.free, usage.total))
    advice = _("Remove old back-ups or make the disk larger; what grows stands in docs/operating.md.")
    return Part(name, level, "; ".join(told), meaning, "" if level is Level.WELL else advice)


def uploads() -> Part:
    """Say how much room pictures and documents take."""
    n_files, n_bytes, is_all = _measured(Path(settings.MEDIA_ROOT))
    text = _("%(n)s files, %(size)s") if is_all else _("more than %(n)s files, these take %(size)s")
    meaning = _("Pictures in all their sizes, and documents; they are part of every back-up.")
    return Part(_("Uploaded files"), Level.WELL, text % {"n": n_files, "size": size(n_bytes)}, meaning)


def _judged(free: int, total: int) -> Level:
    if free < VERY_LITTLE or free < total * VERY_LITTLE_SHARE:
        return Level.BAD
    return Level.LOOK if free < LITTLE or free < total * LITTLE_SHARE else Level.WELL


def _that_exists(folder: Path) -> Path:
    return next(one for one in (folder, *folder.parents) if one.exists())


def _measured(folder: Path) -> tuple[int, int, bool]:
    """Return number and size of the files, and whether these are all; remembered for some minutes."""
    moment, found = _known.get(folder, (float("-inf"), (0, 0, True)))
    if time.monotonic() - moment > REMEMBERED_SECONDS:
        found = _walked(folder)
        _known[folder] = (time.monotonic(), found)
    return found


def _walked(folder: Path) -> tuple[int, int, bool]:
    n_files, n_bytes, waiting = 0, 0, [str(folder)] if folder.is_dir() else []
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if n_files >= LOOKED_AT:
                    return n_files, n_bytes, False
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                    continue
                n_files += 1
                n_bytes += _n_bytes(entry)
    return n_files, n_bytes, True


def _n_bytes(entry: "os.DirEntry[str]") -> int:
    try:
        return entry.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return 0  # deleted meanwhile
