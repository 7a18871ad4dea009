"""`manage.py import_titles FILE`: an operator's list of job titles helps to understand what people write."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from matching.services import import_titles

MOST_SHOWN = 50


class Command(BaseCommand):
    """Reads a semicolon-separated list "title;kldb" or "title;esco" in any encoding."""

    help = "Add a list of job titles (title;kldb or title;esco, any encoding, header optional) to what is understood."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="forget what earlier imports brought")

    def handle(self, *, file: Path, replace: bool, **_options: object) -> None:
        try:
            content = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}") from None
        done = import_titles(content=content, replace=replace)
        for line in done.bad_lines[:MOST_SHOWN]:
            self.stderr.write(f"line {line.number}: {line.reason}")
        if len(done.bad_lines) > MOST_SHOWN:
            self.stderr.write(f"… and {len(done.bad_lines) - MOST_SHOWN} more")
        self.stdout.write(
            self.style.SUCCESS(f"{done.n_read} titles read, {len(done.bad_lines)} lines left out, {done.n_kept} kept.")
        )
