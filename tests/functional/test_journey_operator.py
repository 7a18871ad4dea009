"""The administrator: back up while people work, restore into an empty place, upgrade from the version before."""

import io
import json
import os
import re
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connection

from cms.accounts.services import close_account
from cms.audit.models import Action
from cms.audit.services import record_event
from cms.mailing.models import OutboxMail
from cms.mailing.services import enqueue_mail
from matching.models import Consent, PublicationSettings
from matching.services import withdraw_consent
from tests.factories import serve_portal, set_publication_mode
from tests.functional.people import make_alumna
from tests.support.mail_server import mail_server
from tests.support.places import Place, empty_place, the_tests_place
from tests.support.processes import REPOSITORY

pytestmark = pytest.mark.django_db(transaction=True)

# What restoring changes on purpose (log-ins, held mails, the change log, deletions) or builds anew.
CHANGED = {
    *("django_session", "mailing_outboxmail", "matching_change", "matching_cursor", "core_heartbeat", "cache_entries"),
    *("operating_deletion", "sqlite_sequence", "wagtailcore_referenceindex"),
}
# Holds what it held, and after that what restoring itself has done.
AUDIT_LOG = "audit_entry"
ADDED_BY_RESTORING = {"restored", "person deleted"}
NEVER_SENT = "SELECT count(*) FROM mailing_outboxmail WHERE state = 'waiting'"
SEND = "from cms.mailing.services import send_due_mails; print('sent:', send_due_mails())"


@pytest.fixture
def place(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Place]:
    """A portal with a start page, somebody who looks for work, and a mail that waits."""
    folder = tmp_path / "place"
    folder.mkdir()
    settings.MEDIA_ROOT, settings.DELETIONS_FILE = folder / "media", folder / "deletions.jsonl"
    serve_portal()
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    place = the_tests_place(folder)
    place.make_cache_table()
    enqueue_mail(message=EmailMessage("Willkommen", "Guten Tag", to=["jana@heimathafen.example"]))
    for number in range(3):
        record_event(Action.PUBLISHED, object_kind="welcome.articlepage", object_id=number)
    yield place
    place.end()


@pytest.fixture
def other(tmp_path: Path, transactional_db: None) -> Iterator[Place]:
    with empty_place(tmp_path / "other") as other:
        yield other


def manifest_of(backup: Path) -> dict[str, Any]:
    return json.loads((backup / "manifest.json").read_text("utf-8"))


def differing(found: dict[str, Any], manifest: dict[str, Any]) -> set[str]:
    """Return the names of the tables that do not hold what the manifest says."""
    told = {name: (one["rows"], one["checksum"]) for name, one in manifest["tables"].items()}
    there = {name: (one.rows, one.checksum) for name, one in found.items()}
    return {name for name in told.keys() | there.keys() if told.get(name) != there.get(name)}


def assert_audit_log_went_on(place: Place, manifest: dict[str, Any]) -> None:
    told = manifest["tables"][AUDIT_LOG]
    n_kept = told["rows"]
    first = place.sum_of_first(n_kept, AUDIT_LOG)
    actions = [action for (action,) in place.ask(f"SELECT action FROM {AUDIT_LOG} ORDER BY id")]
    assert n_kept > 0
    assert (first.rows, first.checksum) == (n_kept, told["checksum"])
    assert "restored" in actions[n_kept:]
    assert set(actions[n_kept:]) <= ADDED_BY_RESTORING


def assert_is_restored(place: Place, backup: Path) -> None:
    manifest = manifest_of(backup)
    derived = {name for name in manifest["tables"] if name.startswith("wagtailsearch_")}
    media = {name[6:]: one for name, one in manifest["files"].items() if name.startswith("media/")}
    assert differing(place.table_sums(), manifest) - derived <= {*CHANGED, AUDIT_LOG}
    assert_audit_log_went_on(place, manifest)
    assert {name: {"size": one.size, "sha256": one.sha256} for name, one in place.media_sums().items()} == media
    assert place.ask(NEVER_SENT) == [(0,)]
    assert place.ask("SELECT count(*) FROM mailing_outboxmail WHERE state = 'held'") == [(1,)]
    assert not (place.folder / "restore-unfinished.json").exists()
    assert not (place.folder / "maintenance").exists()


def test_a_back_up_made_while_people_write_is_whole_in_an_empty_place(place: Place, other: Place) -> None:
    writer = place.begin("-m", "tests.functional.busy_people")
    writer.wait_for(re.compile(r"written: 5\n"))

    place.manage("backup")
    n_written = int(re.findall(r"written: (\d+)", writer.said())[-1])
    writer.wait_for(re.compile(rf"written: {n_written + 3}\n"))  # it has not been kept waiting
    writer.kill()
    (backup,) = place.backups
    other.manage("restore", str(backup))

    assert_is_restored(other, backup)
    busy = "LIKE 'busy%'"
    (people,) = other.ask(f"SELECT count(*) FROM accounts_user WHERE email {busy}")
    pictures = other.ask(f"SELECT file FROM core_portalimage WHERE title {busy}")
    (pages,) = other.ask(f"SELECT count(*) FROM wagtailcore_page WHERE slug {busy}")
    assert people[0] == len(pictures) == pages[0] >= 5
    assert all((other.folder / "media" / name).is_file() for (name,) in pictures)


def test_who_left_or_withdrew_a_consent_is_heard_again_and_waiting_mails_are_held(place: Place, other: Place) -> None:
    leaving, staying = make_alumna().user, make_alumna().user
    place.manage("backup")
    (backup,) = place.backups
    close_account(user=leaving)
    withdraw_consent(user_id=staying.pk, purpose=Consent.For.RECOMMENDATIONS)
    place.manage("backup")

    said = other.manage("restore", str(backup))

    there = {str(email) for (email,) in other.ask("SELECT email FROM accounts_user")}
    assert leaving.email not in there
    assert staying.email in there
    assert "consents withdrawn again: 1" in said
    assert other.ask("SELECT count(*) FROM matching_consent WHERE withdrawn_at IS NULL") == [(0,)]
    assert leaving.email not in (other.folder / "deletions.jsonl").read_text("utf-8")
    with mail_server() as mailbox:
        other.environment = {**other.environment, "MAIL_TRANSPORT_URL": mailbox.url}
        assert "sent: 0" in other.manage("shell", "-c", SEND)
        assert mailbox.mails == []
        assert "Willkommen" in other.manage("held_mails")
        other.manage("held_mails", "release")
        assert "sent: 1" in other.manage("shell", "-c", SEND)
        assert len(mailbox.mails) == 1


@pytest.mark.parametrize("moment", ["database …", "files …", "what this code adds", "the desk's search"])
def test_a_restore_that_is_killed_ends_well_when_it_is_run_again(place: Place, other: Place, moment: str) -> None:
    place.manage("backup")
    (backup,) = place.backups
    first = other.begin("manage.py", "restore", str(backup))
    first.wait_for(re.compile(re.escape(moment)))
    first.kill()
    # Nobody can send what waited, whatever was loaded until then, and visitors are told.
    if any(name == "mailing_outboxmail" for name in other.table_sums()):
        assert other.ask(NEVER_SENT) == [(0,)]
    assert (other.folder / "maintenance").exists()

    said = other.manage("restore", str(backup))

    assert "going on with a restore that was interrupted" in said
    assert_is_restored(other, backup)


def test_a_place_in_use_is_kept_unless_it_is_to_be_replaced_and_then_backed_up_first(place: Place) -> None:
    place.manage("backup")
    (backup,) = place.backups
    newcomer = make_alumna().user
    OutboxMail.objects.update(state=OutboxMail.State.SENT)

    with pytest.raises(AssertionError, match="This place is not empty"):
        place.manage("restore", str(backup))
    assert place.ask(f"SELECT count(*) FROM accounts_user WHERE email = '{newcomer.email}'") == [(1,)]
    place.manage("restore", str(backup), "--replace")

    assert place.ask(f"SELECT count(*) FROM accounts_user WHERE email = '{newcomer.email}'") == [(0,)]
    assert_is_restored(place, backup)
    (_first, before) = place.backups
    assert manifest_of(before)["tables"]["accounts_user"]["rows"] == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_a_damaged_file_is_put_aside_and_replaced_when_that_is_wanted(place: Place, other: Place) -> None:
    place.manage("backup")
    (backup,) = place.backups
    file = Path(other.database_url.partition("://")[2][1:])
    file.write_bytes(b"no database any more" * 5_000)

    with pytest.raises(AssertionError, match=r"cannot be read\. To replace it"):
        other.manage("restore", str(backup))
    said = other.manage("restore", str(backup), "--replace")

    assert f"kept as {file}.damaged" in said
    assert Path(f"{file}.damaged").read_bytes().startswith(b"no database any more")
    assert_is_restored(other, backup)


# The last version before back-ups, held mails and town halls: its database lacks all three.
EARLY = "757bf2049b28"
LIVED_IN = """
from django.core.mail import EmailMessage
from cms.accounts.models import User
from cms.mailing.services import enqueue_mail
from tests.factories import MunicipalityPageFactory, serve_portal
User.objects.create_user("b@heimathafen.example")
page = MunicipalityPageFactory(parent=serve_portal(), title="Niesky")
page.save_revision(user=User.objects.get())
enqueue_mail(message=EmailMessage("Willkommen", "Guten Tag", to=["jana@heimathafen.example"]))
"""


def unpack(commit: str, into: Path) -> Path:
    """Unpack an earlier version."""
    archive = subprocess.run(["git", "archive", commit], cwd=REPOSITORY, capture_output=True, check=False)
    if archive.returncode:
        asked = ("git", "rev-parse", "--is-shallow-repository")
        shallow = subprocess.run(asked, cwd=REPOSITORY, capture_output=True, text=True, check=False).stdout.strip()
        if os.environ.get("REQUIRE_SERVICES") == "1" and shallow == "false":
            pytest.fail(f"{commit} is missing from a complete repository")
        pytest.skip(f"this copy of the repository does not reach back to {commit}: nothing to upgrade from")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as files:
        files.extractall(into, filter="data")
    return into


@pytest.mark.parametrize("commit", ["HEAD~1", EARLY])
def test_the_database_of_an_earlier_version_is_upgraded_with_a_way_back(
    commit: str, other: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_code = unpack(commit, tmp_path / "previous")
    monkeypatch.setattr("tests.support.processes.REPOSITORY", old_code)
    # Of the earlier version the product counts, not how its tests were set up.
    monkeypatch.setitem(other.environment, "DJANGO_SETTINGS_MODULE", "cms.settings.local")
    other.manage("migrate", "-v0")
    other.manage("shell", "-c", LIVED_IN)
    (before,) = other.ask("SELECT title, slug, path FROM wagtailcore_page WHERE title = 'Niesky'")
    monkeypatch.undo()

    said = other.manage("upgrade")

    (backup,) = other.backups
    assert f"Upgraded. The back-up of before: {backup}" in said
    assert other.ask("SELECT count(*) FROM operating_deletion") == [(0,)]
    assert other.ask("SELECT count(*) FROM accounts_user") == [(1,)]
    assert other.ask("SELECT title, slug, path FROM wagtailcore_page WHERE title = 'Niesky'") == [before]
    # Its editors can be named from now on, and the mail still waits, once.
    assert other.ask("SELECT count(*) FROM core_townhall JOIN auth_group g ON g.id = group_id") == [(1,)]
    assert other.ask("SELECT subject, state, attempts FROM mailing_outboxmail") == [("Willkommen", "waiting", 0)]
    assert manifest_of(backup)["tables"]["accounts_user"]["rows"] == 1
    assert manifest_of(backup)["tables"]["mailing_outboxmail"]["rows"] == 1
    assert not (other.folder / "maintenance").exists()
