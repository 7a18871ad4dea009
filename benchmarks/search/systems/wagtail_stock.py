"""Wagtail's own search as it is shipped, over a model of two fields with the weights of Wagtail's pages."""

import os
import re
from collections.abc import Callable, Iterable
from itertools import islice

from benchmarks.search.systems import DEPTH, Document, System
from benchmarks.servers import own_database, remove_database

_BATCH_SIZE = 1_000
_WORD = re.compile(r"\w+")


class WagtailSqlite(System):
    """Wagtail with its SQLite backend, as `Page.objects.search(words)` calls it."""

    operator: str | None = None

    def prepare(self, documents: Callable[[], Iterable[Document]]) -> None:
        self._set_up(create=True)
        from django.core.management import call_command

        from benchmarks.search.stock.models import Text

        call_command("migrate", verbosity=0, run_syncdb=True)
        waiting = iter(documents())
        while batch := list(islice(waiting, _BATCH_SIZE)):
            Text.objects.bulk_create([Text(number=one["id"], title=one["title"], body=one["body"]) for one in batch])
        self._bytes_before = super().size_bytes()

    def build(self, documents: Iterable[Document]) -> None:
        from django.core.management import call_command

        call_command("update_index", verbosity=0, chunk_size=_BATCH_SIZE)

    def open(self) -> None:
        self._set_up()

    def ask(self, text: str, language: str) -> list[str]:
        from wagtail.search.backends import get_search_backend

        from benchmarks.search.stock.models import Text

        # Generous: a question mark, as it is typed, makes the SQLite backend fail.
        words = " ".join(_WORD.findall(text))
        found = get_search_backend().search(words, Text, operator=self.operator)[:DEPTH]
        return [one.number for one in found]

    def size_bytes(self) -> int:
        """Return by how much indexing made the file grow."""
        return super().size_bytes() - self._bytes_before

    def _set_up(self, *, create: bool = False) -> None:
        import django

        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.search.stock.settings"
        os.environ["STOCK_DATABASE_URL"] = self._address(create=create)
        django.setup()

    def _address(self, *, create: bool) -> str:
        return f"sqlite:///{self.folder.absolute() / 'stock.sqlite3'}"


class WagtailSqliteOr(WagtailSqlite):
    """The same, asked for any word."""

    operator = "or"


class WagtailPostgresql(WagtailSqlite):
    """Wagtail with its PostgreSQL backend and the German configuration."""

    has_own_process = True

    def size_bytes(self) -> int:
        from django.db import connection
        from wagtail.search.models import IndexEntry

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size(%s)", (IndexEntry._meta.db_table,))
            return cursor.fetchone()[0]

    def remove(self) -> None:
        remove_database(self.folder)

    def _address(self, *, create: bool) -> str:
        return own_database(self.folder, create=create)


class WagtailPostgresqlOr(WagtailPostgresql):
    """The same, asked for any word."""

    operator = "or"
