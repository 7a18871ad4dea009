"""Queries in SQL. A visitor's text reaches SQLite only as analyzed words in quotes that we put around them."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from datetime import datetime

from search.analysis import Analyzer, title_forms, title_key
from search.documents import SearchDocument
from search.engines.base import EngineHit, EngineHits, EngineQuery, EngineSuggestion
from search.engines.embedded.index_file import moment_of, read_meta
from search.engines.embedded.schema import WEIGHTS
from search.engines.understanding import MOST_TERMS, Spelling, UnderstoodQuery, understand

OTHER_LANGUAGE_FACTOR = 0.7  # a page in the visitor's language goes before the same page in another one

_AVAILABLE = """
    document.source IN (SELECT value FROM json_each(:sources))
    AND (document.available_from IS NULL OR document.available_from <= :now)
    AND (document.available_until IS NULL OR document.available_until > :now)
"""
_SEARCH = f"""
    SELECT document.id, source, object_id, kind,
        -bm25(terms, {", ".join(map(str, WEIGHTS))})
        * CASE WHEN language = :language THEN 1 ELSE {OTHER_LANGUAGE_FACTOR} END AS score
    FROM terms JOIN document ON document.row = terms.rowid
    WHERE terms MATCH :match AND {_AVAILABLE}
    ORDER BY title_key = :title_key DESC, score DESC, document.id
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
_FETCH = """
    SELECT id, source, object_id, kind, language, title, url, breadcrumb, body, place, version,
        available_from, available_until
    FROM document WHERE id IN (SELECT value FROM json_each(?))
"""


RememberedSpellings = dict[str, Mapping[str, Spelling]]
"""Spellings by the revision of the index they were read from; at most one."""


class FileVocabulary:
    """The words of an index file; the spellings are read once per revision and only when a word is unknown."""

    def __init__(self, connection: sqlite3.Connection, remembered: RememberedSpellings) -> None:
        self._connection = connection
        self._remembered = remembered

    def knows(self, word: str) -> bool:
        return self._connection.execute("SELECT 1 FROM words WHERE term = ?", (word,)).fetchone() is not None

    def spellings(self) -> Mapping[str, Spelling]:
        revision = read_meta(self._connection).get("revision", "")
        known = self._remembered.get(revision)
        if known is None:
            rows = self._connection.execute("SELECT word, language, n_documents FROM spelling ORDER BY n_documents")
            known = {word: Spelling(language, n_documents) for word, language, n_documents in rows}
            self._remembered.clear()
            self._remembered[revision] = known
        return known


def search(
    connection: sqlite3.Connection, query: EngineQuery, *, analyzer: Analyzer, remembered: RememberedSpellings
) -> EngineHits:
    """Return the best documents: any word may match, rare words and titles count more, an exact title goes first."""
    vocabulary = FileVocabulary(connection, remembered)
    understood = understand(query.text, query.language, analyzer=analyzer, vocabulary=vocabulary)
    hits: tuple[EngineHit, ...] = ()
    if understood.terms:
        parameters = {
            **_conditions(query.sources, query.moment),
            "match": _any_of(understood),
            "language": query.language,
            "title_key": title_key(query.text),
            "limit": query.limit,
        }
        hits = tuple(EngineHit(*row) for row in connection.execute(_SEARCH, parameters))
    return EngineHits(hits, understood.wanted, understood.corrections, analyzer)


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
    return [EngineSuggestion(*row) for row in connection.execute(_SUGGEST, parameters)]


def fetch(connection: sqlite3.Connection, document_ids: Collection[str]) -> dict[str, SearchDocument]:
    """Return stored documents by id."""
    return {
        row[0]: SearchDocument(
            **dict(
                zip(
                    (
                        "source",
                        "object_id",
                        "kind",
                        "language",
                        "title",
                        "url",
                        "breadcrumb",
                        "body",
                        "place",
                        "version",
                    ),
                    row[1:11],
                    strict=True,
                )
            ),
            available_from=moment_of(row[11]),
            available_until=moment_of(row[12]),
        )
        for row in connection.execute(_FETCH, (json.dumps(list(document_ids)),))
    }


def _conditions(sources: Collection[str], moment: datetime) -> dict[str, object]:
    return {"sources": json.dumps(list(sources)), "now": moment.timestamp()}


def _any_of(understood: UnderstoodQuery) -> str:
    clauses = []
    for term in understood.terms:
        clauses.append(f"{{title body}}: {_quoted(term.word)}")
        clauses.extend(f"{{title_parts body_parts}}: {_quoted(word)}" for word in (term.word, *term.parts))
    return " OR ".join(clauses)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
