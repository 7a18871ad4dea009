"""Nobody waits while inner loops are compiled: plain ones answer, and every index goes over when those are there."""

import threading

import pytest

from matching import engine, services
from matching.models import Program
from matching.services import inner_loops

pytestmark = pytest.mark.django_db

PLAIN = engine.chosen_kernels(engine.PLAIN_KERNELS)


@pytest.fixture
def loops_of_a_fresh_machine(settings, monkeypatch):
    """No loop is compiled; compiling lasts until the event is set."""
    settings.ENGINE_KERNELS = ""
    may_end, compiled = threading.Event(), object()

    def compile_kernels(_folder):
        assert may_end.wait(30)
        return compiled

    monkeypatch.setattr(engine, "are_kernels_compiled", lambda _folder: False)
    monkeypatch.setattr(engine, "compile_kernels", compile_kernels)
    return may_end, compiled


def end_of_compiling():
    for thread in threading.enumerate():
        if thread.name == "compile-kernels":
            thread.join(30)


def test_plain_loops_answer_until_the_compiled_ones_are_there(loops_of_a_fresh_machine):
    may_end, compiled = loops_of_a_fresh_machine

    index = services.current_offers(program=Program.ALUMNI_OFFERS)
    meanwhile = index._kernels
    may_end.set()
    end_of_compiling()

    assert meanwhile is PLAIN
    assert index._kernels is compiled


def test_loops_are_compiled_once_however_many_programs_ask(loops_of_a_fresh_machine):
    may_end, compiled = loops_of_a_fresh_machine

    indices = [services.current_offers(program=program) for program in Program]
    may_end.set()
    end_of_compiling()

    assert [index._kernels for index in indices] == [compiled] * len(indices)


def test_loops_that_were_compiled_before_are_taken_at_once(settings, monkeypatch):
    settings.ENGINE_KERNELS = ""
    compiled = object()
    monkeypatch.setattr(engine, "are_kernels_compiled", lambda _folder: True)
    monkeypatch.setattr(engine, "chosen_kernels", lambda _name, _folder: compiled)

    assert inner_loops.inner_loops(when_compiled=pytest.fail) is compiled


def test_where_plain_loops_are_asked_for_there_is_nothing_to_compile(settings):
    settings.ENGINE_KERNELS = "plain"

    assert not services.prepare_loops()


def test_warming_up_leaves_nothing_to_build_for_the_first_question(monkeypatch):
    built = []
    monkeypatch.setattr("matching.services.propose._ready", set())
    monkeypatch.setattr("matching.services.propose.connection.close", lambda: None)  # the test's own

    services.warm_up()

    from matching.services import propose

    monkeypatch.setattr(propose, "_get_ready", lambda *_args, **_more: built.append(1))
    propose.propose(
        record=engine.Profile(id="p"), program=Program.ALUMNI_OFFERS, today=propose.timezone.localdate(), limit=1
    )
    assert built == []
