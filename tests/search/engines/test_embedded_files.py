"""What is special about the files of the embedded engine."""

import sqlite3
from contextlib import closing

import pytest

from search.engines.embedded import EmbeddedEngine
from tests.search.small_documents import small_documents


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
    engine = EmbeddedEngine(tmp_path)
    with engine.rebuilding() as builder:
        builder.stage(small_documents())
        builder.learn((0, 0))
        builder.activate()
    assert engine.differing(small_documents()) == set()

    with closing(sqlite3.connect(tmp_path / (tmp_path / "current").read_text())) as connection:
        connection.execute(damage)
        connection.commit()

    assert engine.differing(small_documents()) == {one.id for one in small_documents()}
