"""The change log: nothing is skipped, nothing is lost, whoever was away catches up."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from matching import changes
from matching.models import Change, Cursor

pytestmark = pytest.mark.django_db


def read_all(position=changes.Position()):  # noqa: B008
    return [change.object_id for change in changes.read_after(position)]


@pytest.mark.django_db(transaction=True)
def test_lines_are_read_in_the_order_they_were_written():
    changes.record(changes.Kind.OFFER, [1, 2])
    changes.record(changes.Kind.PAGE, ["x"])

    assert read_all() == ["1", "2", "x"]


@pytest.mark.django_db(transaction=True)
def test_a_line_of_a_rolled_back_write_is_never_read():
    with transaction.atomic():
        changes.record(changes.Kind.OFFER, [1])
        transaction.set_rollback(True)

    assert read_all() == []


@pytest.mark.django_db(transaction=True)
def test_a_follower_sees_each_line_once_and_begins_at_the_start():
    seen = []
    changes.record(changes.Kind.OFFER, [1])
    changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))
    changes.record(changes.Kind.OFFER, [2])

    changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))

    assert seen == ["1", "2"]
    assert changes.lags()[0].n_changes == 0


@pytest.mark.django_db(transaction=True)
def test_a_follower_that_fails_sees_the_lines_again():
    changes.record(changes.Kind.OFFER, [1])
    with pytest.raises(OSError, match="disk"):
        changes.follow("index", _fail)
    seen = []

    changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))

    assert seen == ["1"]


def _fail(_lines):
    raise OSError("disk")


@pytest.mark.django_db(transaction=True)
def test_a_slow_follower_never_turns_the_cursor_back():
    changes.record(changes.Kind.OFFER, [1])

    def overtaken(_lines):
        changes.record(changes.Kind.OFFER, [2])
        changes.follow("index", lambda _lines: None)

    changes.follow("index", overtaken)

    assert changes.follow("index", lambda _lines: None) == 0


@pytest.mark.django_db(transaction=True)
def test_lines_stay_until_every_durable_follower_has_read_them():
    changes.record(changes.Kind.OFFER, [1, 2])
    Change.objects.update(created_at=timezone.now() - timedelta(days=30))
    changes.follow("fast", lambda _lines: None)
    changes.follow("slow", lambda _lines: None, limit=1)

    n_pruned = changes.prune()

    assert n_pruned == 1
    assert [change.object_id for change in Change.objects.all()] == ["2"]


@pytest.mark.django_db(transaction=True)
def test_who_fell_behind_the_pruned_lines_is_told_to_rebuild():
    changes.record(changes.Kind.OFFER, [1, 2])
    start = changes.Position()
    Change.objects.update(created_at=timezone.now() - timedelta(days=30))
    changes.follow("index", lambda _lines: None)

    changes.prune()

    assert changes.is_too_old(start)
    assert not changes.is_too_old(changes.position_of("index"))


@pytest.mark.django_db(transaction=True)
def test_recording_nothing_writes_nothing():
    changes.record(changes.Kind.OFFER, [])

    assert not Change.objects.exists()
    assert not Cursor.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_commits_late_is_not_skipped():
    """Two interleaved transactions: the one with the lower row number commits last."""
    import psycopg

    parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    parameters.pop("context", None)
    insert = (
        "INSERT INTO matching_change (transaction_id, kind, object_id, created_at) "
        "VALUES (pg_current_xact_id()::text::bigint, 'offer', %s, now())"
    )
    with psycopg.connect(**parameters) as late, psycopg.connect(**parameters) as early:
        late.execute(insert, ["late"])
        early.execute(insert, ["early"])
        early.commit()
        seen = []
        changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))
        seen_while_late_is_open = list(seen)
        late.commit()

        changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))

    assert seen_while_late_is_open == []
    assert sorted(seen) == ["early", "late"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_began_first_but_wrote_later_is_not_skipped():
    """The higher row number belongs to the older transaction; the order is by transaction, not by row."""
    import psycopg

    parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor}
    parameters.pop("context", None)
    insert = (
        "INSERT INTO matching_change (transaction_id, kind, object_id, created_at) "
        "VALUES (pg_current_xact_id()::text::bigint, 'offer', %s, now())"
    )
    with psycopg.connect(**parameters) as older, psycopg.connect(**parameters) as younger:
        older.execute("SELECT pg_current_xact_id()")
        younger.execute(insert, ["younger"])
        older.execute(insert, ["older"])
        older.commit()
        seen = []
        changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))
        younger.commit()

        changes.follow("index", lambda lines: seen.extend(line.object_id for line in lines))

    assert seen == ["older", "younger"]


@pytest.fixture
def neighbor():
    """Return a connection to another database of the same server, in a transaction that writes."""
    import psycopg

    parameters = {**connection.get_connection_params(), "cursor_factory": psycopg.Cursor, "dbname": "postgres"}
    parameters.pop("context", None)
    with psycopg.connect(**parameters) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        yield elsewhere


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_transaction_of_another_database_keeps_nobody_waiting(neighbor):
    changes.record(changes.Kind.OFFER, [1])

    assert read_all() == ["1"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_end_of_the_log_does_not_go_back_when_a_transaction_elsewhere_ends_meanwhile(neighbor):
    changes.record(changes.Kind.OFFER, [1])
    before, statements = changes.head(), []

    def end_between_two_looks(execute, sql, *rest):
        statements.append(sql)
        if len(statements) == 2:
            neighbor.commit()
        return execute(sql, *rest)

    with connection.execute_wrapper(end_between_two_looks):
        after = changes.head()

    assert after == before
