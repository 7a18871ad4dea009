"""What holds for each copy of the index, whatever happens while it is filled, followed and repaired."""

import os
import signal
import subprocess
import sys

import pytest
from django.conf import settings as portal_settings

from matching import changes
from search import indexing
from search.engines import EngineQuery, RebuildUnderwayError
from tests.search.small_documents import KITA, TEXTS, at, document

pytestmark = pytest.mark.django_db


def publish(notes, title, body="", *, version):
    notes.documents[title] = document(title, body, version=version)
    changes.record(changes.Kind.PAGE, [title])


def withdraw(notes, title):
    notes.hidden.add(title)
    changes.record(changes.Kind.PAGE, [title])


def rename(notes, old, new, *, version):
    """A page keeps its number and gets another title."""
    notes.documents[old] = document(new, "umbenannt", object_id=old, version=version)
    changes.record(changes.Kind.PAGE, [old])


def found(engine, words):
    query = EngineQuery(text=words, language="de", sources=("note",), moment=at("2030-06-01T12:00Z"))
    return [hit.object_id for hit in engine.search(query).hits]


def assert_index_equals_database(engine, notes):
    expected = {one.id: one for one in notes.load()}
    assert engine.versions() == {document_id: one.version for document_id, one in expected.items()}
    assert engine.fetch(list(expected)) == expected
    assert engine.differing(list(expected.values())) == set()


def during_loading(notes, happen):
    """Let something happen after a rebuild has read everything and before it takes over."""
    loading = notes.load

    def load(ids=None):
        loaded = list(loading(ids))
        if ids is None:
            notes.load = loading
            happen()
        return loaded

    notes.load = load


def test_what_happens_during_a_rebuild_is_in_the_new_index(engine, notes):
    notes.documents["Bus"] = document("Bus", "alt")
    indexing.rebuild(copies=(engine,))
    answers = []

    def everything_happens():
        publish(notes, "Bus", "Fahrplan", version=2)
        publish(notes, "Bahn", "neu", version=2)
        withdraw(notes, "Wohnung anmelden")
        rename(notes, KITA, "Krippe", version=2)
        answers.append(found(engine, "Pflege"))

    during_loading(notes, everything_happens)
    indexing.rebuild(copies=(engine,))

    assert_index_equals_database(engine, notes)
    assert found(engine, "Krippe") == [KITA]
    assert answers != [[]]


def test_a_copy_that_follows_during_a_rebuild_of_another_process_loses_nothing(engine, indexed_notes):
    def follow_meanwhile():
        publish(indexed_notes, "Bus", "Fahrplan", version=2)
        indexing.follow()

    during_loading(indexed_notes, follow_meanwhile)
    indexing.rebuild(copies=(engine,))

    assert_index_equals_database(engine, indexed_notes)


def test_late_news_never_replaces_newer_text(engine, indexed_notes):
    engine.add([document("Bus", "neu", version=3)])
    engine.remove(["note:Bus"])
    engine.add([document("Bus", "neu", version=3)])

    engine.add([document("Bus", "verspätet", version=2)])

    assert engine.fetch(["note:Bus"])["note:Bus"].body == "neu"


def test_a_page_that_is_hidden_and_shown_again_without_a_new_version_is_back(engine, indexed_notes):
    withdraw(indexed_notes, "Wohnung anmelden")
    indexing.follow()
    indexed_notes.hidden.clear()
    changes.record(changes.Kind.PAGE, ["Wohnung anmelden"])

    indexing.follow()

    assert_index_equals_database(engine, indexed_notes)


def test_ten_damaged_documents_are_found_and_repaired(engine, notes):
    for number in range(20):
        notes.documents[f"Nr. {number}"] = document(f"Nr. {number}", f"Text {number}")
    indexing.rebuild()
    damaged = [f"Nr. {number}" for number in range(10)]

    # Their versions are right; their texts are not.
    engine.apply(add=[document(title, "Kraut und Rüben") for title in damaged])
    done = indexing.reconcile()

    assert done == (10, 0)
    assert_index_equals_database(engine, notes)
    assert found(engine, "Rüben") == []


def test_what_is_missing_old_or_left_over_is_repaired(engine, indexed_notes):
    engine.remove(["note:Wohnung anmelden"])
    engine.add([document("Gespenst"), document("Fremdes", source="unregistered"), document("Bus", "alt")])
    indexed_notes.documents["Bus"] = document("Bus", version=2)

    done = indexing.reconcile()

    # The other copy lacks the bus only.
    n_other = len(TEXTS) and int(engine.name != "embedded")
    assert done == (2 + n_other, 2)
    assert_index_equals_database(engine, indexed_notes)
    assert indexing.reconcile() == (0, 0)


def test_a_version_that_is_damaged_does_not_keep_the_right_text_out(engine, indexed_notes):
    engine.add([document("Wohnung anmelden", "Unsinn", version=999)])

    indexing.reconcile()

    assert_index_equals_database(engine, indexed_notes)


def test_two_rebuilds_at_once_are_refused_and_the_first_one_succeeds(engine, notes):
    refused = []

    def another_one():
        try:
            indexing.rebuild(copies=(engine,))
        except RebuildUnderwayError as refusal:
            refused.append(refusal)

    during_loading(notes, another_one)
    indexing.rebuild(copies=(engine,))

    assert len(refused) == 1
    assert_index_equals_database(engine, notes)


REBUILDS_UNTIL_IT_IS_KILLED = """
import sys
import django
from django.conf import settings
django.setup()
settings.SEARCH_INDEX_DIR, settings.SEARCH_ENGINE = sys.argv[1], "elasticsearch"
settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX = sys.argv[2:4]
from search.engines import index_copy
from tests.search.small_documents import document

with index_copy(sys.argv[4]).rebuilding() as builder:
    builder.stage([document("Bahn")])
    builder.learn((9, 9))
    print("learned", flush=True)
    sys.stdin.read()
"""


def test_a_rebuild_that_is_killed_leaves_the_old_index_and_the_next_one_begins_at_once(engine, indexed_notes, settings):
    rebuilding = subprocess.Popen(
        [
            *(sys.executable, "-c", REBUILDS_UNTIL_IT_IS_KILLED, str(settings.SEARCH_INDEX_DIR)),
            *(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_INDEX, engine.name),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"},
        cwd=portal_settings.BASE_DIR,
    )
    with rebuilding:
        assert rebuilding.stdout.readline() == b"learned\n"
        with pytest.raises(RebuildUnderwayError):
            indexing.rebuild(copies=(engine,))
        rebuilding.send_signal(signal.SIGKILL)

    assert_index_equals_database(engine, indexed_notes)

    indexing.rebuild(copies=(engine,))

    assert_index_equals_database(engine, indexed_notes)
    assert len(generations(engine)) == 1


def generations(engine):
    if engine.name == "embedded":
        # The one before stays for processes that have just read its name.
        current = (engine.folder / "current").read_text()
        return [path for path in engine.folder.glob("index-*.sqlite3") if path.name == current]
    there = engine.cluster.ask(lambda client: client.indices.get_settings(index=f"{engine.alias}-*"))
    return [name for name in there if not name.endswith("-state")]
