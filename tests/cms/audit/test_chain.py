"""Nobody changes the audit log unseen: whoever takes the triggers away is found by the chain."""

import importlib
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone, translation

from cms.audit import triggers, witness
from cms.audit.chain import digest_of
from cms.audit.models import Action, Entry, Verification
from cms.audit.problems import in_words
from cms.audit.services import record_event, remove_old_entries, seal_entries, verify_chain
from tests.cms.audit.rows import aged, entries, execute, without_triggers

verifying = importlib.import_module("cms.audit.services.verify_chain")
transactional = pytest.mark.django_db(transaction=True)
REFUSED = triggers.REFUSED


@transactional
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE audit_entry SET action = 'log-in' WHERE position = 3", "position 3"),
        ("UPDATE audit_entry SET object_id = '99' WHERE position = 2", "position 2"),
        ("UPDATE audit_entry SET created_at = '2020-01-01 00:00:00' WHERE position = 1", "position 1"),
        ("DELETE FROM audit_entry WHERE position = 2", "position 2"),
        ("DELETE FROM audit_entry WHERE position = 1", "position 1"),
        ("UPDATE audit_entry SET digest = 'x' WHERE position = 4", "position 4"),
    ],
)
def test_a_row_that_was_changed_behind_the_triggers_is_named(statement: str, named: str) -> None:
    entries(5)
    assert verify_chain().is_intact

    without_triggers(statement)

    assert verify_chain().problem.startswith(named)
    with pytest.raises(CommandError, match=f"broken at {named}"):
        call_command("verify_audit")
    assert Verification.objects.get().problem.startswith(named)


@transactional
def test_a_row_that_was_changed_together_with_its_digest_does_not_fit_the_next_one() -> None:
    first, second, _third = entries(3)
    second.object_id = "99"
    digest = digest_of(second, position=2, previous=first.digest)

    without_triggers(f"UPDATE audit_entry SET object_id = '99', digest = '{digest}' WHERE position = 2")

    assert verify_chain().problem.startswith("position 3")


@transactional
@pytest.mark.parametrize("statement", ["DELETE FROM audit_entry WHERE position > 3", "DELETE FROM audit_entry"])
def test_rows_cut_off_at_the_end_are_missed(statement: str) -> None:
    entries(5)
    verify_chain()

    without_triggers(statement)

    assert "missing; the chain reached 5 before" in verify_chain().problem


@transactional
def test_a_chain_that_was_written_anew_from_the_start_is_found() -> None:
    entries(3)
    verify_chain()

    without_triggers("UPDATE audit_entry SET object_id = '99', position = NULL, digest = ''")
    seal_entries()

    assert verify_chain().problem.startswith("position 3")


@transactional
def test_an_untouched_log_is_intact_and_says_how_long_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    entries(5)

    call_command("verify_audit")

    assert "intact: 5 rows" in capsys.readouterr().out
    assert Verification.objects.get().problem == ""


@transactional
def test_a_row_that_waits_is_sealed_before_the_look_along_the_chain() -> None:
    Entry.objects.create(action=Action.DELETED, created_at=timezone.now() - timedelta(hours=2))

    assert verify_chain().is_intact
    assert Entry.objects.get().position == 1


@transactional
def test_a_row_that_stays_unsealed_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Entry.objects.create(action=Action.DELETED, created_at=timezone.now() - timedelta(hours=2))
    monkeypatch.setattr(verifying, "seal_entries", lambda: 0)

    finding = verify_chain()

    assert finding.problem == f"row {waiting.pk}: not sealed"
    assert (finding.is_intact, finding.is_only_unsealed) == (False, True)
    with pytest.raises(CommandError, match=r"Rows wait for their place .* does the worker run"):
        call_command("verify_audit")


@transactional
@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE audit_entry SET object_id = '99' WHERE position = 3", "position 1, cut 6: too young"),
        ("DELETE FROM audit_entry WHERE position = 2", "position 1, cut 6: too young"),
        ("DELETE FROM audit_entry WHERE position <= 5", "position 5, cut 6: too young"),
    ],
)
def test_a_cut_that_somebody_made_up_hides_nothing(statement: str, named: str) -> None:
    last = entries(5)[-1]
    verify_chain()

    record_event(Action.CUT, removed_until=5, detail={"digest": last.digest})
    seal_entries()
    without_triggers(statement)

    assert verify_chain().problem == named
    assert [head.position for head in witness.heads()] == [5]


@transactional
def test_a_cut_that_speaks_of_rows_to_come_hides_nothing() -> None:
    entries(2)
    record_event(Action.CUT, removed_until=1000, detail={"digest": "a" * 64})

    assert verify_chain().problem == "position 1000, cut 3: impossible"


@transactional
def test_a_cut_with_another_digest_than_was_noted_is_found(witness_file: Path) -> None:
    aged(500, entries(3))
    verify_chain()
    witness_file.write_text(re.sub(r'"seen_at": "\d+', '"seen_at": "2020', witness_file.read_text("utf-8")), "utf-8")
    without_triggers("DELETE FROM audit_entry")
    record_event(Action.CUT, removed_until=3, detail={"digest": "a" * 64})
    without_triggers(f"UPDATE audit_entry SET position = 4, digest = '{'b' * 64}'")

    assert verify_chain().problem == "position 3, cut 4: replaced"


@transactional
def test_old_rows_that_a_cut_left_are_looked_along_too(settings: Any) -> None:
    settings.AUDIT_KEEP_DAYS = 400
    aged(500, entries(5))
    last = Entry.objects.get(position=5)
    record_event(Action.CUT, removed_until=5, detail={"digest": last.digest})
    seal_entries()
    assert verify_chain().is_intact

    without_triggers("UPDATE audit_entry SET object_id = '99' WHERE position = 3")

    assert verify_chain().problem.startswith("position 3")


@transactional
def test_a_removal_that_was_killed_in_between_leaves_a_whole_chain_and_goes_on(settings: Any) -> None:
    settings.AUDIT_KEEP_DAYS = 400
    aged(500, entries(5))
    last = Entry.objects.get(position=5)
    record_event(Action.CUT, removed_until=5, detail={"digest": last.digest})
    seal_entries()
    execute("DELETE FROM audit_entry WHERE position <= 2")

    assert verify_chain().is_intact
    assert remove_old_entries() == 3
    assert verify_chain().is_intact


@transactional
def test_old_rows_stay_as_long_as_the_file_of_ends_saw_them_lately(settings: Any) -> None:
    settings.AUDIT_KEEP_DAYS = 400
    aged(500, entries(3))
    verify_chain()

    assert remove_old_entries() == 2
    assert Entry.objects.filter(position=3).exists()
    assert verify_chain().is_intact


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("position 3: missing", "row 3"),
        ("position 4: missing; the chain reached 6 before", "6"),
        ("position 3, row 17: changed", "row 3"),
        ("row 17: not sealed", "17"),
        ("what nobody knows", "what nobody knows"),
    ],
)
def test_a_code_is_worded_when_it_is_read(code: str, words: str) -> None:
    with translation.override("en"):
        said = in_words(code)

    assert words in said
    assert (said == code) == (code == words)


@transactional
def test_a_line_that_was_cut_off_in_the_file_of_ends_spoils_no_other(witness_file: Path) -> None:
    entries(2)
    verify_chain()
    witness_file.write_bytes(witness_file.read_bytes() + b'{"position": 3,')

    assert verify_chain().is_intact
    assert [head.position for head in witness.heads()] == [2]
