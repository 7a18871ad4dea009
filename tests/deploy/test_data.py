import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from deploy.launch import data


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(data, "manage", lambda *_words, **_more: None)


def write(tmp_path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(tmp_path / "heimathafen.sqlite3")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_demo_that_was_removed_by_hand_is_built_again(tmp_path: Path) -> None:
    write(tmp_path, "CREATE TABLE matching_profile (is_demo)", "INSERT INTO matching_profile VALUES (1)")
    data.demo_step().do()
    assert data.demo_step().is_done()

    write(tmp_path, "DELETE FROM matching_profile")

    assert not data.demo_step().is_done()


def test_a_database_that_was_deleted_is_prepared_again(tmp_path: Path) -> None:
    write(tmp_path, "CREATE TABLE django_migrations (name)", "INSERT INTO django_migrations VALUES ('0001')")
    data.database_step().do()
    assert data.database_step().is_done()

    (tmp_path / "heimathafen.sqlite3").unlink()

    assert not data.database_step().is_done()


def test_an_unfinished_database_is_not_taken_for_a_finished_one(tmp_path: Path) -> None:
    write(tmp_path)
    data.database_step().do()

    assert not data.database_step().is_done()


def test_a_new_demo_brings_new_accounts_and_a_new_index(tmp_path: Path) -> None:
    stamps = [tmp_path / "stamps" / name for name in ("demo-accounts", "search-index")]
    for stamp in stamps:
        stamp.parent.mkdir(exist_ok=True)
        stamp.touch()

    data.demo_step().do()

    assert not any(stamp.exists() for stamp in stamps)


def test_a_server_is_asked_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://portal@localhost:5432/portal")
    data.demo_step().do()

    assert not data.demo_step().is_done()


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite:////srv/portal/x.sqlite3", Path("/srv/portal/x.sqlite3")),
        ("postgres://portal@localhost/portal", None),
        ("sqlite://", None),
    ],
)
def test_only_a_database_in_a_file_can_be_looked_into(url: str, file: Path | None) -> None:
    assert data.sqlite_file(url) == file
