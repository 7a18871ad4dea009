"""What the tests of the search room share: an engine of each sort, and a source of notes."""

import uuid
from collections.abc import Callable, Iterable, Iterator

import pytest

from search import documents, indexing
from search.documents import SearchDocument
from search.engines import SearchEngine, index_copy
from tests.search.small_documents import NoteSource, small_documents
from tests.support.elasticsearch_node import delete_indexes
from tests.support.services import elasticsearch_url


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Every engine passes the same contract."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch_node")
    return index_copy(request.param)


@pytest.fixture
def elasticsearch_node(settings: object) -> Iterator[str]:
    """Let the portal use the tests' Elasticsearch, with an index of this test's own."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = elasticsearch_url()
    settings.ELASTICSEARCH_INDEX = f"test-{uuid.uuid4().hex[:12]}"
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = 10.0  # a loaded machine; tests of time limits set their own
    yield elasticsearch_url()
    delete_indexes(elasticsearch_url(), settings.ELASTICSEARCH_INDEX)


@pytest.fixture
def fill(engine: SearchEngine) -> Callable[[Iterable[SearchDocument]], SearchEngine]:
    """Build an index of these documents, which learns its compounds from them."""

    def filled(wanted: Iterable[SearchDocument]) -> SearchEngine:
        with engine.rebuilding() as builder:
            builder.stage(wanted)
            builder.learn((0, 0))
            builder.activate()
        return engine

    return filled


@pytest.fixture
def notes() -> Iterator[NoteSource]:
    """Only notes are searchable in this test."""
    before = documents.sources()
    for source in before:
        documents.unregister(source.name)
    source = NoteSource(small_documents())
    documents.register(source)
    yield source
    documents.unregister(source.name)
    for source in before:
        documents.register(source)


@pytest.fixture
def indexed_notes(notes: NoteSource, db: None) -> NoteSource:
    """Notes that have been indexed."""
    indexing.rebuild()
    return notes
