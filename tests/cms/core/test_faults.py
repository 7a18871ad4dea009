"""Who is told to come back later has a reason to: what is away returns, what is broken does not."""

import errno
import sqlite3
from contextlib import closing

import pytest
from django.db import InterfaceError, OperationalError, connection

from cms.core.faults import page_for


def as_django_tells(cause):
    """Return an error of the driver as Django raises it."""
    error = OperationalError(str(cause))
    error.__cause__ = cause
    return error


def of_postgresql(sqlstate):
    cause = Exception("as the server says it")
    cause.sqlstate = sqlstate
    return as_django_tells(cause)


def of_sqlite(*, pages=0):
    """Provoke an error of SQLite itself."""
    with closing(sqlite3.connect(":memory:")) as one:
        try:
            if pages:
                one.execute(f"PRAGMA max_page_count={pages}")
                one.execute("CREATE TABLE big (x)")
                one.execute("INSERT INTO big VALUES (zeroblob(100000))")
            one.execute("SELECT * FROM missing")
        except sqlite3.OperationalError as error:
            return as_django_tells(error)
    raise AssertionError("nothing went wrong")


@pytest.mark.parametrize("sqlstate", [None, "08006", "57P01", "57P03", "53300", "55P03", "40P01", "40001"])
def test_what_passes_by_itself_asks_to_try_again(sqlstate):
    assert page_for(of_postgresql(sqlstate)) == ("away", 503)


def test_a_lost_connection_asks_to_try_again():
    assert page_for(InterfaceError("connection already closed")) == ("away", 503)


@pytest.mark.parametrize(
    "error",
    [of_postgresql("53100"), of_sqlite(pages=3), OSError(errno.ENOSPC, "no space"), OSError(errno.EROFS, "read only")],
)
def test_no_room_is_told_as_such(error):
    assert page_for(error) == ("507", 507)


@pytest.mark.parametrize("error", [of_sqlite(), of_postgresql("42P01"), KeyError("place"), OSError(errno.EPIPE), None])
def test_what_stays_broken_promises_nothing(error):
    assert page_for(error) == ("500", 500)


@pytest.mark.django_db
def test_djangos_own_error_tells_what_the_database_said():
    with pytest.raises(Exception, match="missing") as caught, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM missing")

    assert page_for(caught.value) == ("500", 500)
