"""What is special about the files of the embedded engine."""

import resource
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.engines import EngineQuery, SearchUnavailableError
from search.engines.embedded import EmbeddedEngine, index_file, questions
from tests.search.small_documents import document, small_documents


def filled(folder):
    engine = EmbeddedEngine(folder)
    with engine.rebuilding() as builder:
        builder.stage(small_documents())
        builder.learn((0, 0))
        builder.activate()
    return engine


def best(folder, monkeypatch, most, documents):
    """Return the titles that answer "Bus" when no more than these are retrieved."""
    monkeypatch.setattr(questions, "MOST_HITS", most)
    engine = filled(folder)
    engine.add(documents)
    found = engine.search(EngineQuery(text="Bus", language="de", sources=("note",), moment=datetime.now(UTC)))
    return [hit.object_id for hit in found.hits], found.is_cut


class Idle:
    """A thread that does nothing by itself."""

    def start(self) -> None:
        """Wait for the test."""


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE content SET forward = x'00'",
        "UPDATE terms SET body = 'nothing'",
        "DELETE FROM terms",
        "DELETE FROM content",
    ],
)
def test_a_document_whose_words_were_damaged_is_told_from_a_whole_one(tmp_path, damage):
    engine = filled(tmp_path)
    assert engine.differing(small_documents()) == set()

    with closing(sqlite3.connect(tmp_path / (tmp_path / "current").read_text())) as connection:
        connection.execute(damage)
        connection.commit()

    assert engine.differing(small_documents()) == {one.id for one in small_documents()}


def test_documents_that_may_not_answer_take_nobody_s_place(tmp_path, monkeypatch):
    over = {"available_until": datetime(2020, 1, 1, tzinfo=UTC)}
    hidden = [document(f"Bus {number}", "Bus Bus", **over) for number in range(5)]
    others = [document(f"Busbahnhof Bus {number}", source="other") for number in range(5)]
    shown = [
        document("Haus", "Ein Bus."),
        document("Hof", "Ein Bus und ein Haus."),
        document("Tal", "Haus Hof Bus Tal"),
    ]

    titles, is_cut = best(tmp_path, monkeypatch, 2, [*hidden, *others, *shown])

    assert sorted(titles) == ["Haus", "Hof"]
    assert is_cut


def test_an_exact_title_is_retrieved_before_texts_that_say_the_word_more_often(tmp_path, monkeypatch):
    often = [document(f"Bus Haus Bus {number}", "Bus Bus Bus") for number in range(5)]
    exact = document("Bus", "Ein langer Text über etwas ganz anderes. " * 50)

    titles, _is_cut = best(tmp_path, monkeypatch, 1, [*often, exact])

    assert titles == ["Bus"]


@pytest.mark.parametrize("name", ["writing.lock", "current"])
def test_a_folder_that_belongs_to_somebody_else_is_trouble_like_a_missing_index(tmp_path, name):
    engine = EmbeddedEngine(tmp_path)
    (tmp_path / name).mkdir()  # cannot be opened, whoever asks

    with pytest.raises(SearchUnavailableError), engine.writing():
        engine.versions()


def test_a_large_index_answers_with_new_words_while_its_vocabulary_is_read_beside(tmp_path, monkeypatch):
    engine = filled(tmp_path)
    monkeypatch.setattr(index_file, "QUICKLY_READ_WORDS", 0)
    started = []
    monkeypatch.setattr(index_file.threading, "Thread", lambda *, target, **_how: started.append(target) or Idle())
    ask = EngineQuery(text="Waldkindergartn", language="de", sources=("note",), moment=datetime.now(UTC))
    engine.search(ask)
    engine.add([document("Waldkindergarten")])

    exact = engine.search(replace(ask, text="Waldkindergarten")).hits
    before = engine.search(ask).understood.corrections
    (read_words,) = started
    read_words()

    assert [hit.object_id for hit in exact] == ["Waldkindergarten"]
    assert before == ()
    assert engine.search(ask).understood.corrections == (("waldkindergartn", "waldkindergarten"),)


ENDS_WHILE_WORDS_ARE_READ = """
import atexit, sys, threading
from datetime import UTC, datetime
from pathlib import Path
import django
django.setup()
from search.engines import EngineQuery
from search.engines.embedded import EmbeddedEngine, index_file
from tests.search.small_documents import document

def read_when_all_else_has_ended(connection):
    threading.main_thread().join()
    words = as_usual(connection)
    print("read to the end")
    return words

atexit.register(print, "ended")

engine = EmbeddedEngine(Path(sys.argv[1]))
ask = EngineQuery(text="Bus", language="de", sources=("note",), moment=datetime.now(UTC))
engine.search(ask)
engine.add([document("Bus")])
index_file.QUICKLY_READ_WORDS = 0
as_usual, index_file.read_vocabulary = index_file.read_vocabulary, read_when_all_else_has_ended
engine.search(ask)
"""


def test_a_process_that_ends_while_words_are_read_ends_well(tmp_path):
    filled(tmp_path)

    ended = subprocess.run(
        [sys.executable, "-c", ENDS_WHILE_WORDS_ARE_READ, tmp_path], capture_output=True, text=True, check=False
    )

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "read to the end\nended\n", "")


def found_in(engine):
    ask = EngineQuery(text="Altenpflege", language="de", sources=("note",), moment=datetime.now(UTC))
    return {hit.object_id for hit in engine.search(ask).hits}


@contextmanager
def no_room_to_write():
    """Let no file of this process grow, as on a full disk."""
    usual, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, most))


def test_on_a_full_disk_one_finds_what_was_there_and_nothing_is_changed(tmp_path):
    engine = filled(tmp_path)
    before = found_in(engine)

    with no_room_to_write():
        found = found_in(engine)
        with pytest.raises(SearchUnavailableError):
            engine.remove([one.id for one in small_documents()])

    assert found == found_in(engine) == before != set()


def test_on_a_full_disk_a_file_is_not_read_without_the_changes_that_lie_beside_it(tmp_path):
    engine = filled(tmp_path)
    (tmp_path / f"{(tmp_path / 'current').read_text()}-wal").write_bytes(b"changes")

    with no_room_to_write(), pytest.raises(SearchUnavailableError):
        found_in(engine)
