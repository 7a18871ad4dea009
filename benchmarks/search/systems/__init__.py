"""What is compared: each system builds an index of the same documents and answers the same questions.

Each runs in a process of its own and is imported only there (`one_system.py`); peers in an environment of their own.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

Document = dict[str, str]
DEPTH = 10


class System(ABC):
    """One way to search, with its files in a folder of its own."""

    has_own_process = False  # whether the work happens in a server whose memory this process does not see

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, documents: Callable[[], Iterable[Document]]) -> None:  # noqa: B027 - most need none
        """Do what does not count as building an index, such as storing rows."""

    @abstractmethod
    def build(self, documents: Iterable[Document]) -> None:
        """Build an index that another process can open."""

    @abstractmethod
    def open(self) -> None:
        """Open an index that was built."""

    @abstractmethod
    def ask(self, text: str, language: str) -> list[str]:
        """Return the ids of the best documents."""

    def size_bytes(self) -> int:
        """Return how much room the index takes."""
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())

    def remove(self) -> None:  # noqa: B027 - most leave nothing
        """Take away what lies outside of the folder."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a system is found, and whether it lives in the environment of the peers."""

    title: str
    module: str
    class_name: str
    is_peer: bool = False


SYSTEMS = {
    "embedded": Entry("Heimathafen, embedded", "ours", "Embedded"),
    "elasticsearch": Entry("Heimathafen, Elasticsearch", "ours", "Elasticsearch"),
    "wagtail_sqlite": Entry("Wagtail, SQLite, as shipped", "wagtail_stock", "WagtailSqlite"),
    "wagtail_sqlite_or": Entry("Wagtail, SQLite, operator or", "wagtail_stock", "WagtailSqliteOr"),
    "wagtail_postgresql": Entry("Wagtail, PostgreSQL, german", "wagtail_stock", "WagtailPostgresql"),
    "wagtail_postgresql_or": Entry("Wagtail, PostgreSQL, german, or", "wagtail_stock", "WagtailPostgresqlOr"),
    "fts5": Entry("raw FTS5, or, bm25", "full_text", "Fts5"),
    "postgresql": Entry("PostgreSQL full text, german, or", "full_text", "Postgresql"),
    "tantivy": Entry("tantivy, german", "peers", "Tantivy", is_peer=True),
    "bm25s": Entry("bm25s, german stemmer", "peers", "Bm25s", is_peer=True),
}
