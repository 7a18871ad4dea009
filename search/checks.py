"""Refuses settings with which search cannot work."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from search.engines import ENGINE_NAMES


@register()
def check_engine(**_options: object) -> list[CheckMessage]:
    """The engine that is named exists and can be found, SQLite can search, and the index's folder can be written."""
    found: list[CheckMessage] = []
    if settings.SEARCH_ENGINE not in ENGINE_NAMES:
        found.append(
            Error(
                f"SEARCH_ENGINE is {settings.SEARCH_ENGINE!r}, which nobody knows.",
                hint=f"Set it to one of: {', '.join(ENGINE_NAMES)}.",
                id="search.E001",
            )
        )
    if settings.SEARCH_ENGINE == "elasticsearch" and not settings.ELASTICSEARCH_URL.startswith(("http://", "https://")):
        found.append(
            Error(
                "SEARCH_ENGINE is elasticsearch, and ELASTICSEARCH_URL does not say where it runs.",
                hint="Set ELASTICSEARCH_URL to an address such as https://search.example:9200, or leave both empty.",
                id="search.E004",
            )
        )
    if not _has_full_text_search():
        found.append(
            Error(
                "This Python's SQLite was built without full-text search (FTS5).",
                hint="Use a Python whose sqlite3 module has FTS5, as Debian's and python.org's do.",
                id="search.E002",
            )
        )
    folder = Path(settings.SEARCH_INDEX_DIR)
    nearest = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        found.append(
            Error(
                f"The search index cannot be written to {folder}.",
                hint="Set SEARCH_INDEX_DIR to a folder that the portal may write to.",
                id="search.E003",
            )
        )
    return found


def _has_full_text_search() -> bool:
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (text)")
        except sqlite3.OperationalError:
            return False
    return True
