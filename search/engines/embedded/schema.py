"""What an index file looks like.

`vocabulary` is the snapshot that compounds were learned from and stays as it is; `term` and `spelling` follow every
document: what words are worth, and what typos are compared with. `terms` holds whole words and parts
alike and only retrieves candidates; `content.forward` is what they are ranked from (:mod:`search.engines.forward`).
"""

from typing import Final

SCHEMA_VERSION: Final = 3

# Tokens come analyzed and joined by spaces; the tokenizer only has to leave "c++", ".net" and vowel signs whole.
SCHEMA: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, frequency INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE document (
    row INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    object_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    translation_key TEXT NOT NULL,
    facets TEXT NOT NULL,
    latitude REAL,
    longitude REAL,
    dated_at REAL,
    available_from REAL,
    available_until REAL,
    version INTEGER NOT NULL,
    title_key TEXT NOT NULL,
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    breadcrumb TEXT NOT NULL,
    keywords TEXT NOT NULL
);
CREATE INDEX document_title_key ON document (title_key);
CREATE TABLE content (row INTEGER PRIMARY KEY, body TEXT NOT NULL, forward BLOB);
CREATE TABLE term (
    word TEXT PRIMARY KEY,
    n_words INTEGER NOT NULL,
    n_parts INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE spelling (
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    n_documents INTEGER NOT NULL,
    PRIMARY KEY (word, language)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE terms USING fts5 (
    title, body,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '+#.'''"
);
CREATE VIRTUAL TABLE titles USING fts5 (
    title_words, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '+#.'''"
);
"""

WEIGHTS: Final = (3.0, 1.0)
"""How much a word or a part of one counts in title and body when candidates are retrieved."""
