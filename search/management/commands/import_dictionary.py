"""`manage.py import_dictionary FILE`: searches in one language find pages in the other, word by word."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.lexicon import DictionaryError, build_dictionary, dictionary_file


class Command(BaseCommand):
    """Reads a German-English dictionary in Ding's format, as Debian's package trans-de-en brings it."""

    help = (
        "Take in a German-English dictionary (lines German | … :: English | …; plain or gzip; any encoding), for"
        " example /usr/share/trans/de-en of Debian's package trans-de-en. It replaces the one that was imported before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_options: object) -> None:
        try:
            content = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}") from None
        try:
            done = build_dictionary(content, dictionary_file(), say=self.stdout.write)
        except DictionaryError as problem:
            raise CommandError(str(problem)) from None
        if done.n_bad_lines:
            some = ", ".join(map(str, done.first_bad_lines))
            self.stderr.write(f"{done.n_bad_lines} of {done.n_lines} lines say nothing that can be used: {some} …")
        self.stdout.write(
            self.style.SUCCESS(
                f"{done.n_english} English and {done.n_german} German phrases are known now"
                f" ({done.size_bytes / 1_000_000:.0f} MB)."
            )
        )
