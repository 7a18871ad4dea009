"""What is special about the files of the embedded engine."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from search.engines import EngineQuery, SearchUnavailableError
from search.engines.embedded import EmbeddedEngine, index_file
from tests.search.small_documents import document, small_documents


def filled(folder):
    engine = EmbeddedEngine(folder)
    with engine.rebuilding() as builder:
        builder.stage(small_documents())
        builder.learn((0, 0))
        builder.activate()
    return engine


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
