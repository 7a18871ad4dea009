"""Who was deleted stays deleted, whatever back-up is loaded."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.accounts.services import close_account
from cms.operating import ledger
from cms.operating.models import Deletion
from cms.operating.services.repeat_deletions import repeat_deletions, repeat_withdrawals
from matching.models import Consent, Match, Profile, Run
from matching.services import record_consent, withdraw_consent
from tests.cms.operating.conftest import silent
from tests.factories import AdministratorFactory, MentorScreeningFactory, OfferFactory, ProfileFactory, UserFactory

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


@transactional
def test_a_consent_that_is_withdrawn_is_written_down_and_one_that_is_given_is_not(place: Path) -> None:
    user = ProfileFactory().user
    consent = record_consent(user_id=user.pk, purpose=Consent.For.RECOMMENDATIONS)
    assert not (place / "deletions.jsonl").exists()

    withdraw_consent(user_id=user.pk, purpose=Consent.For.RECOMMENDATIONS)

    (line,) = ledger.collect()
    assert (line.kind, line.public_id) == ("consent", str(consent.public_id))
    assert (place / "deletions.jsonl").read_text("utf-8").count("\n") == 1


@pytest.mark.django_db
def test_a_withdrawn_consent_is_withdrawn_again_with_what_was_computed_on_its_ground() -> None:
    profile, other = ProfileFactory(), ProfileFactory()
    withdrawn, kept = (
        record_consent(user_id=one.user_id, purpose=Consent.For.RECOMMENDATIONS) for one in (profile, other)
    )
    for one in (profile, other):
        run = Run.objects.create(
            program="alumni", profile=one, weights_version=1, finished_at=timezone.now(), n_considered=1
        )
        Match.objects.create(run=run, profile=one, offer=OfferFactory(), score=0.5, rank=1, explanation=[])
    lines = [ledger.Line("2026-11-22T08:00:00+00:00", "consent", str(withdrawn.public_id))]

    assert repeat_deletions(lines, report=silent) == 0
    assert repeat_withdrawals(lines) == 1
    assert repeat_withdrawals(lines) == 0

    withdrawn.refresh_from_db()
    assert withdrawn.withdrawn_at == datetime(2026, 11, 22, 8, tzinfo=UTC)
    assert list(Consent.objects.in_force()) == [kept]
    assert {match.profile for match in Match.objects.all()} == {other}
