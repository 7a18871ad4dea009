"""A step is skipped when nothing it reads has changed since it last succeeded."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from deploy.launch.paths import ROOT
from deploy.launch.progress import Progress


def nothing_missing() -> bool:
    """Say that a step's result needs no look."""
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the set-up; its stamp is written only after it succeeded, so an interrupted step is redone."""

    title: str
    stamp: Path
    inputs: Callable[[], str]
    run: Callable[[Progress], None]
    is_there: Callable[[], bool] = nothing_missing

    def is_done(self) -> bool:
        """Return whether the step succeeded with the inputs of now, and its result still exists."""
        return self.stamp.is_file() and self.is_there() and self.stamp.read_text("utf-8") == self.inputs()

    def do(self) -> bool:
        """Run the step unless it is done; return whether it ran."""
        if self.is_done():
            return False
        self.stamp.unlink(missing_ok=True)
        inputs = self.inputs()
        progress = Progress(self.title)
        progress.begin()
        try:
            self.run(progress)
        except BaseException:
            progress.end("✗")
            raise
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        self.stamp.write_text(inputs, "utf-8")
        progress.end()
        return True


def digest(paths: Iterable[Path], *words: str) -> str:
    """Return a fingerprint of files (folders count with all files in them) and words."""
    fingerprint = hashlib.sha256("\0".join(words).encode())
    for path in sorted(files_of(paths)):
        name = str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
        fingerprint.update(f"\0{name}\0".encode())
        fingerprint.update(path.read_bytes())
    return fingerprint.hexdigest()


_NOT_SOURCE = {"node_modules", "dist", "__pycache__"}


def files_of(paths: Iterable[Path]) -> Iterable[Path]:
    """Return all files named or below the folders named, without what is built or installed."""
    for path in paths:
        if path.is_file():
            yield path
        elif path.is_dir():
            yield from files_of(child for child in path.iterdir() if child.name not in _NOT_SOURCE)
