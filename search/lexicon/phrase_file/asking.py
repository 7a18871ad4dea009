"""Looks phrases up in a file, which may come, change and go at any time."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from search.lexicon.phrase_file.building import SCHEMA_VERSION
from search.lexicon.phrases import is_inflected, is_surely_inflected
from search.lexicon.shapes import Alternative

# CROSS keeps the order: first what is asked, then its place in the file, never the whole file for each question.
_FIND: Final = """
    SELECT phrase.stems, text, into_language, alternatives
    FROM json_each(?) AS asked CROSS JOIN phrase ON phrase.language = ? AND phrase.stems = asked.value
"""
_log = logging.getLogger(__name__)


class PhraseFile:
    """A source of translations; without a file, or with one that cannot be read, it knows nothing.

    The file is opened anew for every query (a fifth of a millisecond): a new version answers at once, and nothing is
    shared between threads or inherited by forks.
    """

    def __init__(self, path: Path, *, weight: float) -> None:
        self.path = path
        self._weight = weight
        self._has_complained = False

    def find(self, phrases: Mapping[str, str], language: str) -> Mapping[str, Collection[Alternative]]:
        """Return translations by phrase; an inflected phrase is translated if there is no exact one."""
        rows: dict[str, dict[str, list[Alternative]]] = {}
        if phrases and self.path.is_file():
            for stems, text, other, alternatives in self._rows(sorted(set(phrases.values())), language):
                said = rows.setdefault(stems, {}).setdefault(text, [])
                said += (Alternative(tuple(one.split()), other, self._weight) for one in alternatives.split("|"))
        found = {}
        for text, stems in phrases.items():
            entries = rows.get(stems, {})
            exact = [text] if text in entries else []
            names = exact or [name for name in entries if is_inflected(text, name, language)]
            if names:
                is_sure = any(is_surely_inflected(text, name, language) for name in names)
                found[text] = [replace(one, is_sure=is_sure) for name in names for one in entries[name]]
        return found

    def stamp(self) -> str | None:
        """Return what the file was made from; nothing if there is no file that can be read."""
        if not self.path.is_file():
            return None
        try:
            with self._open() as connection:
                return str(connection.execute("SELECT stamp FROM about").fetchone()[0])
        except sqlite3.Error:
            return None

    def _rows(self, stems: list[str], language: str) -> list[tuple[str, str, str, str]]:
        try:
            with self._open() as connection:
                return connection.execute(_FIND, (json.dumps(stems), language)).fetchall()
        except sqlite3.Error as problem:
            if not self._has_complained:
                _log.warning("%s cannot be read and does not translate: %s", self.path.name, problem)
            self._has_complained = True
            return []

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                raise sqlite3.DatabaseError("another version made it; make it again")
            yield connection
