"""One generation of the index: a SQLite file that several processes read while one writes.

Every call opens the file anew (half a millisecond): nothing is shared between threads or inherited by forks, and a
process that is killed leaves nothing behind that the next one would not roll back.
"""

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from search.analysis import ANALYSIS_VERSION, Analyzer, vocabulary_of
from search.documents import SearchDocument
from search.engines.base import IndexBuilder, LogPosition, SearchUnavailableError
from search.engines.embedded.contents import Tally, delete, index, store, stored_documents, version_in
from search.engines.embedded.schema import SCHEMA, SCHEMA_VERSION
from search.engines.vocabulary import Vocabulary

QUICKLY_READ_WORDS = 10_000  # a tenth of a second; portals of some thousand pages have fewer
BUSY_SECONDS = 5.0  # how long a writer waits for another one
# Also what a broken disk says; a file without a log beside it has no writer that one could disturb.
_NO_ROOM = {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL}


class IndexFile:
    """Opens one file and changes what is in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._analyzer: Analyzer | None = None
        self._vocabulary: tuple[str, Vocabulary] | None = None
        self._reading_words = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Open the file to read one consistent state; raises SearchUnavailableError when it cannot be read."""
        with self._open(self._connect_to_read) as connection:
            connection.execute("PRAGMA query_only = 1")
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction; a break in the middle leaves it as it was."""
        with self._open(self._connect) as connection:
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

    def vocabulary(self, connection: sqlite3.Connection) -> Vocabulary:
        """Return all words of the file.

        They are read anew after each change of it: at once where that is quick, else beside the question, which is
        answered with the words from before. What a document holds is asked of the file itself in any case.
        """
        revision = read_meta(connection).get("revision", "")
        known = self._vocabulary
        if known is None or (known[0] != revision and len(known[1].words) <= QUICKLY_READ_WORDS):
            known = self._vocabulary = revision, read_vocabulary(connection)
        elif known[0] != revision and self._reading_words.acquire(blocking=False):
            # No daemon: compiled code that is cut off when its process ends takes the process down.
            threading.Thread(target=self._read_words, name="search-words").start()
        return known[1]

    def _read_words(self) -> None:
        try:
            with suppress(SearchUnavailableError), self.reading() as connection:
                self._vocabulary = read_meta(connection).get("revision", ""), read_vocabulary(connection)
        finally:
            self._reading_words.release()

    def take(self, analyzer: Analyzer) -> None:
        """Use an analyzer that was made from this file's snapshot just now."""
        self._analyzer = analyzer

    def apply(self, *, add: Iterable[SearchDocument], remove: Collection[str], position: LogPosition | None) -> None:
        """Remove and add documents and move the position, in one transaction."""
        with self.changing() as connection:
            analyzer, tally = self.analyzer(connection), Tally()
            for document_id in remove:
                delete(connection, document_id, analyzer, tally)
            for document in add:
                if (row := _replace(connection, document, analyzer, tally)) is not None:
                    index(connection, row, document, analyzer, tally)
            tally.write(connection)
            if position is not None:
                write_position(connection, position)

    @contextmanager
    def _open(self, connect: Callable[[], sqlite3.Connection]) -> Iterator[sqlite3.Connection]:
        with _speaking_of(self.path), closing(connect()) as connection:
            if connection.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
                raise SearchUnavailableError(f"{self.path.name} has another schema; rebuild the index.")
            yield connection

    # mode=rw: a missing file is an error and never silently a new, empty index.
    def _connect(self, options: str = "mode=rw") -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?{options}"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")  # the first look into the file
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _connect_to_read(self) -> sqlite3.Connection:
        """Open the file as usual; on a full disk, where SQLite cannot lay out what its readers share, as it lies."""
        try:
            return self._connect()
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF not in _NO_ROOM or not self._is_complete():
                raise
        return self._connect("mode=ro&immutable=1")

    def _is_complete(self) -> bool:
        """Return whether all changes are in the file itself, and none in the log beside it."""
        try:
            return self.path.with_name(f"{self.path.name}-wal").stat().st_size == 0
        except FileNotFoundError:
            return self.path.exists()


class GenerationBuilder(IndexBuilder):
    """Fills a new file: documents are staged first, so that compounds are learned from all of them."""

    def __init__(self, file: IndexFile, *, take_over: Callable[[IndexFile], None]) -> None:
        self.file = file
        self.is_activated = False
        self._take_over = take_over

    def stage(self, documents: Iterable[SearchDocument]) -> None:
        with self.file.changing() as connection:
            analyzer = self.file.analyzer(connection)
            for document in documents:
                _replace(connection, document, analyzer, Tally())

    def learn(self, position: LogPosition) -> None:
        with self.file.changing() as connection:
            texts = connection.execute(
                "SELECT title || char(10) || keywords || char(10) || body, language"
                " FROM document JOIN content USING (row)"
            )
            vocabulary = vocabulary_of(texts)
            connection.executemany("INSERT INTO vocabulary VALUES (?, ?)", sorted(vocabulary.items()))
            analyzer, tally = Analyzer(vocabulary), Tally()
            self.file.take(analyzer)
            n_documents = 0
            for row, document in stored_documents(connection):
                index(connection, row, document, analyzer, tally)
                n_documents += 1
            tally.write(connection)
            connection.execute("INSERT INTO terms (terms) VALUES ('optimize')")
            connection.execute("INSERT INTO titles (titles) VALUES ('optimize')")
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


def read_vocabulary(connection: sqlite3.Connection) -> Vocabulary:
    """Read all words of a file."""
    return Vocabulary(
        words=(word for (word,) in connection.execute("SELECT word FROM term WHERE n_words > 0")),
        spellings=connection.execute("SELECT word, language, n_documents FROM spelling"),
    )


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


def _replace(connection: sqlite3.Connection, document: SearchDocument, analyzer: Analyzer, tally: Tally) -> int | None:
    """Store a document in place of its older self and return its row; nothing if the index holds a newer version."""
    known = version_in(connection, document.id)
    if known is not None and known > document.version:
        return None
    delete(connection, document.id, analyzer, tally)
    return store(connection, document)


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """Let every trouble with the file be one sort of trouble for callers."""
    try:
        yield
    except sqlite3.Error as error:
        raise SearchUnavailableError(f"{path.name}: {error}") from error
