"""What an index and its documents look like on the server."""

import base64
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Any, Final

from search.analysis import title_forms, title_key
from search.documents import SearchDocument
from search.engines.forward import FIELDS, DocumentTerms, forward_record

SCHEMA_VERSION: Final = 1
"""Raised with every change below; it is a part of the index's name, so that two versions of the portal live side by
side, each with an index that it understands."""

PART_FIELDS: Final = ("title_parts", "body_parts")
EARLIEST: Final = 0
LATEST: Final = 2**63 - 1
FACET_SIGN: Final = "="  # between a facet's code, which has none in it, and its value
MOST_KEY_CHARACTERS: Final = 1_000  # longer ones are stored, but not found as exact titles

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Words come analyzed and joined by spaces. Their places are not stored: nothing asks for them.
_WORDS: Final = {"type": "text", "analyzer": "whitespace", "index_options": "freqs"}
_COUNTED: Final = {"type": "text", "analyzer": "whitespace", "index_options": "docs", "norms": False}
_CODE: Final = {"type": "keyword"}
_NUMBER: Final = {"type": "double", "index": False}
MAPPINGS: Final[Mapping[str, Any]] = {
    "dynamic": False,
    # Stored once, where ranking reads it: it does not compress, and texts are compared without it.
    "_source": {"excludes": ["forward"]},
    "properties": {
        "id": _CODE,
        "source": _CODE,
        "object_id": _CODE,
        "kind": _CODE,
        "language": _CODE,
        "translation_key": _CODE,
        "facets": _CODE,
        "latitude": _NUMBER,
        "longitude": _NUMBER,
        "dated_at": {"type": "long"},
        **dict.fromkeys(FIELDS, _WORDS),
        # Each distinct word once, to be counted: whole words, and whole words with parts.
        "words": _COUNTED,
        "parts": _COUNTED,
        "forward": {"type": "binary", "doc_values": True},
        "title_key": {"type": "keyword", "ignore_above": MOST_KEY_CHARACTERS},
        "title_words": {**_COUNTED, "index_prefixes": {"min_chars": 2, "max_chars": 8}},
        "title_length": {"type": "integer"},
        "available_from": {"type": "long"},
        "available_until": {"type": "long"},
        "document": {"type": "object", "enabled": False},
    },
}
# One shard: it holds millions of documents, and only a whole index can say in how many of them a word stands.
SETTINGS: Final[Mapping[str, Any]] = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}


def source_of(document: SearchDocument, terms: DocumentTerms) -> dict[str, Any]:
    """Return a document as the server stores it: its analyzed words, what is filtered by, and itself as it was."""
    by_field = {field: terms.words(field) for field in FIELDS}
    return {
        "id": document.id,
        "source": document.source,
        "object_id": document.object_id,
        "kind": document.kind,
        "language": document.language,
        "translation_key": document.translation_key,
        "facets": [FACET_SIGN.join(facet) for facet in document.facets],
        "latitude": document.latitude,
        "longitude": document.longitude,
        "dated_at": microseconds(document.dated_at) if document.dated_at else None,
        **{field: " ".join(words) for field, words in by_field.items()},
        "words": " ".join(dict.fromkeys(chain(*(by_field[field] for field in FIELDS if field not in PART_FIELDS)))),
        "parts": " ".join(dict.fromkeys(chain(*(by_field[field] for field in PART_FIELDS)))),
        "forward": base64.b64encode(forward_record(terms)).decode(),
        "title_key": title_key(document.title),
        "title_words": " ".join(chain(*title_forms(document.title))),
        "title_length": len(title_key(document.title)),
        "available_from": microseconds(document.available_from) if document.available_from else EARLIEST,
        "available_until": microseconds(document.available_until) if document.available_until else LATEST,
        "document": as_json(document),
    }


def microseconds(moment: datetime) -> int:
    """Return a moment as the server compares it."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(stored: int) -> datetime:
    """Return a moment that `microseconds` was given."""
    return _EPOCH + timedelta(microseconds=stored)


def as_json(document: SearchDocument) -> dict[str, Any]:
    """Return a document's own fields for JSON."""
    values = {one.name: getattr(document, one.name) for one in fields(document)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
        if value is not None and value not in ("", ())
    }


def stored_form(source: Mapping[str, Any]) -> Any:
    """Return what the server gives back for what it was given."""
    return json.loads(json.dumps({name: value for name, value in source.items() if name != "forward"}))


def document_of(stored: Mapping[str, Any]) -> SearchDocument:
    """Return the document that `as_json` was given."""
    values = dict(stored)
    for name in ("dated_at", "available_from", "available_until"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if "facets" in values:
        values["facets"] = tuple((facet, value) for facet, value in values["facets"])
    return SearchDocument(**{"title": "", "url": "", **values})
