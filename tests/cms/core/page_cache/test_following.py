"""How the log is followed: at once for what is committed, anew after a long sleep or a flood."""

import threading

import pytest
from django.db import connection, transaction

from cms.core.page_cache.following import MANY_LINES
from matching import changes

pytestmark = pytest.mark.django_db


def test_a_line_is_applied_once_though_it_stays_readable(portal, kept, clock, monkeypatch):
    kept.follower.keep_up()
    monkeypatch.setattr(changes, "read_after", lambda position, limit: [])  # an older transaction is still running
    drops = []
    monkeypatch.setattr(kept.store, "drop", drops.append)
    changes.record(changes.Kind.OFFER, [4711])

    for _ in range(3):
        clock.pass_by(1.0)
        kept.follower.keep_up()

    assert len(drops) == 1
    assert "offer:4711" in drops[0]


def test_after_a_flood_everything_is_dropped_and_the_end_of_the_log_is_the_new_beginning(portal, kept, clock):
    kept.follower.keep_up()
    before = kept.store.moment
    changes.record(changes.Kind.OFFER, range(MANY_LINES))

    clock.pass_by(1.0)
    kept.follower.keep_up()

    assert kept.store.moment == before + 1
    assert kept.follower._position == changes.head()


def test_a_process_that_slept_for_hours_begins_anew(portal, visitor, kept, clock, addresses_kept):
    visitor.get(portal.article.url)

    clock.pass_by(3 * 3600)
    visitor.get(portal.home.url)

    assert addresses_kept() == {portal.home.url}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_seen_while_an_older_transaction_still_writes():
    position, is_writing, may_end = changes.head(), threading.Event(), threading.Event()

    def write_slowly():
        with transaction.atomic():
            changes.record(changes.Kind.PAGE, [1])
            is_writing.set()
            may_end.wait(20)
        connection.close()

    slow = threading.Thread(target=write_slowly)
    slow.start()
    is_writing.wait(20)
    changes.record(changes.Kind.PAGE, [2])

    seen = [line.object_id for line in changes.committed_after(position)]
    settled = changes.read_after(position)
    may_end.set()
    slow.join(20)

    assert seen == ["2"]
    assert settled == []
    assert {line.object_id for line in changes.read_after(position)} == {"1", "2"}
