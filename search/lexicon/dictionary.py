"""Takes in an operator's dictionary: a file in Ding's format, packed or plain, in any encoding."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from search.lexicon.ding import entries_of, is_remark
from search.lexicon.phrase_file import BuildUnderwayError, Pair, pairs_of, write_phrases

HEAD_COUNTS: Final = 4  # times as much as a form or an example
LINES_PER_STEP: Final = 20_000
LEAST_READABLE: Final = 0.5  # of the lines; a file with fewer is something else
_MOST_NAMED: Final = 5
_LINES: Final = re.compile(r"\r\n|\n|\r")
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class DictionaryError(Exception):
    """A file cannot be taken in; the message says why, and the dictionary before stays."""


@dataclass(kw_only=True)
class DictionaryImport:
    """What an import did; lines are counted from 1."""

    n_lines: int = 0
    n_bad_lines: int = 0
    first_bad_lines: list[int] = field(default_factory=list)
    n_german: int = 0
    n_english: int = 0
    size_bytes: int = 0


def build_dictionary(content: bytes, target: Path, *, say: Callable[[str], object]) -> DictionaryImport:
    """Put a new dictionary in the place of the old one; safe to repeat, to interrupt and to start twice.

    Raises
    ------
    DictionaryError
        If the content is no dictionary in Ding's format, or another import is at work.
    """
    done = DictionaryImport()
    try:
        built = write_phrases(target, _pairs(_text(content), done, say))
    except BuildUnderwayError:
        raise DictionaryError("Another import is at work; try again when it is done.") from None
    done.n_german, done.n_english = built.n_phrases.get("de", 0), built.n_phrases.get("en", 0)
    done.size_bytes = built.size_bytes
    return done


def _pairs(text: str, done: DictionaryImport, say: Callable[[str], object]) -> Iterator[Pair]:
    for number, line in enumerate(_LINES.split(text), start=1):
        if is_remark(line):
            continue
        done.n_lines += 1
        entries = entries_of(line)
        if not entries:
            done.n_bad_lines += 1
            done.first_bad_lines += [number] if len(done.first_bad_lines) < _MOST_NAMED else []
        for entry in entries:
            names = {"de": entry.german, "en": entry.english}
            yield from pairs_of(names, counts=HEAD_COUNTS if entry.is_head else 1)
        if done.n_lines % LINES_PER_STEP == 0:
            say(f"{done.n_lines} lines read")
    n_good = done.n_lines - done.n_bad_lines
    if n_good < max(1, LEAST_READABLE * done.n_lines):
        raise DictionaryError(
            f"This is no dictionary in Ding's format: {n_good} of {done.n_lines} lines are like"
            ' "German {m} | … :: English | …".'
        )
    say("Sorting …")


def _text(content: bytes) -> str:
    """Return the text of a file whose encoding nobody told: by its mark, as UTF-8, or as Windows has it."""
    if content.startswith(b"\x1f\x8b"):
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error) as problem:
            raise DictionaryError(f"The file is packed with gzip and broken: {problem}.") from None
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
