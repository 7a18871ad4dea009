"""What a visitor is told when something that the portal stands on is away or full: what it is, and what to do."""

import errno
import sqlite3
from http import HTTPStatus

from django.db import InterfaceError, OperationalError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS})
RETRY_SECONDS = 30
_FULL_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY})
_FULL_POSTGRESQL = "53100"
# Codes or classes of codes of what passes by itself: another writes just now, no connection, a restart.
_AWAY_SQLITE = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL})
_AWAY_POSTGRESQL = ("08", "40", "53", "55P03", "57")
_LOST_RACE = frozenset({"40P01", "40001"})  # a deadlock; transactions that cannot have been one after the other
_PRIMARY = 0xFF  # SQLite tells more in the higher bits


def page_for(error: BaseException | None) -> tuple[str, HTTPStatus]:
    """Return which error page tells of an error, and its status."""
    if _is_full(error):
        return "507", HTTPStatus.INSUFFICIENT_STORAGE
    if _is_away(error):
        return "away", HTTPStatus.SERVICE_UNAVAILABLE
    return "500", HTTPStatus.INTERNAL_SERVER_ERROR


def is_lost_race(error: BaseException | None) -> bool:
    """Return whether the database undid a transaction for another's sake, so that the same goes well right after."""
    return isinstance(error, OperationalError) and _sqlstate(error) in _LOST_RACE


def _is_full(error: BaseException | None) -> bool:
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    return isinstance(error, OperationalError) and (
        _sqlite_code(error) in _FULL_SQLITE or _sqlstate(error) == _FULL_POSTGRESQL
    )


def _is_away(error: BaseException | None) -> bool:
    """Return whether trying again helps; a table that is missing stays missing."""
    if isinstance(error, InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    sqlite_code, sqlstate = _sqlite_code(error), _sqlstate(error)
    if sqlite_code is not None:
        return sqlite_code in _AWAY_SQLITE
    # A server that cannot be reached has no code to tell.
    return not sqlstate or sqlstate.startswith(_AWAY_POSTGRESQL)


def _sqlite_code(error: BaseException) -> int | None:
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def _sqlstate(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""
