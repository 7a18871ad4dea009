"""The operator's hand on the search index: `manage.py search_index rebuild|reconcile|follow|status`."""

from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search import indexing, lexicon
from search.engines import ENGINE_NAMES, RebuildUnderwayError, SearchUnavailableError, index_copies


class Command(BaseCommand):
    """Builds the copies of the index anew, compares them with the database, or tells how they are."""

    help = (
        "rebuild: build the index anew while the old one answers; reconcile: compare and repair; "
        "follow: take over what is new; status: figures."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=("rebuild", "reconcile", "follow", "status"))
        parser.add_argument("--copy", choices=ENGINE_NAMES, help="rebuild this copy of the index only")

    def handle(self, *, action: str, copy: str | None = None, **_options: object) -> None:
        try:
            if action == "rebuild":
                self._rebuild(copy)
            else:
                getattr(self, f"_{action}")()
        except RebuildUnderwayError:
            raise CommandError("Another process is rebuilding the index; look again in a minute.") from None
        except SearchUnavailableError as problem:
            raise CommandError(str(problem)) from None

    def _rebuild(self, name: str | None) -> None:
        copies = tuple(copy for copy in index_copies() if name in (None, copy.name))
        if not copies:
            raise CommandError(f"There is no copy on {name}: SEARCH_ENGINE and ELASTICSEARCH_URL do not say so.")
        lexicon.prepare()
        n_documents = indexing.rebuild(self._say, copies=copies)
        self.stdout.write(self.style.SUCCESS(f"The new index answers: {n_documents} documents."))

    def _reconcile(self) -> None:
        indexing.reconcile(self._say)

    def _follow(self) -> None:
        self.stdout.write(f"lines taken over: {indexing.follow()}")

    def _status(self) -> None:
        for standing in indexing.standings():
            figures = asdict(standing)
            for name, value in {**figures.pop("status"), **figures}.items():
                self.stdout.write(f"{name}: {value}")
            self.stdout.write("")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()  # progress is for people who wait, also behind a pipe
