"""Files that several processes make and read, and files that people bring: each is either whole or not there."""

import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


def write_whole(path: Path, content: bytes) -> None:
    """Let a file appear at once; who is killed on the way leaves at most a hidden `.part` beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


class WholeFileStorage(FileSystemStorage):
    """Keeps uploaded files; one for which there is no room leaves nothing behind."""

    def _save(self, name: str, content: File) -> str:
        folder = Path(self.path(name)).parent
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.writelines(content.chunks())
            saved: str = super()._save(name, _Written(part))  # type: ignore[misc]
            return saved
        finally:
            Path(part).unlink(missing_ok=True)


class _Written(File):
    """A file that is complete under another name: the storage moves it instead of writing it once more."""

    def __init__(self, path: str) -> None:
        super().__init__(None, name=path)
        self._path = path

    def temporary_file_path(self) -> str:
        """Return where it lies; Django looks for this."""
        return self._path

    def chunks(self, chunk_size: int | None = None) -> Any:
        raise NotImplementedError("it is moved, not read")
