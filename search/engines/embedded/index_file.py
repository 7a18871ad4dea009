"""One generation of the index: a SQLite file that several processes read while one writes.

Every call opens the file anew (half a millisecond): nothing is shared between threads or inherited by forks, and a
process that is killed leaves nothing behind that the next one would not roll back.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from search.analysis import ANALYSIS_VERSION, Analyzer, title_forms, title_key, vocabulary_of
from search.documents import SearchDocument
from search.engines.base import IndexBuilder, LogPosition, SearchUnavailableError
from search.engines.embedded.schema import SCHEMA, SCHEMA_VERSION

BUSY_SECONDS = 5.0  # how long a writer waits for another one


class IndexFile:
    """Opens one file and changes what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._analyzer: Analyzer | None = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file to read one consistent state; raises SearchUnavailableError when it cannot be read."""
        with self._open() as connection:
            connection.execute("PRAGMA query_only = 1")
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction; a break in the middle leaves it as it was."""
        with self._open() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                raise_revision(connection)
            except BaseException:
                if connection.in_transaction:  # SQLite has given up by itself when the disk is full
                    connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def create(self) -> None:
        """Make an empty file of the current schema."""
        with _speaking_of(self.path), closing(sqlite3.connect(self.path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(SCHEMA)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def analyzer(self, connection: sqlite3.Connection) -> Analyzer:
        """Return the analyzer with this generation's snapshot of compounds."""
        if self._analyzer is None:
            self._analyzer = Analyzer(dict(connection.execute("SELECT word, frequency FROM vocabulary")))
        return self._analyzer

    def apply(self, *, add: Iterable[SearchDocument], remove: Collection[str], position: LogPosition | None) -> None:
        """Remove and add documents and move the position, in one transaction."""
        with self.changing() as connection:
            analyzer = self.analyzer(connection)
            for document_id in remove:
                _delete(connection, document_id)
            for document in add:
                row = _store(connection, document)
                if row is not None:
                    _index(connection, analyzer, row, document.title, document.body, document.language)
            if position is not None:
                write_position(connection, position)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # mode=rw: a missing file is an error and never silently a new, empty index.
        address = f"{self.path.absolute().as_uri()}?mode=rw"
        with (
            _speaking_of(self.path),
            closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection,
        ):
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                raise SearchUnavailableError(f"{self.path.name} has another schema; rebuild the index.")
            yield connection


class GenerationBuilder(IndexBuilder):
    """Fills a new file: documents are staged first, so that compounds are learned from all of them."""

    def __init__(self, file: IndexFile, *, take_over: Callable[[IndexFile], None]) -> None:
        self.file = file
        self.is_activated = False
        self._take_over = take_over

    def stage(self, documents: Iterable[SearchDocument]) -> None:
        with self.file.changing() as connection:
            for document in documents:
                _store(connection, document)

    def learn(self, position: LogPosition) -> None:
        with self.file.changing() as connection:
            texts = connection.execute("SELECT title || char(10) || body, language FROM document")
            vocabulary = vocabulary_of(texts)
            connection.executemany("INSERT INTO vocabulary VALUES (?, ?)", vocabulary.items())
            analyzer = self.file.analyzer(connection)
            n_documents = 0
            for row, title, body, language in connection.execute("SELECT row, title, body, language FROM document"):
                _index(connection, analyzer, row, title, body, language)
                n_documents += 1
            write_meta(connection, "n_documents_learned", n_documents)
            write_meta(connection, "vocabulary_version", analyzer.version)
            write_meta(connection, "analysis_version", ANALYSIS_VERSION)
            write_position(connection, position)

    def apply(
        self,
        *,
        add: Iterable[SearchDocument] = (),
        remove: Collection[str] = (),
        position: LogPosition | None = None,
    ) -> None:
        self.file.apply(add=add, remove=remove, position=position)

    def activate(self) -> None:
        self._take_over(self.file)
        self.is_activated = True


def read_meta(connection: sqlite3.Connection) -> dict[str, str]:
    """Return everything that a file says about itself."""
    return dict(connection.execute("SELECT key, value FROM meta"))


def write_meta(connection: sqlite3.Connection, key: str, value: object) -> None:
    """Let a file say something about itself."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(value)))


def write_position(connection: sqlite3.Connection, position: LogPosition) -> None:
    """Store how far in the change log the file is."""
    write_meta(connection, "position", f"{position[0]} {position[1]}")


def read_position(connection: sqlite3.Connection) -> LogPosition | None:
    """Return how far in the change log the file is; nothing when another version of the analysis wrote it."""
    meta = read_meta(connection)
    if meta.get("analysis_version") != str(ANALYSIS_VERSION) or "position" not in meta:
        return None
    transaction_id, change_id = meta["position"].split()
    return int(transaction_id), int(change_id)


def raise_revision(connection: sqlite3.Connection) -> None:
    """Count a change, so that processes know that what they remember of the vocabulary is old."""
    connection.execute(
        "INSERT INTO meta VALUES ('revision', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1"
    )


def _store(connection: sqlite3.Connection, document: SearchDocument) -> int | None:
    """Replace a document's stored row and return its number; nothing if the index holds a newer version."""
    known = connection.execute("SELECT version FROM document WHERE id = ?", (document.id,)).fetchone()
    if known and known[0] > document.version:
        return None
    _delete(connection, document.id)
    return connection.execute(
        "INSERT INTO document (id, source, object_id, kind, language, title, title_key, body, url, breadcrumb, place,"
        " version, available_from, available_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document.id, document.source, document.object_id, document.kind, document.language, document.title),
            *(title_key(document.title), document.body, document.url, document.breadcrumb, document.place),
            *(document.version, _seconds(document.available_from), _seconds(document.available_until)),
        ),
    ).lastrowid


def _index(connection: sqlite3.Connection, analyzer: Analyzer, row: int, title: str, body: str, language: str) -> None:
    title_terms, body_terms = analyzer.terms(title, language), analyzer.terms(body, language)
    words = [" ".join(term.word for term in found) for found in (title_terms, body_terms)]
    # The fields of parts hold the whole words too, so that "Kinder" meets the first half of "Kinderbetreuung".
    parts = [
        " ".join(part for term in found for part in (term.word, *term.parts)) for found in (title_terms, body_terms)
    ]
    connection.execute(
        "INSERT INTO terms (rowid, title, body, title_parts, body_parts) VALUES (?, ?, ?, ?, ?)", (row, *words, *parts)
    )
    connection.execute(
        "INSERT INTO titles (rowid, title_words) VALUES (?, ?)", (row, " ".join(chain(*title_forms(title))))
    )
    connection.executemany(
        "INSERT INTO spelling VALUES (?, ?, 1)"
        " ON CONFLICT (word, language) DO UPDATE SET n_documents = n_documents + 1",
        ((word, language) for word in {term.typed for term in title_terms + body_terms}),
    )


def _delete(connection: sqlite3.Connection, document_id: str) -> None:
    found = connection.execute("SELECT row FROM document WHERE id = ?", (document_id,)).fetchone()
    if found:
        connection.execute("DELETE FROM terms WHERE rowid = ?", found)
        connection.execute("DELETE FROM titles WHERE rowid = ?", found)
        connection.execute("DELETE FROM document WHERE row = ?", found)


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def moment_of(seconds: float | None) -> datetime | None:
    """Return a stored moment."""
    return datetime.fromtimestamp(seconds, tz=UTC) if seconds is not None else None


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """Let every trouble with the file be one sort of trouble for callers."""
    try:
        yield
    except sqlite3.Error as error:
        raise SearchUnavailableError(f"{path.name}: {error}") from error
