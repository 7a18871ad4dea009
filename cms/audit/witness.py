"""A file beside the database that remembers how far the chain was: rows cut off at its end would not be missed else."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain at one moment."""

    position: int
    digest: str
    seen_at: str = ""


def remember(head: Head) -> None:
    """Write the end of the chain down, once per position."""
    known = heads()
    if known and known[-1].position == head.position:
        return
    line = json.dumps(asdict(Head(head.position, head.digest, timezone.now().isoformat())))
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    target = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(target, f"{line}\n".encode())
        os.fsync(target)
    finally:
        os.close(target)


def heads() -> list[Head]:
    """Return what was written down, oldest first; a line that was cut off by a power cut is left out."""
    file = _file()
    if not file.is_file():
        return []
    return [head for line in file.read_text("utf-8").splitlines() if (head := _understood(line))]


def forget_before(position: int) -> None:
    """Leave out the ends whose rows were removed for their age, so that the file does not grow for ever."""
    kept = [head for head in heads() if head.position > position]
    _replace(kept)


def begin_anew() -> None:
    """Forget everything: an older database was loaded on purpose, and its chain ends earlier."""
    _replace([])


def _replace(kept: list[Head]) -> None:
    file = _file()
    if not file.is_file():
        return
    half = file.with_name(f"{file.name}.writing")
    half.touch(mode=0o600)
    half.write_text("".join(f"{json.dumps(asdict(head))}\n" for head in kept), "utf-8")
    os.replace(half, file)


def _file() -> Path:
    return Path(settings.AUDIT_WITNESS_FILE)


def _understood(line: str) -> Head | None:
    try:
        told = json.loads(line)
        return Head(int(told["position"]), str(told["digest"]), str(told["seen_at"]))
    except (json.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
