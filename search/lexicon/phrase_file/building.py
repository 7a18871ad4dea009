"""Makes a file of phrases: beside the old one, and put in its place in one step.

A process that is killed in between leaves the old file, and a new one that the next build takes away. Readers open the
file by its name for every question, so they have the new one at once.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from search.lexicon.phrases import Phrase, phrase_of

SCHEMA_VERSION: Final = 1
SCHEMA: Final = """
    CREATE TABLE phrase (
        language TEXT NOT NULL, stems TEXT NOT NULL, text TEXT NOT NULL, into_language TEXT NOT NULL,
        alternatives TEXT NOT NULL,
        PRIMARY KEY (language, stems, text, into_language)
    ) WITHOUT ROWID;
    CREATE TABLE about (stamp TEXT NOT NULL);
    CREATE TEMP TABLE pair (language, stems, text, into_language, alternative, counts);
"""
MOST_ALTERNATIVES: Final = 24  # of one phrase, those first that count most
_HIDDEN: Final = ".unfinished-"
_COUNTED = """
    SELECT language, stems, text, into_language, alternative, SUM(counts) AS total FROM pair
    GROUP BY language, stems, text, into_language, alternative
    ORDER BY language, stems, text, into_language, total DESC, alternative
"""


class BuildUnderwayError(Exception):
    """Another process is making the same file."""


class Pair(NamedTuple):
    """A phrase and one thing it is called otherwise; the more it counts, the earlier it is named."""

    language: str
    stems: str
    text: str
    into_language: str
    alternative: str
    counts: int


@dataclass(frozen=True, slots=True)
class Built:
    """A finished file: phrases by language, and its size."""

    n_phrases: Mapping[str, int]
    size_bytes: int


def pairs_of(names: Mapping[str, Iterable[str]], *, counts: int = 1) -> Iterator[Pair]:
    """Yield each name in each language with each name in every other language."""
    phrases = {language: _phrases(found, language) for language, found in names.items()}
    for language, ours in phrases.items():
        for other, theirs in phrases.items():
            if other != language:
                for one in ours:
                    yield from (Pair(language, one.stems, one.text, other, name.text, counts) for name in theirs)


def write_phrases(path: Path, pairs: Iterable[Pair], *, stamp: str = "") -> Built:
    """Make a file of these phrases and put it in the place of the one before; safe to repeat and to interrupt.

    Whatever stops the pairs stops the building, and the file before stays.

    Raises
    ------
    BuildUnderwayError
        If another process is at it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        for left_behind in path.parent.glob(f"{_HIDDEN}{path.name}-*"):
            left_behind.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{_HIDDEN}{path.name}-")
        os.close(handle)
        unfinished = Path(name)
        try:
            built = _fill(unfinished, pairs, stamp)
            _put_in_place(unfinished, path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    return built


def _fill(path: Path, pairs: Iterable[Pair], stamp: str) -> Built:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # The file is nobody's before it is whole, so nothing in it need survive a break.
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;" + SCHEMA)
        connection.executemany("INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?)", pairs)
        connection.executemany("INSERT INTO phrase VALUES (?, ?, ?, ?, ?)", _rows(connection))
        connection.execute("INSERT INTO about VALUES (?)", (stamp,))
        n_phrases = dict(connection.execute("SELECT language, COUNT(*) FROM phrase GROUP BY language"))
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    return Built(n_phrases, path.stat().st_size)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[str, ...]]:
    """Yield one row per phrase and language, with its alternatives, those first that count most."""
    key: tuple[str, ...] = ()
    alternatives: list[str] = []
    for *phrase, alternative, _total in connection.execute(_COUNTED):
        if key != tuple(phrase):
            if key:
                yield (*key, "|".join(alternatives))
            key, alternatives = tuple(phrase), []
        if len(alternatives) < MOST_ALTERNATIVES:
            alternatives.append(alternative)
    if key:
        yield (*key, "|".join(alternatives))


def _phrases(names: Iterable[str], language: str) -> list[Phrase]:
    found = (phrase_of(name, language) for name in names)
    return list(dict.fromkeys(phrase for phrase in found if phrase))


def _put_in_place(unfinished: Path, path: Path) -> None:
    """Give the new file its name, when all of it is on the disk."""
    _flush(unfinished)
    unfinished.chmod(0o644)  # whoever imports need not be whoever serves
    os.replace(unfinished, path)
    _flush(path.parent)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let one process at a time build; the lock of a process that is killed goes with it."""
    with path.with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise BuildUnderwayError from None
        yield
