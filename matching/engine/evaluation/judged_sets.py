"""Read judged sets: a folder of `documents.jsonl`, `queries.jsonl` and `judgements.tsv`.

Documents of job titles may carry `labels` (their names) and `concept` (the address of an occupation or a group); both
may be missing. Whatever cannot be read is a :class:`JudgedSetError` that names the file and the line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from matching.engine.errors import JudgedSetError

DOCUMENTS: Final = "documents.jsonl"
QUERIES: Final = "queries.jsonl"
JUDGEMENTS: Final = "judgements.tsv"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedDocument:
    """One thing to be ranked; `labels` are its names, preferred first, never empty."""

    id: str
    title: str
    body: str = ""
    language: str = ""
    labels: tuple[str, ...]
    concept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedQuery:
    """One question that was judged."""

    id: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet:
    """What is ranked, what is asked, and which documents answer what, with grades.

    `queries` holds only questions with at least one relevant document; `grades` may name documents that the set lacks:
    they cannot be found and lower the figures, as they should. `digest` tells one set from another.
    """

    documents: tuple[JudgedDocument, ...]
    queries: tuple[JudgedQuery, ...]
    grades: Mapping[str, Mapping[str, float]]
    n_unjudged: int
    digest: str


def read_judged_set(folder: Path) -> JudgedSet:
    """Read a folder.

    Raises
    ------
    JudgedSetError
        If a file is missing, a line cannot be read, or an id occurs twice.
    """
    documents = tuple(_document(row, where) for row, where in _rows(folder / DOCUMENTS))
    queries = tuple(_query(row, where) for row, where in _rows(folder / QUERIES))
    _refuse_repeated([one.id for one in documents], DOCUMENTS)
    _refuse_repeated([one.id for one in queries], QUERIES)
    grades = _grades(folder / JUDGEMENTS)
    judged = tuple(one for one in queries if any(grade > 0 for grade in grades.get(one.id, {}).values()))
    if not documents or not judged:
        raise JudgedSetError(f"{folder.name}: there is nothing to rank or no question with an answer.")
    return JudgedSet(
        documents=documents,
        queries=judged,
        grades=grades,
        n_unjudged=len(queries) - len(judged),
        digest=_digest(judged, grades),
    )


def _document(row: Mapping[str, Any], where: str) -> JudgedDocument:
    title = _text(row, "title")
    named = row.get("labels") or []
    if not isinstance(named, list):
        raise JudgedSetError(f"{where}: labels are not a list.")
    labels = tuple(dict.fromkeys(str(label).strip() for label in [title, *named] if str(label).strip()))
    return JudgedDocument(
        id=_id(row, where),
        title=title,
        body=_text(row, "body"),
        language=_text(row, "language"),
        labels=labels or ("",),
        concept=_text(row, "concept"),
    )


def _query(row: Mapping[str, Any], where: str) -> JudgedQuery:
    return JudgedQuery(id=_id(row, where), text=_text(row, "text"), language=_text(row, "language"))


def _id(row: Mapping[str, Any], where: str) -> str:
    if row.get("id") in (None, ""):
        raise JudgedSetError(f"{where}: there is no id.")
    return str(row["id"])


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _rows(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    for number, line in _lines(path):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise JudgedSetError(f"{path.name}, line {number}: {error}") from None
        if not isinstance(row, dict):
            raise JudgedSetError(f"{path.name}, line {number}: not an object.")
        yield row, f"{path.name}, line {number}"


def _grades(path: Path) -> dict[str, dict[str, float]]:
    grades: dict[str, dict[str, float]] = {}
    for number, line in _lines(path):
        fields = line.split("\t")
        try:
            query, document, grade = fields[0].strip(), fields[1].strip(), float(fields[2]) if fields[2:] else 1.0
        except (IndexError, ValueError):
            if number == 1 and len(fields) > 1:
                continue  # a header
            raise JudgedSetError(f"{path.name}, line {number}: not query, document and grade.") from None
        grades.setdefault(query, {})[document] = grade
    return grades


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise JudgedSetError(f"{path.name} cannot be read: {error}") from None
    # Only line feeds end a line: titles may hold any other character that Unicode calls a line separator.
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _refuse_repeated(ids: list[str], name: str) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise JudgedSetError(f"{name}: the id {one!r} occurs twice.")
        seen.add(one)


def _digest(queries: tuple[JudgedQuery, ...], grades: Mapping[str, Mapping[str, float]]) -> str:
    content = [[one.id, one.text, sorted(grades[one.id].items())] for one in queries]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
