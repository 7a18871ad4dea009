"""What the tests of the search room share: an engine of each sort, and a source of notes."""

from collections.abc import Callable, Iterable, Iterator

import pytest

from search import documents, indexing
from search.documents import SearchDocument
from search.engines import SearchEngine, get_engine
from tests.search.small_documents import NoteSource, small_documents


@pytest.fixture(params=["embedded"])
def engine(request: pytest.FixtureRequest, settings: object) -> SearchEngine:
    """Every engine passes the same contract."""
    settings.SEARCH_ENGINE = request.param
    return get_engine()


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
