"""What restoring refuses, and what it makes harmless."""

import importlib
import json
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.utils import timezone

from cms.audit import triggers
from cms.audit.models import Action, Entry
from cms.audit.services import record_event, seal_entries, verify_chain
from cms.core.models import Heartbeat
from cms.mailing.models import OutboxMail
from cms.mailing.services import (
    discard_held_mails,
    enqueue_mail,
    forget_old_mails,
    held_mails,
    release_held_mails,
    send_due_mails,
)
from cms.operating import keys, media, state
from cms.operating.databases import harmless, postgresql, the_database
from cms.operating.errors import OperatingError
from cms.operating.manifest import MANIFEST, read_manifest
from cms.operating.services import make_backup, restore_backup
from matching import changes
from matching.models import Change
from tests.cms.operating.conftest import silent
from tests.factories import UserFactory

restoring = importlib.import_module("cms.operating.services.restore_backup")  # the service has the same name
transactional = pytest.mark.django_db(transaction=True)


def rewrite(backup: Path, **told: object) -> None:
    before = json.loads((backup / MANIFEST).read_text("utf-8"))
    (backup / MANIFEST).write_text(json.dumps({**before, **told}), "utf-8")


@transactional
def test_a_back_up_of_a_newer_version_is_refused() -> None:
    made = make_backup(report=silent)
    rewrite(made, migrations=[*read_manifest(made).migrations, "core.9999_from_tomorrow"])

    with pytest.raises(OperatingError, match=r"of a newer version of the portal \(core.9999_from_tomorrow\)"):
        restore_backup(folder=made, replace=True, report=silent)


@transactional
def test_a_back_up_of_another_kind_of_database_is_refused() -> None:
    made = make_backup(report=silent)
    rewrite(made, engine="oracle")

    with pytest.raises(OperatingError, match="holds a database of oracle, DATABASE_URL names one of"):
        restore_backup(folder=made, replace=True, report=silent)


def test_a_folder_without_manifest_is_no_back_up(tmp_path: Path) -> None:
    with pytest.raises(OperatingError, match=r"is no back-up: it holds no manifest\.json"):
        restore_backup(folder=tmp_path, replace=True, report=silent)


@transactional
def test_a_place_in_use_is_left_alone() -> None:
    made = make_backup(report=silent)
    person = UserFactory()

    with pytest.raises(OperatingError, match="This place is not empty"):
        restore_backup(folder=made, replace=False, report=silent)
    person.refresh_from_db()
    assert state.Restore.read() is None


@transactional
def test_a_living_worker_is_noticed() -> None:
    made = make_backup(report=silent)
    UserFactory()
    Heartbeat.objects.create(name="worker", seen_at=timezone.now())

    with pytest.raises(OperatingError, match=r"A worker was seen \d+ seconds ago"):
        restore_backup(folder=made, replace=True, report=silent)


@transactional
def test_a_half_restored_place_is_not_backed_up() -> None:
    state.Restore(backup="another", was_open=True).write()

    with pytest.raises(OperatingError, match="A restore is unfinished here"):
        make_backup(report=silent)


@transactional
def test_a_refusal_of_the_machine_is_a_sentence(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    made = make_backup(report=silent)
    (place / "media").mkdir(exist_ok=True)

    def read_only(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied", "media")

    monkeypatch.setattr(media, "restore_media", read_only)

    with pytest.raises(CommandError, match=r"Permission denied.*Run the same command again"):
        call_command("restore", str(made), stdout=StringIO())
    assert state.Restore.read() is not None


@transactional
def test_a_table_that_loads_differently_leaves_everything_as_it_was() -> None:
    made = make_backup(report=silent)
    person = UserFactory()
    tables = read_manifest(made).tables
    wrong = {**tables, "auth_group": replace(tables["auth_group"], checksum="1")}

    with pytest.raises(OperatingError, match="auth_group"):
        the_database().load(made, wrong)

    person.refresh_from_db()


@transactional
def test_a_dump_that_ends_early_leaves_everything_as_it_was() -> None:
    made = make_backup(report=silent)
    person = UserFactory()
    (dump,) = made.glob("database.*")
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])

    with pytest.raises(OperatingError):
        the_database().load(made, read_manifest(made).tables)

    person.refresh_from_db()


@transactional
def test_what_is_loaded_is_what_was_there() -> None:
    person = UserFactory()
    made = make_backup(report=silent)
    UserFactory()
    person.delete()

    the_database().load(made, read_manifest(made).tables)

    assert list(type(person).objects.values_list("email", flat=True)) == [person.email]


@transactional
def test_the_audit_log_comes_back_whole_and_as_unchangeable_as_before() -> None:
    for number in range(3):
        record_event(Action.PUBLISHED, object_kind="welcome.articlepage", object_id=number)
    made = make_backup(report=silent)
    record_event(Action.DELETED)
    assert verify_chain().n_entries == 4

    restore_backup(folder=made, replace=True, report=silent)

    seal_entries()
    assert verify_chain().is_intact
    assert list(Entry.objects.order_by("position").values_list("action", flat=True)[:4]) == [
        *[Action.PUBLISHED] * 3,
        Action.RESTORED,
    ]
    with pytest.raises(DatabaseError, match=triggers.REFUSED):
        Entry.objects.update(action=Action.DELETED)
    with pytest.raises(DatabaseError, match=triggers.REFUSED):
        Entry.objects.all().delete()


@pytest.mark.django_db
def test_log_ins_end_waiting_mails_are_held_and_the_change_log_begins_anew() -> None:
    enqueue_mail(message=EmailMessage("Willkommen", "Guten Tag", to=["jana@heimathafen.example"]))
    Session.objects.create(session_key="a", session_data="b", expire_date=timezone.now())
    changes.record(changes.Kind.PAGE, [1])

    with connection.cursor() as cursor:
        for statement in harmless.statements(connection.introspection.table_names()):
            cursor.execute(statement)

    assert OutboxMail.objects.get().state == OutboxMail.State.HELD
    assert not Session.objects.exists()
    assert not Change.objects.exists()


def test_tables_that_a_back_up_does_not_hold_are_not_touched() -> None:
    assert list(harmless.statements(["accounts_user"])) == []


@pytest.fixture
def held(db: None, settings: Any) -> OutboxMail:
    settings.MAIL_TRANSPORT_URL = ""
    enqueue_mail(message=EmailMessage("Willkommen", "Guten Tag", to=["jana@heimathafen.example"]))
    OutboxMail.objects.update(state=OutboxMail.State.HELD)
    return OutboxMail.objects.get()


def test_a_held_mail_is_not_taken_by_a_sender(held: OutboxMail) -> None:
    send_due_mails()

    held.refresh_from_db()
    assert held.state == OutboxMail.State.HELD
    assert [(group.subject, group.n_mails) for group in held_mails()] == [("Willkommen", 1)]


def test_a_released_mail_waits_again(held: OutboxMail) -> None:
    assert release_held_mails() == 1

    held.refresh_from_db()
    assert held.state == OutboxMail.State.WAITING


def test_a_released_mail_is_tried_as_long_as_a_new_one(held: OutboxMail) -> None:
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=3), attempts=5)

    release_held_mails()

    held.refresh_from_db()
    assert held.attempts == 0
    assert timezone.now() - held.created_at < timedelta(hours=1)


def test_a_held_mail_is_not_forgotten_before_somebody_decides(held: OutboxMail) -> None:
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=90))

    forget_old_mails()

    assert OutboxMail.objects.filter(pk=held.pk).exists()


@pytest.mark.django_db
def test_a_restore_that_goes_on_waits_for_the_worker_too(place: Path) -> None:
    state.Restore(backup="the same", was_open=True).write()
    Heartbeat.objects.create(name="worker", seen_at=timezone.now())

    with pytest.raises(OperatingError, match="A worker was seen"):
        restoring._clear_the_place("the same", replace=False, report=silent)


def test_settings_that_an_older_server_refuses_are_left_out() -> None:
    settings = ("SET lock_timeout = 0;", "SET transaction_timeout = 0;", "SET client_min_messages = warning;")
    dump = "\n".join([*settings, "CREATE TABLE one ();", ""])
    read = [sys.executable, "-c", f"print({dump!r}, end='')"]
    sent = BytesIO()

    with tempfile.TemporaryFile() as complaints:
        assert postgresql._feed(sent, read, {}, complaints)

    assert b"transaction_timeout" not in sent.getvalue()
    assert b"SET lock_timeout = 0;" in sent.getvalue()
    assert b"CREATE TABLE one ();" in sent.getvalue()


def test_discarding_takes_held_mails_alone(held: OutboxMail) -> None:
    enqueue_mail(message=EmailMessage("Morgen", "Guten Tag", to=["jana@heimathafen.example"]))

    assert discard_held_mails() == 1
    assert OutboxMail.objects.get().subject == "Morgen"


@pytest.mark.parametrize(
    ("in_force", "said", "written"),
    [
        ("old", "the same", None),
        ("new", "another SECRET_KEY", None),
        ("", "put back", "OTHER=1\nSECRET_KEY=old\n"),
    ],
)
def test_keys_are_put_back_where_none_are_set(
    place: Path, settings: Any, in_force: str, said: str, written: str | None
) -> None:
    settings.SECRET_KEY = "old"
    keys.keep_keys(place / "kept")
    settings.SECRET_KEY = in_force
    (place / ".env").write_text("OTHER=1\n", "utf-8")

    assert said in keys.restore_keys(place / "kept")
    assert (place / ".env").read_text("utf-8") == (written or "OTHER=1\n")
