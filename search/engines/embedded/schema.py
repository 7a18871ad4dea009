"""What an index file looks like.

`vocabulary` is the snapshot that compounds were learned from and stays as it is; `spelling` grows with every document
and is what typos are compared with.
"""

from typing import Final

SCHEMA_VERSION: Final = 1

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
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    body TEXT NOT NULL,
    url TEXT NOT NULL,
    breadcrumb TEXT NOT NULL,
    place TEXT NOT NULL,
    version INTEGER NOT NULL,
    available_from REAL,
    available_until REAL
);
CREATE TABLE spelling (
    word TEXT NOT NULL,
    language TEXT NOT NULL,
    n_documents INTEGER NOT NULL,
    PRIMARY KEY (word, language)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE terms USING fts5 (
    title, body, title_parts, body_parts,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '+#.'''"
);
CREATE VIRTUAL TABLE titles USING fts5 (
    title_words, prefix = '2 3',
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '+#.'''"
);
CREATE VIRTUAL TABLE words USING fts5vocab (terms, 'row');
"""

WEIGHTS: Final = (3.0, 1.0, 1.0, 0.4)
"""How much a word counts in title, body, title_parts, body_parts; measured on judged questions, see README.md."""
