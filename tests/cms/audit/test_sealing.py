"""Rows get their place in the chain once, whoever writes at the same time."""

import importlib
import threading

import pytest
from django.db import DatabaseError, connection, connections, transaction

from cms.audit import triggers
from cms.audit.models import Action, Entry
from cms.audit.services import record_event, seal_entries, verify_chain
from cms.audit.tasks import seal_task

recording = importlib.import_module("cms.audit.services.record_event")  # the service has the same name
transactional = pytest.mark.django_db(transaction=True)
REFUSED = triggers.REFUSED


@transactional
def test_an_event_that_was_taken_back_leaves_no_row() -> None:
    with transaction.atomic():
        record_event(Action.DELETED)
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


@transactional
def test_a_row_is_sealed_when_its_transaction_ends() -> None:
    with transaction.atomic():
        row = record_event(Action.DELETED)
        assert Entry.objects.get(pk=row.pk).position is None

    assert Entry.objects.get(pk=row.pk).position == 1


@transactional
def test_many_events_of_one_transaction_leave_the_rest_to_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "SEALED_AT_ONCE", 3)

    with transaction.atomic():
        for number in range(5):
            record_event(Action.DELETED, object_id=number)
        assert len(connection.run_on_commit) == 1

    assert Entry.objects.filter(position=None).count() == 2
    assert seal_task() == 2
    assert verify_chain().is_intact


@transactional
def test_writers_at_the_same_time_never_fork_the_chain() -> None:
    start, problems = threading.Barrier(4), []

    def write() -> None:
        start.wait()
        try:
            for number in range(10):
                record_event(Action.PUBLISHED, object_id=number)
        except DatabaseError as error:
            problems.append(error)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write) for _number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    seal_entries()

    assert not problems
    assert sorted(Entry.objects.values_list("position", flat=True)) == list(range(1, 41))
    assert verify_chain().is_intact


@transactional
def test_a_long_transaction_that_recorded_something_holds_nobody_up() -> None:
    done = threading.Event()

    def write() -> None:
        record_event(Action.PUBLISHED, object_id="other")
        connections.close_all()
        done.set()

    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time, whatever it writes")
    with transaction.atomic():
        record_event(Action.PUBLISHED, object_id="long")
        other = threading.Thread(target=write)
        other.start()
        other.join(timeout=30)
        is_done = done.is_set()

    assert is_done
    assert set(Entry.objects.values_list("object_id", "position")) == {("other", 1), ("long", 2)}
