"""The ledger of deletions, and of consents withdrawn, in a table and in files.

A table that is restored is old, the files are not. A line holds the moment, the kind and a random public id, nothing
about the person.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from cms.operating.models import Deletion

FILE_NAME = "deletions.jsonl"


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One deletion."""

    deleted_at: str
    kind: str
    public_id: str


def note(kind: str, public_id: str) -> None:
    """Write a deletion down with the transaction that deletes, and into the file once it holds."""
    deletion, is_new = Deletion.objects.get_or_create(
        kind=kind, public_id=public_id, defaults={"deleted_at": timezone.now()}
    )
    line = _line(deletion)

    def append() -> None:
        _append(Path(settings.DELETIONS_FILE), [line])

    if is_new:
        # Whoever leaves has left, even when the disk is full; the next back-up takes the line over from the table.
        transaction.on_commit(append, robust=True)


def collect(*folders: Path) -> list[Line]:
    """Return every deletion that stands in the table, beside the portal, or in one of these folders; oldest first."""
    lines: set[Line] = set()
    with suppress(DatabaseError):  # an empty place has no table yet
        lines.update(map(_line, Deletion.objects.all()))
    lines.update(_read(Path(settings.DELETIONS_FILE)))
    for folder in folders:
        lines.update(_read(folder / FILE_NAME))
    earliest: dict[tuple[str, str], Line] = {}
    for line in sorted(lines):
        earliest.setdefault((line.kind, line.public_id), line)
    return sorted(earliest.values())


def keep(lines: Iterable[Line], *files: Path) -> None:
    """Write into each file the lines that are not in it yet."""
    for file in files:
        known = {(line.kind, line.public_id) for line in _read(file)}
        _append(file, [line for line in lines if (line.kind, line.public_id) not in known])


def keep_in_table(lines: Iterable[Line]) -> None:
    """Write the lines into the table, with their own moments."""
    Deletion.objects.bulk_create(
        (
            Deletion(kind=one.kind, public_id=one.public_id, deleted_at=datetime.fromisoformat(one.deleted_at))
            for one in lines
        ),
        ignore_conflicts=True,
    )


def forget_before(moment: datetime, *files: Path) -> int:
    """Remove older lines from the table and the files; return how many lines there were in all, each once."""
    old = {line for file in files for line in _read(file) if datetime.fromisoformat(line.deleted_at) < moment}
    with suppress(DatabaseError):
        old.update(map(_line, Deletion.objects.filter(deleted_at__lt=moment)))
    gone = {(line.kind, line.public_id) for line in old}
    for file in files:
        if gone and file.is_file():
            _leave_out(gone, file)
    # The table last: killed before, the next run finds the lines there again.
    Deletion.objects.filter(deleted_at__lt=moment).delete()
    return len(gone)


def _leave_out(gone: set[tuple[str, str]], file: Path) -> None:
    with _alone():
        kept = [line for line in _read(file) if (line.kind, line.public_id) not in gone]
        half = file.with_name(f"{file.name}.writing")
        half.touch(mode=0o600)
        half.write_text("".join(map(_words, kept)), "utf-8")
        os.replace(half, file)


@contextmanager
def _alone() -> Iterator[None]:
    """Keep others from adding a line while a file is exchanged: it would be in the old one."""
    with Path(settings.DELETIONS_FILE).with_name(".deletions.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _line(deletion: Deletion) -> Line:
    return Line(deletion.deleted_at.isoformat(), deletion.kind, str(deletion.public_id))


def _append(file: Path, lines: list[Line]) -> None:
    if not lines:
        return
    for folder in (file.parent, Path(settings.DELETIONS_FILE).parent):
        folder.mkdir(parents=True, exist_ok=True)
    with _alone():
        _write("".join(map(_words, lines)).encode(), file)


def _words(line: Line) -> str:
    return json.dumps({"deleted_at": line.deleted_at, "kind": line.kind, "public_id": line.public_id}) + "\n"


def _write(words: bytes, file: Path) -> None:
    # One call, so that two processes never write into each other's lines.
    target = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # A machine that went off in mid-line has left one without an end.
        os.write(target, (b"" if _ends_well(file) else b"\n") + words)
        os.fsync(target)
    finally:
        os.close(target)


def _ends_well(file: Path) -> bool:
    """Look at the last byte alone; the file may be long."""
    with file.open("rb") as source:
        if source.seek(0, os.SEEK_END) == 0:
            return True
        source.seek(-1, os.SEEK_END)
        return source.read(1) == b"\n"


def _read(file: Path) -> list[Line]:
    if not file.is_file():
        return []
    return [line for text in file.read_text("utf-8").splitlines() if (line := _understood(text))]


def _understood(text: str) -> Line | None:
    try:
        told: dict[str, Any] = json.loads(text)
        return Line(told["deleted_at"], told["kind"], told["public_id"])
    except (json.JSONDecodeError, KeyError, TypeError):
        return None
