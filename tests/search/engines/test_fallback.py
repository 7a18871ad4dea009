"""While the server does not answer, the embedded index does, and nobody waits twice."""

from datetime import UTC, datetime

import pytest

from search.analysis import Analyzer
from search.engines import EngineHits, EngineQuery, EngineStatus, SearchUnavailableError
from search.engines.fallback import (
    FIRST_PAUSE_SECONDS,
    LONGEST_PAUSE_SECONDS,
    Breaker,
    FallbackEngine,
    QueryRefusedError,
)
from search.engines.understanding import UnderstoodQuery

QUERY = EngineQuery(text="Amt", language="de", sources=("note",), moment=datetime(2030, 6, 1, tzinfo=UTC))


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


class Engine:
    """Answers, or fails as it is told."""

    def __init__(self, name):
        self.name, self.trouble, self.n_asked = name, None, 0

    def status(self):
        return EngineStatus(engine=self.name, is_ready=self.trouble is None, problem=str(self.trouble))

    def search(self, _query):
        self.n_asked += 1
        if self.trouble:
            raise self.trouble
        return EngineHits((), UnderstoodQuery(()), Analyzer(), self.name)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def server():
    return Engine("elasticsearch")


@pytest.fixture
def engine(server, clock):
    return FallbackEngine(server, Engine("embedded"), breaker=Breaker(clock), start=lambda probe: probe())


def answered_by(engine):
    return engine.search(QUERY).answered_by


def test_a_server_that_answers_is_asked(engine):
    assert answered_by(engine) == "elasticsearch"
    assert not engine.state().is_open


def test_the_first_failure_is_answered_by_the_embedded_index_and_the_server_is_left_alone(engine, server):
    server.trouble = SearchUnavailableError("black hole")

    assert [answered_by(engine) for _ in range(5)] == ["embedded"] * 5

    assert server.n_asked == 1
    assert engine.state().is_open
    assert "black hole" in engine.state().reason


def test_after_a_pause_the_server_is_probed_and_asked_again(engine, server, clock):
    server.trouble = SearchUnavailableError("away")
    answered_by(engine)
    server.trouble = None

    clock.seconds += FIRST_PAUSE_SECONDS
    during_the_probe, after_it = answered_by(engine), answered_by(engine)

    assert (during_the_probe, after_it) == ("embedded", "elasticsearch")
    assert not engine.state().is_open
    assert engine.state().reason == ""


def test_a_probe_that_fails_makes_the_next_pause_longer(engine, server, clock):
    server.trouble = SearchUnavailableError("away")
    answered_by(engine)

    clock.seconds += FIRST_PAUSE_SECONDS
    answered_by(engine)
    clock.seconds += FIRST_PAUSE_SECONDS
    answered_by(engine)

    assert server.n_asked == 2

    clock.seconds += FIRST_PAUSE_SECONDS
    answered_by(engine)

    assert server.n_asked == 3


def test_pauses_do_not_grow_for_ever(engine, server, clock):
    server.trouble = SearchUnavailableError("away")
    answered_by(engine)
    for _ in range(20):
        clock.seconds += LONGEST_PAUSE_SECONDS
        answered_by(engine)
    before = server.n_asked

    clock.seconds += LONGEST_PAUSE_SECONDS
    answered_by(engine)

    assert server.n_asked == before + 1


def test_a_server_that_only_answers_probes_is_left_alone_for_longer_each_time(engine, server, clock):
    server.trouble = SearchUnavailableError("away")
    answered_by(engine)
    server.trouble = None
    clock.seconds += FIRST_PAUSE_SECONDS
    answered_by(engine)
    server.trouble = SearchUnavailableError("away again")
    answered_by(engine)
    server.trouble = None

    clock.seconds += FIRST_PAUSE_SECONDS

    assert [answered_by(engine), answered_by(engine)] == ["embedded", "embedded"]


def test_only_one_of_many_questions_starts_a_probe(server, clock):
    probes = []
    engine = FallbackEngine(server, Engine("embedded"), breaker=Breaker(clock), start=probes.append)
    server.trouble = SearchUnavailableError("away")
    answered_by(engine)

    clock.seconds += FIRST_PAUSE_SECONDS
    answers = [answered_by(engine) for _ in range(5)]

    assert answers == ["embedded"] * 5
    assert len(probes) == 1
    assert server.n_asked == 1


def test_a_question_that_the_server_refuses_does_not_keep_it_from_others(engine, server):
    server.trouble = QueryRefusedError("400")
    refused = answered_by(engine)
    server.trouble = None

    assert (refused, answered_by(engine)) == ("embedded", "elasticsearch")
    assert not engine.state().is_open


def test_when_no_engine_answers_it_is_said(engine, server):
    server.trouble = engine.second.trouble = SearchUnavailableError("away")

    with pytest.raises(SearchUnavailableError):
        answered_by(engine)


def test_the_figures_are_those_of_the_engine_that_answers(engine, server):
    before = engine.status()
    server.trouble = SearchUnavailableError("away")
    during = engine.status()

    assert (before.engine, during.engine) == ("elasticsearch", "embedded")
    assert during.is_ready
    assert engine.state().is_open


def test_questions_that_fail_together_make_one_short_pause(clock):
    breaker = Breaker(clock)

    for _visitor in range(10):
        breaker.note_failure("away")
    clock.seconds += FIRST_PAUSE_SECONDS

    assert breaker.may_probe()
