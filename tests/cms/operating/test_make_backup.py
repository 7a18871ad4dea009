"""A back-up is whole, private, and there completely or not at all."""

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command

from cms.operating import media, places
from cms.operating.databases import sqlite
from cms.operating.errors import DISK_FULL, OperatingError
from cms.operating.manifest import MANIFEST, read_manifest, require_whole
from cms.operating.services import make_backup
from tests.cms.operating.conftest import silent
from tests.factories import UserFactory
from tests.factories.records import make_picture

transactional = pytest.mark.django_db(transaction=True)


@transactional
def test_a_back_up_holds_tables_files_keys_and_the_list_of_deletions(place: Path, settings: Any) -> None:
    picture = make_picture()
    (place / ".env").write_text("SECRET_KEY=x\nDATABASE_URL=sqlite://\n", "utf-8")
    UserFactory().delete()

    made = make_backup(report=silent)

    manifest = read_manifest(made)
    assert manifest.tables["core_portalimage"].rows == 1
    assert f"media/{picture.file.name}" in manifest.files
    assert {"keys/.env", "keys/keys.env", "deletions.jsonl"} <= manifest.files.keys()
    assert (made / "keys" / "keys.env").read_text("utf-8") == f"SECRET_KEY={settings.SECRET_KEY}\n"
    require_whole(made, manifest)


@transactional
def test_only_the_owner_may_enter(place: Path) -> None:
    made = make_backup(report=silent)

    assert [oct(path.stat().st_mode)[-3:] for path in (made, made.parent, made / "keys")] == ["700"] * 3
    assert oct((made / "keys" / "keys.env").stat().st_mode)[-3:] == "600"


@transactional
@pytest.mark.parametrize("change", ["changed", "missing", "added"])
def test_a_damaged_back_up_is_refused_before_anything_is_touched(change: str) -> None:
    made = make_backup(report=silent)
    keys = made / "keys" / "keys.env"
    if change == "changed":
        keys.write_bytes(keys.read_bytes().replace(b"SECRET", b"SECRTE"))
    elif change == "missing":
        keys.unlink()
    else:
        (made / "more").touch()
    person = UserFactory()

    with pytest.raises(CommandError, match="is damaged: 1 files are not what they were"):
        call_command("restore", str(made), "--replace")

    person.refresh_from_db()


@transactional
def test_a_full_disk_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    make_picture()

    def no_space(*_paths: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copy2", no_space)

    with pytest.raises(OperatingError, match=DISK_FULL[:20]):
        make_backup(report=silent)
    assert [path.name for path in places.backup_dir().iterdir()] == [".lock"]


@transactional
def test_remains_of_a_killed_back_up_are_no_back_up_and_go_with_the_next_one(place: Path) -> None:
    remains = place / "backups" / ".unfinished-2026-11-22T03-00-00Z"
    remains.mkdir(parents=True)
    (remains / MANIFEST).write_text("{}", "utf-8")
    assert places.complete_backups(place / "backups") == []

    made = make_backup(report=silent)

    assert not remains.exists()
    assert places.complete_backups(place / "backups") == [made]


@transactional
def test_the_newest_back_ups_are_kept(place: Path, settings: Any) -> None:
    settings.BACKUP_KEEP = 2
    for name in ("2025-01-01T00-00-00Z", "2025-01-01T00-00-00Z-2", "2025-01-01T00-00-00Z-10"):
        (place / "backups" / name).mkdir(parents=True)
        (place / "backups" / name / MANIFEST).touch()
    (place / "backups" / "mine").mkdir()

    made = make_backup(report=silent)

    kept = places.complete_backups(place / "backups")
    assert [path.name for path in kept] == ["2025-01-01T00-00-00Z-10", made.name]
    assert (place / "backups" / "mine").is_dir()


@transactional
def test_two_at_once_are_refused() -> None:
    with places.one_at_a_time(), pytest.raises(OperatingError, match="Another back-up, restore or upgrade is running"):
        make_backup(report=silent)


@transactional
def test_a_file_that_a_row_names_is_in_the_back_up_though_it_came_after_the_first_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    late: list[str] = []
    copy = media.copy_media

    def copy_then_upload(into: Path, report: media.Report) -> None:
        copy(into, report)
        if not late:
            late.append(make_picture().file.name)

    monkeypatch.setattr(media, "copy_media", copy_then_upload)

    made = make_backup(report=silent)

    assert f"media/{late[0]}" in read_manifest(made).files


@transactional
def test_a_file_that_was_still_being_written_at_the_first_copy_is_whole_in_the_back_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    picture = make_picture()
    whole = Path(picture.file.path).read_bytes()
    Path(picture.file.path).write_bytes(whole[:100])
    copy = media.copy_media

    def copy_then_go_on_writing(into: Path, report: media.Report) -> None:
        copy(into, report)
        Path(picture.file.path).write_bytes(whole)

    monkeypatch.setattr(media, "copy_media", copy_then_go_on_writing)

    made = make_backup(report=silent)

    assert (made / "media" / picture.file.name).read_bytes() == whole


@transactional
def test_a_file_that_was_deleted_with_its_row_during_the_back_up_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = make_picture()
    name, copy = picture.file.name, media.copy_media

    def copy_then_delete(into: Path, report: media.Report) -> None:
        copy(into, report)
        if picture.pk:
            picture.delete()
            default_storage.delete(name)  # as the worker does it

    monkeypatch.setattr(media, "copy_media", copy_then_delete)

    made = make_backup(report=silent)

    assert f"media/{name}" not in read_manifest(made).files


@transactional
def test_a_file_that_is_named_and_missing_is_told() -> None:
    picture = make_picture()
    default_storage.delete(picture.file.name)
    said: list[str] = []

    make_backup(report=said.append)

    assert f"warning: {picture.file.name} is named in the database and was not there" in said


@pytest.mark.parametrize("changed", ["('b', 1)", "('a', 2)", "('a', NULL)", "('a', 1), ('c', 3)"])
def test_the_sum_of_a_table_sees_every_value(changed: str) -> None:
    database = sqlite.sqlite3.connect(":memory:")
    database.execute("CREATE TABLE one (name TEXT, number INTEGER)")
    database.execute("CREATE TABLE two (name TEXT, number INTEGER)")
    database.execute("INSERT INTO one VALUES ('a', 1)")
    database.execute(f"INSERT INTO two VALUES {changed}")

    sums = sqlite.table_sums(database)

    assert sums["one"] != sums["two"]


def test_the_sum_of_a_table_does_not_depend_on_the_order_of_its_rows() -> None:
    database = sqlite.sqlite3.connect(":memory:")
    for table, rows in (("one", "('a', 1), ('b', 2)"), ("two", "('b', 2), ('a', 1)")):
        database.execute(f"CREATE TABLE {table} (name TEXT, number INTEGER)")
        database.execute(f"INSERT INTO {table} VALUES {rows}")

    sums = sqlite.table_sums(database)

    assert sums["one"] == sums["two"]


@transactional
def test_a_manifest_of_another_format_is_refused() -> None:
    made = make_backup(report=silent)
    told = json.loads((made / MANIFEST).read_text("utf-8"))
    (made / MANIFEST).write_text(json.dumps({**told, "format": 2}), "utf-8")

    with pytest.raises(OperatingError, match="has the format 2, this code reads 1"):
        read_manifest(made)
