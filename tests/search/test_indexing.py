"""The index follows the change log, whatever happens in between."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction

from matching import changes
from search import indexing
from search.engines import RebuildUnderwayError, get_engine
from tests.search.small_documents import TEXTS, document

pytestmark = pytest.mark.django_db


def found(words):
    from search.queries import search

    return [hit.title for hit in search(words=words, language="de").hits]


def stored():
    return set(get_engine().versions())


def test_a_rebuild_takes_everything_in_and_reports_each_source(notes):
    said = []

    n_documents = indexing.rebuild(said.append)

    assert n_documents == len(TEXTS)
    assert said == [f"embedded: note {len(TEXTS)}", f"embedded: indexing {len(TEXTS)} documents …"]
    assert indexing.status().is_ready


def test_a_new_document_is_found_after_following(indexed_notes):
    indexed_notes.documents["Bus"] = document("Bus", "Fahrplan")
    changes.record(changes.Kind.PAGE, ["Bus"])

    assert indexing.follow() == 1

    assert "note:Bus" in stored()
    assert indexing.follow() == 0


def test_a_new_document_is_found_by_the_very_next_query(indexed_notes):
    indexed_notes.documents["Bus"] = document("Bus", "Fahrplan")
    changes.record(changes.Kind.PAGE, ["Bus"])

    assert found("Fahrplan") == ["Bus"]


def test_what_disappeared_is_taken_out(indexed_notes):
    indexed_notes.hidden.add("Wohnung anmelden")
    changes.record(changes.Kind.PAGE, ["Wohnung anmelden"])

    indexing.follow()

    assert "note:Wohnung anmelden" not in stored()


def test_what_disappeared_is_absent_from_the_next_results_although_nobody_told_the_index(indexed_notes):
    indexed_notes.hidden.add("Wohnung anmelden")

    assert "note:Wohnung anmelden" in stored()
    assert found("Wohnung anmelden") == []


def test_changes_of_other_things_do_no_harm(indexed_notes):
    changes.record(changes.Kind.PROFILE, [1])
    changes.record(changes.Kind.OFFER, ["Bus"])

    assert indexing.follow() == 2
    assert len(stored()) == len(TEXTS)


def test_the_follower_shows_its_position_to_the_health_page(indexed_notes):
    changes.record(changes.Kind.PAGE, ["Bus"])
    assert {lag.follower: lag.n_changes for lag in changes.lags()}["search:embedded"] == 1

    indexing.follow()

    assert {lag.follower: lag.n_changes for lag in changes.lags()}["search:embedded"] == 0


def test_a_change_that_is_taken_back_is_not_indexed(indexed_notes):
    with transaction.atomic():
        changes.record(changes.Kind.PAGE, ["Bus"])
        transaction.set_rollback(True)

    assert indexing.follow() == 0


def test_following_without_an_index_builds_one(notes):
    assert indexing.follow() == len(TEXTS)
    assert indexing.follow() == 0


def test_an_index_of_another_database_is_rebuilt(indexed_notes):
    get_engine().apply(remove=["note:Wohnung anmelden"], position=(0, 999_999_999))

    indexing.follow()

    assert "note:Wohnung anmelden" in stored()


def test_an_index_that_missed_pruned_lines_is_rebuilt(indexed_notes):
    get_engine().remove(["note:Wohnung anmelden"])
    changes.record(changes.Kind.PAGE, ["Bus"])
    head = changes.head()
    changes.move("(pruned)", head)

    indexing.follow()

    assert "note:Wohnung anmelden" in stored()


def test_writes_during_a_rebuild_are_not_lost(notes):
    def publish_meanwhile():
        notes.when_loading = lambda: None
        notes.documents["Bus"] = document("Bus", "Fahrplan", version=2)
        changes.record(changes.Kind.PAGE, ["Bus"])

    notes.documents["Bus"] = document("Bus", "alt")
    indexing.rebuild()
    loading = notes.load
    notes.load = lambda ids=None: (list(loading(ids)), publish_meanwhile())[0] if ids is None else loading(ids)

    indexing.rebuild()

    assert get_engine().versions()["note:Bus"] == 2


def test_a_rebuild_that_breaks_leaves_the_index_as_it_was(indexed_notes):
    def broken():
        raise ConnectionError

    indexed_notes.when_loading = broken

    with pytest.raises(ConnectionError):
        indexing.rebuild()

    assert len(stored()) == len(TEXTS)


def test_following_during_a_rebuild_leaves_the_work_to_it(notes):
    with get_engine().rebuilding():
        assert indexing.follow() == 0
        with pytest.raises(RebuildUnderwayError):
            indexing.rebuild()


def test_a_query_does_not_wait_for_a_writer(indexed_notes):
    indexed_notes.documents["Bus"] = document("Bus", "Fahrplan")
    changes.record(changes.Kind.PAGE, ["Bus"])

    with get_engine().writing():
        assert not indexing.catch_up()
        assert found("Wohnung") == ["Wohnung anmelden"]

    assert indexing.catch_up()


def test_a_query_leaves_a_change_that_touches_too_many_documents_to_the_worker(indexed_notes, monkeypatch):
    below = {f"Seite {number}" for number in range(201)}
    monkeypatch.setattr(indexed_notes, "affected_by", lambda _kind, ids: {*ids, *below})
    indexed_notes.documents["Bus"] = document("Bus", "Fahrplan")
    changes.record(changes.Kind.PAGE, ["Bus"])

    assert not indexing.catch_up()
    assert "note:Bus" not in stored()
    assert indexing.follow() == 1
    assert "note:Bus" in stored()


def test_a_query_survives_a_lock_that_it_may_not_open(indexed_notes, settings):
    changes.record(changes.Kind.PAGE, ["Wohnung anmelden"])
    lock = Path(settings.SEARCH_INDEX_DIR) / "writing.lock"
    lock.unlink()
    lock.mkdir()  # as one that belongs to somebody else

    assert not indexing.catch_up()
    assert found("Wohnung") == ["Wohnung anmelden"]


def test_a_query_costs_one_database_query_when_nothing_is_new(indexed_notes, django_assert_num_queries):
    changes.record(changes.Kind.PAGE, ["Wohnung anmelden"])
    indexing.follow()

    with django_assert_num_queries(1):
        assert indexing.catch_up()


def test_reconciling_repairs_what_is_missing_old_or_left_over(indexed_notes):
    engine = get_engine()
    engine.remove(["note:Wohnung anmelden"])
    engine.add([document("Gespenst")])
    indexed_notes.documents["Bus"] = document("Bus", version=2)
    engine.add([document("Bus", "alt", version=1)])

    assert indexing.reconcile() == (2, 1)

    assert stored() == {f"note:{title}" for title in (*TEXTS, "Bus")}
    assert engine.versions()["note:Bus"] == 2
    assert indexing.reconcile() == (0, 0)


WRITES_UNTIL_IT_IS_KILLED = """
import sys
from itertools import count
from search.engines.embedded import EmbeddedEngine
from tests.search.small_documents import document

engine = EmbeddedEngine(sys.argv[1])
for n in count(1):
    # Both halves of a change stand or fall together, and so does the position.
    halves = [document("links", f"Wort{n}", version=n), document("rechts", f"Wort{n}", version=n)]
    engine.apply(add=halves, position=(0, n))
    print(n, flush=True)
"""


@pytest.mark.parametrize("written_before_the_end", [1, 9])
def test_a_writer_that_is_killed_leaves_a_whole_index(notes, settings, written_before_the_end):
    notes.documents.clear()
    indexing.rebuild()
    bootstrap = "import django; django.setup()\n"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    writer = subprocess.Popen(
        [sys.executable, "-c", bootstrap + WRITES_UNTIL_IT_IS_KILLED, str(settings.SEARCH_INDEX_DIR)],
        stdout=subprocess.PIPE,
        env=environment,
        cwd=settings.BASE_DIR,
    )
    with writer:
        for _ in range(written_before_the_end):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)

    engine = get_engine()
    versions, (_transaction, position) = engine.versions(), engine.position()
    assert versions == {"note:links": position, "note:rechts": position}
    assert position >= written_before_the_end
    engine.add([document("danach")])
    assert engine.count() == 3
