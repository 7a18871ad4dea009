"""Puts documents into an index file and takes them out again, with everything that is counted about their words."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from search.analysis import Analyzer, title_forms, title_key
from search.documents import SearchDocument
from search.engines.forward import FIELDS, DocumentTerms, forward_record, terms_of

_COLUMNS: Final = (
    "id", "source", "object_id", "kind", "language", "translation_key", "facets", "latitude", "longitude", "dated_at",
    "available_from", "available_until", "version", "title_key", "title", "url", "breadcrumb", "keywords",
)  # fmt: skip
_INSERT: Final = f"INSERT INTO document ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - constants
_FETCH: Final = (
    f"SELECT {', '.join(_COLUMNS)}, body FROM document JOIN content USING (row)"  # noqa: S608 - constants
    " WHERE id IN (SELECT value FROM json_each(?))"
)
_ALL: Final = f"SELECT {', '.join(_COLUMNS)}, body, row FROM document JOIN content USING (row)"  # noqa: S608 - constants


class Tally:
    """Counts in how many documents words stand, to be written at once: added documents count up, removed ones down."""

    def __init__(self) -> None:
        self.words: Counter[str] = Counter()
        self.parts: Counter[str] = Counter()
        self.spellings: Counter[tuple[str, str]] = Counter()
        self.lengths = np.zeros(len(FIELDS), dtype=np.int64)
        self.n_documents = 0

    def add(self, terms: DocumentTerms, language: str, *, sign: int = 1) -> None:
        """Count a document that comes (1) or goes (-1)."""
        fields = [terms.words(field) for field in FIELDS]
        for counts, words in ((self.words, set(chain(*fields[:3]))), (self.parts, set(chain(*fields[3:])))):
            counts.update(words) if sign > 0 else counts.subtract(words)
        spellings = ((word, language) for word in terms.spellings())
        self.spellings.update(spellings) if sign > 0 else self.spellings.subtract(spellings)
        self.lengths += sign * np.array([len(found) for found in fields])
        self.n_documents += sign

    def write(self, connection: sqlite3.Connection) -> None:
        """Add what was counted to the file's figures."""
        connection.executemany(
            "INSERT INTO term VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET"
            " n_words = n_words + excluded.n_words, n_parts = n_parts + excluded.n_parts",
            ((word, self.words[word], self.parts[word]) for word in sorted({*self.words, *self.parts})),
        )
        connection.executemany(
            "INSERT INTO spelling VALUES (?, ?, ?)"
            " ON CONFLICT (word, language) DO UPDATE SET n_documents = n_documents + excluded.n_documents",
            ((*key, count) for key, count in sorted(self.spellings.items())),
        )
        touched = json.dumps(sorted({*self.words, *self.parts, *(word for word, _language in self.spellings)}))
        for statement in (
            "DELETE FROM term WHERE n_words <= 0 AND n_parts <= 0 AND word IN (SELECT value FROM json_each(?))",
            "DELETE FROM spelling WHERE n_documents <= 0 AND word IN (SELECT value FROM json_each(?))",
        ):
            connection.execute(statement, (touched,))
        n_documents, lengths = read_totals(connection)
        totals = json.dumps([n_documents + self.n_documents, *(lengths + self.lengths).tolist()])
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('totals', ?)", (totals,))


def read_totals(connection: sqlite3.Connection) -> tuple[int, NDArray[np.int64]]:
    """Return how many documents a file holds, and their words in each field."""
    found = connection.execute("SELECT value FROM meta WHERE key = 'totals'").fetchone()
    totals = json.loads(found[0]) if found else [0] * (1 + len(FIELDS))
    return totals[0], np.array(totals[1:], dtype=np.int64)


def store(connection: sqlite3.Connection, document: SearchDocument) -> int:
    """Store a document that is not there and return its row."""
    row = connection.execute(
        _INSERT,
        (
            *(document.id, document.source, document.object_id, document.kind, document.language),
            *(document.translation_key, json.dumps(document.facets), document.latitude, document.longitude),
            *(_seconds(document.dated_at), _seconds(document.available_from), _seconds(document.available_until)),
            *(document.version, title_key(document.title), document.title, document.url, document.breadcrumb),
            document.keywords,
        ),
    ).lastrowid
    assert row is not None
    connection.execute("INSERT INTO content (row, body) VALUES (?, ?)", (row, document.body))
    return row


def index(connection: sqlite3.Connection, row: int, document: SearchDocument, analyzer: Analyzer, tally: Tally) -> None:
    """Make a stored document searchable."""
    terms = terms_of(document, analyzer)
    record, title, body = _indexed(terms)
    connection.execute("INSERT INTO terms (rowid, title, body) VALUES (?, ?, ?)", (row, title, body))
    connection.execute(
        "INSERT INTO titles (rowid, title_words) VALUES (?, ?)", (row, " ".join(chain(*title_forms(document.title))))
    )
    connection.execute("UPDATE content SET forward = ? WHERE row = ?", (record, row))
    tally.add(terms, document.language)


def delete(connection: sqlite3.Connection, document_id: str, analyzer: Analyzer, tally: Tally) -> None:
    """Take a document out; an unknown one does no harm."""
    found = connection.execute(
        "SELECT row, forward IS NOT NULL FROM document JOIN content USING (row) WHERE id = ?", (document_id,)
    ).fetchone()
    if found is None:
        return
    row, is_indexed = found
    if is_indexed:
        document = fetch(connection, [document_id])[document_id]
        tally.add(terms_of(document, analyzer), document.language, sign=-1)
    for statement in (
        "DELETE FROM terms WHERE rowid = ?",
        "DELETE FROM titles WHERE rowid = ?",
        "DELETE FROM content WHERE row = ?",
        "DELETE FROM document WHERE row = ?",
    ):
        connection.execute(statement, (row,))


def fetch(connection: sqlite3.Connection, document_ids: Collection[str]) -> dict[str, SearchDocument]:
    """Return stored documents by id."""
    rows = connection.execute(_FETCH, (json.dumps(list(document_ids)),))
    return {row[0]: _document(row[:-1], row[-1]) for row in rows}


def differing(connection: sqlite3.Connection, documents: Sequence[SearchDocument], analyzer: Analyzer) -> set[str]:
    """Return the ids of those that are missing, stored otherwise, or indexed otherwise than their words say."""
    wanted = {document.id: document for document in documents}
    stored = fetch(connection, wanted)
    rows = connection.execute(
        "SELECT id, forward, terms.title, terms.body FROM document JOIN content USING (row)"
        " LEFT JOIN terms ON terms.rowid = document.row WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(wanted)),),
    )
    true = {row[0] for row in rows if row[1:] == _indexed(terms_of(wanted[row[0]], analyzer))}
    return {one for one in wanted if stored.get(one) != wanted[one] or one not in true}


def _indexed(terms: DocumentTerms) -> tuple[bytes, str, str]:
    title, body = (" ".join(terms.words(field)) for field in ("title_parts", "body_parts"))
    return forward_record(terms), title, body


def stored_documents(connection: sqlite3.Connection) -> Iterator[tuple[int, SearchDocument]]:
    """Return every stored document with its row."""
    for row in connection.execute(_ALL):
        yield row[-1], _document(row[:-2], row[-2])


def version_in(connection: sqlite3.Connection, document_id: str) -> int | None:
    """Return the version of a stored document."""
    found = connection.execute("SELECT version FROM document WHERE id = ?", (document_id,)).fetchone()
    return found[0] if found else None


def moment_of(seconds: float | None) -> datetime | None:
    """Return a stored moment."""
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds is not None else None


@lru_cache(maxsize=10_000)
def facets_of(stored: str) -> tuple[tuple[str, str], ...]:
    """Return stored facets."""
    return tuple((facet, value) for facet, value in json.loads(stored))


def _document(row: tuple[object, ...], body: str) -> SearchDocument:
    fields = dict(zip(_COLUMNS, row, strict=True))
    for computed in ("id", "title_key"):
        del fields[computed]
    fields["facets"] = facets_of(str(fields["facets"]))
    for moment in ("dated_at", "available_from", "available_until"):
        fields[moment] = moment_of(fields[moment])  # type: ignore[arg-type]  # a REAL column
    return SearchDocument(body=body, **fields)  # type: ignore[arg-type]  # columns are named like the fields


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None
