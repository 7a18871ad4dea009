"""Where back-ups lie: one folder each, named after the moment, complete or not there at all."""

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from cms.operating.errors import OperatingError
from cms.operating.manifest import MANIFEST

UNFINISHED = ".unfinished-"
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z(-\d+)?")
PRIVATE = 0o700


def backup_dir() -> Path:
    """Return the folder of all back-ups, for its owner alone."""
    folder = Path(settings.BACKUP_DIR)
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    return folder


def complete_backups(folder: Path) -> list[Path]:
    """Return the complete back-ups of a folder, oldest first."""
    found = (path for path in folder.glob("*Z*") if _NAME.fullmatch(path.name) and (path / MANIFEST).is_file())
    return sorted(found, key=_age)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Refuse to begin while another back-up, restore or upgrade is at work."""
    with (backup_dir() / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OperatingError(
                "Another back-up, restore or upgrade is running: wait for its end, then run the same command again."
            ) from None
        yield


def begin_backup(moment: datetime) -> Path:
    """Return a new folder that does not look like a back-up yet; what killed ones left behind is removed."""
    folder = backup_dir()
    for remains in folder.glob(f"{UNFINISHED}*"):
        shutil.rmtree(remains)
    unfinished = folder / f"{UNFINISHED}{moment:%Y-%m-%dT%H-%M-%SZ}"
    unfinished.mkdir(mode=PRIVATE)
    return unfinished


def finish_backup(unfinished: Path) -> Path:
    """Give a complete back-up its name."""
    name = unfinished.name.removeprefix(UNFINISHED)
    free = next(
        path
        for path in (unfinished.with_name(name + suffix) for suffix in ("", *(f"-{n}" for n in range(2, 1000))))
        if not path.exists()
    )
    return unfinished.rename(free)


def remove_old_backups(*, keep: int, spared: Path | None = None) -> list[str]:
    """Remove all complete back-ups but the newest and a spared one; return the names of those that went."""
    old = [path for path in complete_backups(backup_dir())[: -max(keep, 1)] if path != spared]
    for path in old:
        # Without its manifest it no longer counts as a back-up, should we be killed now.
        (path / MANIFEST).unlink()
        shutil.rmtree(path)
    return [path.name for path in old]


def moment_of(backup: Path) -> datetime:
    """Return when a back-up was begun; its name says it."""
    return datetime.strptime(backup.name.partition("Z")[0], "%Y-%m-%dT%H-%M-%S").replace(tzinfo=UTC)


def _age(path: Path) -> tuple[str, int]:
    moment, _sign, number = path.name.partition("Z-")
    return moment.removesuffix("Z"), int(number or 1)
