"""Who was deleted stays deleted, whatever back-up is loaded."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction

from cms.accounts.models import User
from cms.accounts.services import close_account
from cms.operating import ledger
from cms.operating.models import Deletion
from cms.operating.services.repeat_deletions import repeat_deletions
from matching.models import Profile
from tests.cms.operating.conftest import silent
from tests.factories import AdministratorFactory, MentorScreeningFactory, ProfileFactory, UserFactory

transactional = pytest.mark.django_db(transaction=True)


def line_of(user: User) -> ledger.Line:
    return ledger.Line(datetime(2026, 11, 22, tzinfo=UTC).isoformat(), "log-in", str(user.public_id))


@transactional
@pytest.mark.parametrize("way", ["the person", "an administrator", "many at once"])
def test_a_deletion_is_written_down_whoever_deletes(place: Path, way: str) -> None:
    user = ProfileFactory().user
    public_id, email = str(user.public_id), user.email

    if way == "the person":
        close_account(user=user)
    elif way == "an administrator":
        user.delete()
    else:
        User.objects.filter(pk=user.pk).delete()

    (written,) = (place / "deletions.jsonl").read_text("utf-8").splitlines()
    told = json.loads(written)
    assert told.keys() == {"deleted_at", "kind", "public_id"}
    assert told["public_id"] == public_id == str(Deletion.objects.get().public_id)
    assert email not in written


@transactional
def test_a_deletion_that_was_taken_back_is_not_written_down(place: Path) -> None:
    user = UserFactory()

    with transaction.atomic():
        user.delete()
        transaction.set_rollback(True)

    assert not (place / "deletions.jsonl").exists()
    assert not Deletion.objects.exists()


@transactional
def test_a_full_disk_does_not_keep_anybody_from_leaving(place: Path) -> None:
    (place / "deletions.jsonl").mkdir()  # nothing can be written there
    user = UserFactory()

    user.delete()

    assert not User.objects.exists()
    assert Deletion.objects.count() == 1


@pytest.mark.django_db
def test_lines_are_found_in_the_table_and_in_all_files_once_each(place: Path) -> None:
    one, two, three = (ledger.Line(f"2026-11-2{n}T00:00:00+00:00", "log-in", str(uuid4())) for n in (1, 2, 3))
    ledger.keep_in_table([one])
    ledger.keep([two, one], place / "deletions.jsonl")
    ledger.keep([three, two], place / "elsewhere" / "deletions.jsonl")

    assert ledger.collect(place / "elsewhere", place / "nowhere") == [one, two, three]


@pytest.mark.django_db
def test_a_line_that_was_cut_off_spoils_no_other(place: Path) -> None:
    file = place / "deletions.jsonl"
    one, two = (ledger.Line(f"2026-11-2{n}T00:00:00+00:00", "log-in", str(uuid4())) for n in (1, 2))
    ledger.keep([one], file)
    file.write_bytes(file.read_bytes() + b'{"deleted_at": "2026-')

    ledger.keep([two], file)

    assert ledger.collect() == [one, two]


@pytest.mark.django_db
def test_everybody_in_the_ledger_is_deleted_again_and_nobody_else() -> None:
    gone, here = ProfileFactory().user, ProfileFactory().user
    staff = AdministratorFactory()

    assert repeat_deletions([line_of(gone), line_of(staff)], report=silent) == 2

    assert set(User.objects.all()) == {here}
    assert [profile.user for profile in Profile.objects.all()] == [here]
    assert Deletion.objects.count() == 2
    assert repeat_deletions([line_of(gone), line_of(staff)], report=silent) == 0


@pytest.mark.django_db
def test_who_is_named_by_a_proof_is_closed_and_told() -> None:
    interviewer = MentorScreeningFactory().first_interviewer
    said: list[str] = []

    assert repeat_deletions([line_of(interviewer)], report=said.append) == 0

    interviewer.refresh_from_db()
    assert not interviewer.is_active
    assert str(interviewer.public_id) in said[0]
    assert "matching.MentorScreening" in said[0]
