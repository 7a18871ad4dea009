"""The operator's hand on the search index: `manage.py search_index rebuild|reconcile|status`."""

from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexing
from search.engines import RebuildUnderwayError, SearchUnavailableError


class Command(BaseCommand):
    """Builds the index anew, compares it with the database, or tells how it is."""

    help = "rebuild: build the index anew while the old one answers; reconcile: compare and repair; status: figures."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("rebuild", "reconcile", "status"))

    def handle(self, *, action: str, **_options: object) -> None:
        try:
            getattr(self, f"_{action}")()
        except RebuildUnderwayError:
            raise CommandError("Another process is rebuilding the index; look again in a minute.") from None
        except SearchUnavailableError as problem:
            raise CommandError(str(problem)) from None

    def _rebuild(self) -> None:
        n_documents = indexing.rebuild(self.stdout.write)
        self.stdout.write(self.style.SUCCESS(f"The new index answers: {n_documents} documents."))

    def _reconcile(self) -> None:
        indexing.reconcile(self.stdout.write)

    def _status(self) -> None:
        for name, value in asdict(indexing.status()).items():
            self.stdout.write(f"{name}: {value}")
