"""Files that are either whole or not there."""

import os

import pytest

from cms.core.whole_files import write_whole


def test_a_file_stands_in_a_folder_that_was_not_there(tmp_path):
    write_whole(tmp_path / "new" / "book.pdf", b"whole")

    assert (tmp_path / "new" / "book.pdf").read_bytes() == b"whole"
    assert os.listdir(tmp_path / "new") == ["book.pdf"]


def test_who_cannot_finish_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    write_whole(tmp_path / "book.pdf", b"old")

    with pytest.raises(TypeError):
        write_whole(tmp_path / "book.pdf", "no bytes")

    assert (tmp_path / "book.pdf").read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["book.pdf"]
