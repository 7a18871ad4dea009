"""Old rows go, and nothing else does."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from cms.audit import triggers, witness
from cms.audit.models import Action, Entry
from cms.audit.services import record_event, remove_old_entries, seal_entries, verify_chain
from tests.cms.audit.rows import aged, entries, execute, without_triggers

transactional = pytest.mark.django_db(transaction=True)
REFUSED = triggers.REFUSED


@transactional
def test_the_oldest_rows_go_and_the_chain_stays_whole(settings: Any, witness_file: Path) -> None:
    settings.AUDIT_KEEP_DAYS = 400
    made = entries(6)
    aged(500, made[:4])
    without_triggers("UPDATE audit_entry SET position = NULL, digest = ''")
    seal_entries()
    verify_chain()

    assert remove_old_entries(dry_run=True) == 4
    assert remove_old_entries() == 4

    assert sorted(Entry.objects.values_list("position", flat=True)) == [5, 6, 7]
    assert verify_chain().is_intact
    assert remove_old_entries() == 0
    assert [head.position for head in witness.heads()][-1] == 7
    without_triggers("DELETE FROM audit_entry WHERE position = 5")
    assert verify_chain().problem.startswith("position 5")


@transactional
def test_nothing_is_removed_from_a_broken_chain(settings: Any) -> None:
    settings.AUDIT_KEEP_DAYS = 400
    aged(500, entries(3))
    without_triggers("UPDATE audit_entry SET object_id = '99' WHERE position = 2")

    assert remove_old_entries() == 0

    assert Entry.objects.count() == 3


@transactional
def test_a_row_of_this_year_stays_whatever_a_cut_says() -> None:
    entries(3)
    record_event(Action.CUT, removed_until=2)

    with pytest.raises(DatabaseError, match=REFUSED):
        execute("DELETE FROM audit_entry WHERE position = 1")
