"""Read and write lists of titles: what an operator brings in, in any encoding, and the file it is kept in.

A line names a title and what it means: a KldB 2010 code, an ESCO occupation, or an ISCO group of ESCO. Lines that
cannot be used are told apart from the rest with their number and a reason; they never stop the others.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from matching.engine.taxonomy.listed_titles import ListedTitle
from matching.engine.text import normalize_title

LONGEST_TITLE: Final = 200
_MOST_GROUPS: Final = 6
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINES: Final = re.compile(r"\r\n|\n|\r")
_TITLE_COLUMNS: Final = ("title", "titel", "berufsbezeichnung", "bezeichnung", "beruf", "name")
_CODE_COLUMNS: Final = ("kldb", "kldb2010", "kldb-2010", "kldb 2010", "esco", "code", "concept", "uri", "escouri")
_ESCO: Final = re.compile(
    r"(?:https?://data\.europa\.eu/esco/occupation/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/?", re.IGNORECASE
)
_ISCO: Final = re.compile(r"(?:https?://data\.europa\.eu/esco/isco/)?C(\d{1,4})/?", re.IGNORECASE)
_KLDB: Final = re.compile(r"(?:B\s*)?(\d{5})(?:-\d+)?|(?:B\s*)?(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadLine:
    """A line that was left out, counted from 1, and why."""

    number: int
    reason: str


class TitleListReader:
    """Reads lines as listed titles.

    Parameters
    ----------
    is_occupation : callable
        Whether an ESCO id is known.
    groups_of_kldb : mapping of str to tuple of str
        ISCO groups of each five-digit KldB code.
    """

    def __init__(self, *, is_occupation: Callable[[str], bool], groups_of_kldb: Mapping[str, tuple[str, ...]]) -> None:
        self._is_occupation = is_occupation
        self._groups_of_kldb = groups_of_kldb

    def read(self, content: bytes) -> tuple[list[ListedTitle], list[BadLine]]:
        """Return the titles of a file and the lines that could not be used, in their order."""
        titles: list[ListedTitle] = []
        bad: list[BadLine] = []
        columns: tuple[int, int] | None = None
        for number, line in enumerate(_LINES.split(decoded(content)), start=1):
            if not line.strip(" ;\t\x00\x1a"):
                continue
            fields = [field.strip() for field in next(csv.reader([line], delimiter=";"), [])]
            if columns is None:
                columns = _columns(fields)
                if columns:
                    continue
                columns = (0, 1)
            found = self._listed(fields, columns)
            if isinstance(found, str):
                bad.append(BadLine(number=number, reason=found))
            else:
                titles.append(found)
        return titles, bad

    def _listed(self, fields: list[str], columns: tuple[int, int]) -> ListedTitle | str:
        if len(fields) <= max(columns):
            return "no semicolon between title and code"
        title, code = fields[columns[0]], fields[columns[1]]
        if len(title) > LONGEST_TITLE:
            return f"the title has more than {LONGEST_TITLE} characters"
        if not any(map(str.isalpha, title)) or not normalize_title(title):
            return "no title"
        if not code:
            return "no code"
        return self._with_target(" ".join(title.split()), code)

    def _with_target(self, title: str, code: str) -> ListedTitle | str:
        if esco := _ESCO.fullmatch(code):
            concept = esco[1].lower()
            known = self._is_occupation(concept)
            return ListedTitle(title=title, occupation=concept) if known else f"unknown ESCO occupation {concept}"
        if isco := _ISCO.fullmatch(code):
            groups = tuple(
                sorted({g for found in self._groups_of_kldb.values() for g in found if g.startswith(isco[1])})
            )
            return ListedTitle(title=title, groups=groups) if groups else f"unknown ISCO group {isco[1]}"
        if kldb := _KLDB.fullmatch(code):
            groups = self._groups(kldb[1] or kldb[2])
            return ListedTitle(title=title, groups=groups) if groups else f"unknown KldB code {code[:20]}"
        return f"neither a KldB code nor an ESCO occupation: {code[:40]!r}"

    def _groups(self, kldb: str) -> tuple[str, ...]:
        """Return the groups of a code, or of its four-digit group if they are few enough to mean something."""
        exact = self._groups_of_kldb.get(kldb) or self._groups_of_kldb.get(kldb.zfill(5))
        if exact:
            return exact
        near = {group for code, groups in self._groups_of_kldb.items() if code.startswith(kldb[:4]) for group in groups}
        return tuple(sorted(near)) if len(near) <= _MOST_GROUPS else ()


def decoded(content: bytes) -> str:
    """Return the text of a file whose encoding nobody told: by its mark, UTF-8, UTF-16, then Windows and Latin 1."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    if content[:400].count(0) * 4 > len(content[:400]):  # Latin letters in UTF-16 are every second byte 0
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def as_lines(titles: Iterable[ListedTitle]) -> Iterator[str]:
    """Return the lines of the file in which a list is kept: title, occupation, groups."""
    for one in titles:
        yield f"{one.title}\t{one.occupation}\t{' '.join(one.groups)}"


def read_kept(path: Path) -> list[ListedTitle]:
    """Return a list that was kept; what is no line of such a file is left out, and so is a file that is not there."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    rows = (line.split("\t") for line in text.split("\n"))
    return [
        ListedTitle(title=row[0], occupation=row[1], groups=tuple(row[2].split()))
        for row in rows
        if len(row) == 3 and row[0] and (row[1] or row[2])
    ]


def _columns(fields: list[str]) -> tuple[int, int] | None:
    """Return the columns of title and code if the first line names them."""
    names = [field.casefold() for field in fields]
    title = next((place for place, name in enumerate(names) if name in _TITLE_COLUMNS), None)
    code = next((place for place, name in enumerate(names) if name in _CODE_COLUMNS), None)
    return None if title is None or code is None else (title, code)
