"""Queries in SQL. A visitor's text reaches SQLite only as analyzed words in quotes that we put around them."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.analysis import Analyzer, title_forms, title_key
from search.engines.base import MOST_HITS, EngineHit, EngineHits, EngineQuery, EngineSuggestion, Explanation
from search.engines.embedded.contents import facets_of, moment_of, read_totals
from search.engines.embedded.schema import WEIGHTS
from search.engines.ranking import Candidate, Ranking
from search.engines.rarest import rarest
from search.engines.understanding import MOST_TERMS, IndexVocabulary, UnderstoodQuery, understand
from search.engines.vocabulary import Vocabulary

_AVAILABLE = """
    document.source IN (SELECT value FROM json_each(:sources))
    AND (document.available_from IS NULL OR document.available_from <= :now)
    AND (document.available_until IS NULL OR document.available_until > :now)
"""
# Thousands of documents hold the words: they are put in order first, and only the best are looked at. The inner LIMIT
# lets SQLite keep that order, CROSS JOIN lets it go through the documents in it. The columns are those of an EngineHit.
_RETRIEVE = f"""
    SELECT document.row, forward, title_key,
        id, source, object_id, kind, language, 0.0, translation_key, facets, latitude, longitude, dated_at
    FROM (
        SELECT rowid, bm25(terms, {", ".join(map(str, WEIGHTS))})
            - 1000 * (rowid IN (SELECT row FROM document WHERE title_key = :title_key)) AS points
        FROM terms WHERE terms MATCH :match ORDER BY points LIMIT -1
    ) AS found
    CROSS JOIN document ON document.row = found.rowid
    CROSS JOIN content ON content.row = found.rowid
    WHERE {_AVAILABLE} LIMIT :limit
"""  # noqa: S608 - only our own constants are put in
# What begins with the words typed goes first. Where there is enough of it nobody looks at the rest, which for two
# letters is a fifth of all titles.
_SUGGEST_BEGINNINGS = f"""
    SELECT source, object_id, kind, title, language
    FROM document
    WHERE title_key >= :title_key AND title_key < :title_key || char(0x10FFFF) AND {_AVAILABLE}
    ORDER BY language = :language DESC, length(title_key), id
    LIMIT :limit
"""  # noqa: S608 - only our own constants are put in
_SUGGEST = f"""
    SELECT source, object_id, kind, document.title, language
    FROM titles JOIN document ON document.row = titles.rowid
    WHERE titles MATCH :match AND {_AVAILABLE}
    ORDER BY substr(title_key, 1, length(:title_key)) = :title_key DESC, language = :language DESC,
        length(title_key), document.id
    LIMIT :limit
"""  # noqa: S608 - only our own constants are put in


class FileStatistics:
    """What ranking asks of a whole index file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def _totals(self) -> tuple[int, NDArray[np.int64]]:
        return read_totals(self._connection)

    @property
    def n_documents(self) -> int:
        """How many documents the file holds."""
        return self._totals[0]

    @property
    def average_lengths(self) -> NDArray[np.float64]:
        """Words per document in each field."""
        return self._totals[1] / max(self._totals[0], 1)

    def frequencies(self, words: Iterable[str]) -> Mapping[str, tuple[int, int]]:
        """Return in how many documents each word stands as a word, and as a word or part of one."""
        rows = self._connection.execute(
            "SELECT word, n_words, n_parts FROM term WHERE word IN (SELECT value FROM json_each(?))",
            (json.dumps(list(words)),),
        )
        return {word: (n_words, n_parts) for word, n_words, n_parts in rows}


class FileVocabulary:
    """The words of a file: whether one is there is asked of the file, what is like it of the words in memory."""

    def __init__(self, connection: sqlite3.Connection, words: Vocabulary) -> None:
        self._connection = connection
        self._words = words
        self._known: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        if word not in self._known:
            found = self._connection.execute("SELECT 1 FROM term WHERE word = ? AND n_words > 0", (word,)).fetchone()
            self._known[word] = found is not None
        return self._known[word]

    def is_written(self, word: str) -> bool:
        return self._words.is_written(word)

    def has_word_like(self, stem: str, language: str) -> bool:
        return self._words.has_word_like(stem, language)

    def nearest(self, word: str) -> tuple[str, str] | None:
        return self._words.nearest(word)

    def similar(self, word: str) -> list[tuple[str, float]]:
        return self._words.similar(word)


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as far as one index file understands it."""

    query: EngineQuery
    understood: UnderstoodQuery
    analyzer: Analyzer


def ask(query: EngineQuery, *, analyzer: Analyzer, vocabulary: IndexVocabulary) -> Asked:
    """Understand a query with the words of an index."""
    understood = understand(
        query.text,
        query.language,
        analyzer=analyzer,
        vocabulary=vocabulary,
        lexicon=query.lexicon,
        exact=query.exact,
    )
    return Asked(query, understood, analyzer)


def search(connection: sqlite3.Connection, asked: Asked, *, engine: str) -> EngineHits:
    """Return the best documents: any word may match, rare words and titles count more, an exact title goes first."""
    candidates = _retrieve(connection, asked)
    hits = _ranking(connection, asked, candidates).hits()
    return EngineHits(
        tuple(hits[: asked.query.limit]), asked.understood, asked.analyzer, engine, is_cut=len(candidates) == MOST_HITS
    )


def explain(connection: sqlite3.Connection, asked: Asked, document_id: str) -> Explanation | None:
    """Return how a document earns its score among the candidates of a query."""
    return _ranking(connection, asked, _retrieve(connection, asked)).explain(document_id)


def suggest(
    connection: sqlite3.Connection, text: str, *, language: str, sources: Collection[str], moment: datetime, limit: int
) -> list[EngineSuggestion]:
    """Return titles that hold all words typed; any of these may be unfinished."""
    wanted = [" OR ".join(f"{_quoted(form)} *" for form in forms) for forms in title_forms(text)[:MOST_TERMS]]
    if not wanted:
        return []
    parameters = {
        **_conditions(sources, moment),
        "match": " AND ".join(f"({forms})" for forms in wanted),
        "language": language,
        "title_key": title_key(text),
        "limit": limit,
    }
    beginnings = connection.execute(_SUGGEST_BEGINNINGS, parameters).fetchall() if parameters["title_key"] else []
    found = beginnings if len(beginnings) == limit else connection.execute(_SUGGEST, parameters)
    return [EngineSuggestion(*row) for row in found]


def _retrieve(connection: sqlite3.Connection, asked: Asked) -> list[Candidate]:
    """Return the candidates in the order of their rows: where they are equal, the order of the index decides."""
    match = " OR ".join(map(_quoted, rarest(asked.understood, FileStatistics(connection).frequencies)))
    if not match:
        return []
    parameters = {
        **_conditions(asked.query.sources, asked.query.moment),
        "match": match,
        "title_key": title_key(asked.query.text),
        "limit": MOST_HITS,
    }
    return [_candidate(row) for row in sorted(connection.execute(_RETRIEVE, parameters))]


def _ranking(connection: sqlite3.Connection, asked: Asked, candidates: list[Candidate]) -> Ranking:
    return Ranking(
        asked.query,
        asked.understood,
        candidates,
        FileStatistics(connection),
        title_key=title_key(asked.query.text),
    )


def _candidate(row: tuple[Any, ...]) -> Candidate:
    _row, record, key, *described, facets, latitude, longitude, dated_at = row
    hit = EngineHit._make((*described, facets_of(facets), latitude, longitude, moment_of(dated_at)))
    return Candidate(hit, record, key)


def _conditions(sources: Collection[str], moment: datetime) -> dict[str, object]:
    return {"sources": json.dumps(list(sources)), "now": moment.timestamp()}


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
