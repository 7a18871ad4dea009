"""`make services-stop` ends what was started, and tidies up after what was killed."""

import os
from pathlib import Path

import pytest

from deploy.launch import elasticsearch_node, services


def test_a_database_that_was_killed_is_tidied_up_without_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, data = tmp_path / "services", tmp_path / "cluster"
    folder.mkdir()
    data.mkdir()
    (data / "postmaster.pid").write_text("999999\n", "utf-8")
    (folder / "postgresql.txt").write_text(str(data), "utf-8")
    url = f"postgres://postgres@127.0.0.1:{services.free_port()}/postgres"
    (folder / "environment").write_text(f"DATABASE_URL={url}\n", "utf-8")
    monkeypatch.setattr(services, "folder", lambda: folder)

    assert services.stop_services() == ["nothing was running"]
    assert not data.exists()
    assert not folder.exists()


def test_an_elasticsearch_that_was_killed_is_tidied_up_and_no_other_process_is_touched(tmp_path: Path) -> None:
    folder, data = tmp_path / "elasticsearch", tmp_path / "data"
    folder.mkdir()
    data.mkdir()
    (folder / "data").write_text(str(data), "utf-8")
    # The system has given the node's number to somebody else: to this test.
    (folder / "pid").write_text(str(os.getpid()), "utf-8")

    assert not elasticsearch_node.end_node(folder)
    assert not data.exists()
