"""`manage.py restore FOLDER`: make the portal what it was at a back-up."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from cms.operating.errors import AGAIN, OperatingError
from cms.operating.services import restore_backup


class Command(BaseCommand):
    """Loads a back-up."""

    help = "Load a back-up: its folder is checked first, waiting mails are held, later deletions are repeated."
    requires_system_checks: list[str] = []  # a place that is broken is what this is for

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of one back-up")
        parser.add_argument("--replace", action="store_true", help="replace what is here; it is backed up first")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            restore_backup(folder=options["folder"].absolute(), replace=options["replace"], report=self._say)
        except OperatingError as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The machine refused something: {error}. {AGAIN}") from error
        self.stdout.write("Restored. Waiting mails are held: manage.py held_mails tells how many and what to do.")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
