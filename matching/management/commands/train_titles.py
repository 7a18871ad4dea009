"""`manage.py train_titles DIR`: learn anew how the evidence for a title is weighed."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

import matching
from matching.engine import EngineError
from matching.services import train_titles

WEIGHTS = Path(matching.__file__).parent / "data" / "title_weights.json"


class Command(BaseCommand):
    """Writes the weights file; the same judged set and data give the same file."""

    help = "Learn the weights that order what a title may mean, from a judged set and the names of its occupations."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="folder with documents.jsonl, queries.jsonl, judgements.tsv")
        parser.add_argument("--output", type=Path, default=WEIGHTS, help="file to write, by default the shipped one")

    def handle(self, *, folder: Path, output: Path, **_options: object) -> None:
        try:
            train_titles(folder=folder, target=output, tell=self.stdout.write)
        except EngineError as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(self.style.SUCCESS(f"written: {output}"))
