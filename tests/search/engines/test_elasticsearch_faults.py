"""A server that is refused, silent, overloaded or talks nonsense: visitors get answers, and no change is lost."""

import threading
import uuid

import pytest

from matching import changes
from search import indexing
from search.engines import EngineQuery, SearchUnavailableError, index_copy
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch.cluster import Cluster
from search.engines.embedded import EmbeddedEngine
from search.engines.fallback import FIRST_PAUSE_SECONDS, Breaker, FallbackEngine
from tests.search.small_documents import TEXTS, at, document, small_documents
from tests.support.elasticsearch_node import delete_indexes
from tests.support.faults import (
    BLACK_HOLE,
    FAULTS,
    HALF,
    NOT_JSON,
    OTHER_JSON,
    REFUSED,
    TOO_MANY,
    UNAVAILABLE,
    WELL,
    faulty_server,
)
from tests.support.services import elasticsearch_url

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

NOW = at("2030-06-01T12:00Z")
CARE_QUERY = EngineQuery(text="Altenpflege", language="de", sources=("note",), moment=NOW)


class Clock:
    def __init__(self):
        self.seconds = 1_000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server(elasticsearch_node, settings):
    """Stand between the portal and the node."""
    with faulty_server(elasticsearch_node) as server:
        settings.ELASTICSEARCH_URL = server.address
        yield server


@pytest.fixture
def two_copies(server, indexed_notes):
    """Notes that have been indexed by both engines, through the faulty server while it is well."""
    return indexed_notes


@pytest.fixture
def impatient(settings):
    """Wait shortly: how long does not matter for what happens then."""
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = 0.3
    settings.ELASTICSEARCH_INDEXING_TIMEOUT_SECONDS = 0.3


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Two engines with the same documents, the one on the server behind a faulty one; filled once for all faults."""
    with faulty_server(elasticsearch_url()) as server:
        prefix = f"test-{uuid.uuid4().hex[:12]}"
        first = ElasticsearchEngine(Cluster(server.address, timeout_seconds=10.0), prefix=prefix)
        second = EmbeddedEngine(tmp_path_factory.mktemp("embedded"))
        for engine in (first, second):
            with engine.rebuilding() as builder:
                builder.stage(small_documents())
                builder.learn((0, 0))
                builder.activate()
        yield first, second, server
    delete_indexes(elasticsearch_url(), prefix)


@pytest.fixture
def faulty(filled, clock):
    """The engine that falls back, impatient, and its server, which is well at the beginning."""
    first, second, server = filled
    server.become(WELL)
    cluster = Cluster(server.address, timeout_seconds=0.3)
    first = ElasticsearchEngine(cluster, prefix=first.alias.rsplit("-", 2)[0])
    return FallbackEngine(first, second, breaker=Breaker(clock), start=lambda probe: probe()), server


def stored(name):
    return set(index_copy(name).versions())


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_whatever_the_server_does_the_embedded_index_answers_and_the_server_is_left_alone(faulty, fault):
    engine, server = faulty
    expected = [hit.id for hit in engine.second.search(CARE_QUERY).hits]
    server.become(fault)

    first = engine.search(CARE_QUERY)
    asked = server.n_connections
    second = engine.search(CARE_QUERY)
    titles = engine.suggest("Pflegef", language="de", sources=["note"], moment=NOW, limit=5)

    assert [hit.id for hit in first.hits] == expected
    assert first.answered_by == second.answered_by == "embedded"
    assert engine.fetch(expected).keys() == set(expected)
    assert len(titles) == 1
    assert server.n_connections == asked
    assert engine.state().is_open


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_texts_come_from_the_embedded_index_when_only_the_search_itself_went_well(faulty, fault):
    engine, server = faulty
    engine.first.cluster.timeout_seconds = 10.0
    found = engine.search(CARE_QUERY)
    engine.first.cluster.timeout_seconds = 0.3
    server.become(fault)

    texts = engine.fetch([hit.id for hit in found.hits])

    assert found.answered_by == "elasticsearch"
    assert texts.keys() == {hit.id for hit in found.hits}
    assert engine.state().is_open


def test_a_server_that_is_back_is_asked_again(faulty, clock):
    engine, server = faulty
    server.become(REFUSED)
    engine.search(CARE_QUERY)
    engine.first.cluster.timeout_seconds = 10.0
    server.become(WELL)

    clock.seconds += FIRST_PAUSE_SECONDS
    answers = [engine.search(CARE_QUERY).answered_by for _ in range(2)]

    assert answers == ["embedded", "elasticsearch"]


def test_nobody_waits_for_the_words_of_a_large_index(faulty, clock, monkeypatch):
    engine, _server = faulty
    may_go_on = threading.Event()
    reading = engine.first.state.read_vocabulary

    def read_slowly(index):
        may_go_on.wait(30)
        return reading(index)

    monkeypatch.setattr(engine.first.state, "read_vocabulary", read_slowly)
    during = engine.search(CARE_QUERY).answered_by
    may_go_on.set()
    engine.first._loading.join()
    engine.first.cluster.timeout_seconds = 10.0
    clock.seconds += FIRST_PAUSE_SECONDS
    engine.search(CARE_QUERY)

    assert during == "embedded"
    assert engine.search(CARE_QUERY).answered_by == "elasticsearch"


def test_a_server_without_an_index_is_not_waited_for(faulty):
    engine, server = faulty
    without = ElasticsearchEngine(Cluster(server.address), prefix="test-nothing")

    assert FallbackEngine(without, engine.second).search(CARE_QUERY).answered_by == "embedded"


@pytest.mark.parametrize("fault", [REFUSED, BLACK_HOLE, HALF, UNAVAILABLE, NOT_JSON, OTHER_JSON], ids=str)
def test_what_changes_while_the_server_is_away_reaches_it_after_its_return(two_copies, server, settings, fault):
    server.become(fault)
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = settings.ELASTICSEARCH_INDEXING_TIMEOUT_SECONDS = 0.3
    two_copies.hidden.add("Wohnung anmelden")
    two_copies.documents["Bus"] = document("Bus", "Fahrplan")
    changes.record(changes.Kind.PAGE, ["Wohnung anmelden", "Bus"])

    indexing.follow()

    wanted = {f"note:{title}" for title in (*TEXTS, "Bus")} - {"note:Wohnung anmelden"}
    assert stored("embedded") == wanted
    assert lag_of("search:elasticsearch") == 2
    assert lag_of("search:embedded") == 0

    server.become(WELL)
    settings.ELASTICSEARCH_TIMEOUT_SECONDS = settings.ELASTICSEARCH_INDEXING_TIMEOUT_SECONDS = 10.0
    indexing.follow()

    assert stored("elasticsearch") == wanted
    assert lag_of("search:elasticsearch") == 0


def test_a_query_is_never_kept_waiting_by_what_has_to_be_written(two_copies, server):
    server.become(BLACK_HOLE)
    asked = server.n_connections
    two_copies.documents["Bus"] = document("Bus", "Fahrplan")
    changes.record(changes.Kind.PAGE, ["Bus"])

    is_done = indexing.catch_up()

    assert "note:Bus" in stored("embedded")
    assert not is_done  # so the worker is told
    assert server.n_connections == asked


@pytest.mark.parametrize("fault", [TOO_MANY, UNAVAILABLE, HALF, REFUSED], ids=str)
def test_a_write_that_fails_moves_no_position(two_copies, server, fault):
    copy = index_copy("elasticsearch")
    before = copy.position()
    server.become(fault)

    with pytest.raises(SearchUnavailableError):
        copy.apply(add=[document("Bus")], position=(9, 9))
    server.become(WELL)

    assert copy.position() == before


@pytest.mark.parametrize("fault", [HALF, REFUSED], ids=str)
def test_a_rebuild_that_loses_the_server_leaves_the_old_index(two_copies, server, fault):
    def rebuild():
        with index_copy("elasticsearch").rebuilding() as builder:
            builder.stage([document("Bahn")])
            server.become(fault)
            builder.learn((9, 9))

    with pytest.raises(SearchUnavailableError):
        rebuild()
    server.become(WELL)

    assert stored("elasticsearch") == {f"note:{title}" for title in TEXTS}


def test_a_switch_whose_answer_was_lost_is_not_taken_back(two_copies, monkeypatch):
    copy = index_copy("elasticsearch")
    switch = copy._let_answer

    def lose_the_answer(index):
        switch(index)
        raise SearchUnavailableError("half an answer")

    def rebuild():
        with copy.rebuilding() as builder:
            builder.stage([document("Bahn")])
            builder.learn((9, 9))
            builder.activate()

    monkeypatch.setattr(copy, "_let_answer", lose_the_answer)
    with pytest.raises(SearchUnavailableError):
        rebuild()

    assert stored("elasticsearch") == {"note:Bahn"}


def test_a_process_that_knows_the_generation_before_asks_the_new_one(two_copies, settings):
    here = index_copy("elasticsearch")
    elsewhere = ElasticsearchEngine(Cluster(settings.ELASTICSEARCH_URL), prefix=settings.ELASTICSEARCH_INDEX)
    here.search(CARE_QUERY)

    with elsewhere.rebuilding() as builder:
        builder.stage([document("Neu", "Die Altenpflege.")])
        builder.learn((9, 9))
        builder.activate()

    assert [hit.object_id for hit in here.search(CARE_QUERY).hits] == ["Neu"]
    assert here.search(CARE_QUERY).analyzer.version == elsewhere.search(CARE_QUERY).analyzer.version


def test_two_versions_of_the_portal_live_side_by_side(two_copies, settings, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.engine.SCHEMA_VERSION", 999)
    newer = ElasticsearchEngine(Cluster(settings.ELASTICSEARCH_URL), prefix=settings.ELASTICSEARCH_INDEX)

    with newer.rebuilding() as builder:
        builder.stage([document("Neu")])
        builder.learn((0, 0))
        builder.activate()

    assert set(newer.versions()) == {"note:Neu"}
    assert stored("elasticsearch") == {f"note:{title}" for title in TEXTS}


def test_rebuilding_without_the_server_builds_the_other_copy_and_says_so(notes, server):
    server.become(REFUSED)
    said = []

    with pytest.raises(SearchUnavailableError):
        indexing.rebuild(said.append)

    assert stored("embedded") == {f"note:{title}" for title in TEXTS}
    assert any(line.startswith("elasticsearch: Elasticsearch") for line in said)


def test_a_copy_that_is_no_longer_kept_does_not_hold_the_log_back(two_copies, settings):
    settings.SEARCH_ENGINE = "embedded"

    indexing.follow()

    assert [lag.follower for lag in changes.lags() if lag.follower.startswith("search:")] == ["search:embedded"]


def test_the_standing_of_a_copy_that_is_away_says_why(two_copies, server, impatient):
    server.become(REFUSED)

    embedded, elasticsearch = indexing.standings()

    assert embedded.status.n_documents == len(TEXTS)
    assert not elasticsearch.status.is_ready
    assert elasticsearch.status.problem.startswith("Elasticsearch: ConnectionError")


def test_words_that_were_damaged_are_found_although_text_and_version_are_right(two_copies):
    copy = index_copy("elasticsearch")
    damaged = [f"note:{title}" for title in list(TEXTS)[:3]]
    for document_id in damaged:
        held = copy.cluster.ask(lambda client, one=document_id: client.get(index=copy.alias, id=one))
        copy.cluster.ask(
            lambda client, held=held: client.index(
                index=held["_index"],
                id=held["_id"],
                document={**held["_source"], "body": "kraut und rueben"},
                version=held["_version"],
                version_type="external_gte",
                refresh=True,
            )
        )

    assert copy.differing(list(two_copies.load())) == set(damaged)
    assert indexing.reconcile() == (3, 0)
    assert copy.differing(list(two_copies.load())) == set()


def test_a_document_that_the_server_refuses_holds_no_other_one_up(two_copies, caplog):
    copy = index_copy("elasticsearch")
    endless = document("Endlos", source="note", object_id="x" * 600)  # longer than the server's ids

    copy.apply(add=[endless, document("Bus")], position=(9, 9))

    assert "note:Bus" in stored("elasticsearch")
    assert copy.position() == (9, 9)
    assert "Elasticsearch refuses note:xxx" in caplog.text


def test_new_words_are_what_typos_are_compared_with_later(two_copies, clock):
    copy = index_copy("elasticsearch")
    copy.add([document("Fahrradverleih", "Lastenrad")])
    written = copy.state.read(copy.names.current())

    spelled = copy.state.read_spellings(written.index, range(written.n_chunks))

    assert spelled["fahrradverleih", "de"] == 1
    assert ("wohnung", "de") in spelled


def lag_of(follower):
    return {lag.follower: lag.n_changes for lag in changes.lags()}[follower]
