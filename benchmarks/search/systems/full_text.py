"""The full-text search of databases as their manuals show it: SQLite's FTS5, PostgreSQL's tsvector."""

import re
import sqlite3
from collections.abc import Iterable

from benchmarks.search.systems import DEPTH, Document, System
from benchmarks.servers import own_database, remove_database

_WORD = re.compile(r"\w+")


class Fts5(System):
    """SQLite's FTS5 with its own tokenizer and weights; any word may match."""

    def build(self, documents: Iterable[Document]) -> None:
        self.open()
        with self.connection:
            self.connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (id UNINDEXED, title, body)")
            self.connection.executemany("INSERT INTO texts VALUES (:id, :title, :body)", documents)
        self.connection.close()

    def open(self) -> None:
        self.connection = sqlite3.connect(self.folder / "index.sqlite3")

    def ask(self, text: str, language: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(text))
        rows = self.connection.execute(
            "SELECT id FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?", (match, DEPTH)
        )
        return [row[0] for row in rows] if match else []


class Postgresql(System):
    """A weighted tsvector with a GIN index, `ts_rank` and any word: what the manual recommends."""

    has_own_process = True

    def build(self, documents: Iterable[Document]) -> None:
        import psycopg

        with psycopg.connect(own_database(self.folder, create=True), autocommit=True) as connection:
            connection.execute(
                "CREATE TABLE texts (id text, title text, body text, vector tsvector GENERATED ALWAYS AS ("
                " setweight(to_tsvector('german', title), 'A') || setweight(to_tsvector('german', body), 'D')) STORED)"
            )
            with connection.cursor().copy("COPY texts (id, title, body) FROM STDIN") as copy:
                for one in documents:
                    copy.write_row((one["id"], one["title"], one["body"]))
            connection.execute("CREATE INDEX ON texts USING gin (vector)")
            connection.execute("ANALYZE texts")

    def open(self) -> None:
        import psycopg

        self.connection = psycopg.connect(own_database(self.folder), autocommit=True)

    def ask(self, text: str, language: str) -> list[str]:
        wanted = " | ".join(_WORD.findall(text))
        rows = self.connection.execute(
            "SELECT id FROM texts, to_tsquery('german', %(wanted)s) AS wanted"
            " WHERE vector @@ wanted ORDER BY ts_rank(vector, wanted) DESC LIMIT %(most)s",
            {"wanted": wanted, "most": DEPTH},
        )
        return [row[0] for row in rows]

    def size_bytes(self) -> int:
        self.open()
        (size,) = self.connection.execute("SELECT pg_total_relation_size('texts')").fetchone()
        return size

    def remove(self) -> None:
        remove_database(self.folder)
