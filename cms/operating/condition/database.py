"""The database: does it answer, and how large is it?"""

from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from cms.operating.condition.part import Level, Part, size


def database() -> Part:
    """Say which database answers and how much it holds."""
    meaning = _("Everything that people write is kept here.")
    try:
        n_bytes = _n_bytes()
    except (DatabaseError, OSError) as error:
        return Part(_("Database"), Level.BAD, type(error).__name__, meaning, _("Start the database's program again."))
    text = _("%(kind)s answers and holds %(size)s") % {"kind": _kind(), "size": size(n_bytes)}
    return Part(_("Database"), Level.WELL, text, meaning)


def _kind() -> str:
    return {"postgresql": "PostgreSQL", "sqlite": "SQLite"}.get(connection.vendor, connection.vendor)


def _n_bytes() -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        return int(cursor.fetchone()[0])
