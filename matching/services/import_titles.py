"""Take in an operator's list of titles, and let every process answer with it.

The list is kept in a file of the folder of run-time state, not in the database: the engine reads it without Django,
an upgrade leaves the folder alone and a backup holds it, and one look at the file's stamp tells a process whether it
changed. A new version is put in place in one step, so a reader sees the old list or the new one, never half of it.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from matching.engine import Taxonomy, load_taxonomy
from matching.engine.taxonomy.listed_titles import ListedTitle
from matching.engine.taxonomy.title_lists import BadLine, TitleListReader, as_lines, read_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleImport:
    """What an import did: titles taken from the file, titles in the list now, lines left out with their reasons."""

    n_read: int
    n_kept: int
    bad_lines: tuple[BadLine, ...]


def import_titles(*, content: bytes, replace: bool = False) -> TitleImport:
    """Add a list of titles to the one that is kept, or put it in its place; safe to repeat and to interrupt."""
    taxonomy = load_taxonomy()
    reader = TitleListReader(
        is_occupation=lambda concept: bool(taxonomy.occupation_rows([concept])), groups_of_kldb=taxonomy.groups_of_kldb
    )
    titles, bad_lines = reader.read(content)
    target = titles_file()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target):
        kept = list(dict.fromkeys([*([] if replace else read_kept(target)), *titles]))
        _write(target, kept)
    return TitleImport(n_read=len(titles), n_kept=len(kept), bad_lines=tuple(bad_lines))


def current_taxonomy() -> Taxonomy:
    """Return the taxonomy with the operator's list as it is now; all understanding of titles asks for it here."""
    taxonomy = load_taxonomy()
    taxonomy.follow_titles(titles_file())
    return taxonomy


def titles_file() -> Path:
    """Return where the operator's list is kept."""
    return Path(settings.VAR_DIR) / "titles" / "imported.tsv"


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Let one import at a time read and write; the lock of a process that is killed goes with it."""
    with target.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(target: Path, titles: list[ListedTitle]) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".imported-", suffix=".tsv")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in as_lines(titles))
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
