"""`manage.py held_mails`: decide about mails that waited when the back-up was made that is now loaded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.mailing.services import discard_held_mails, held_mails, release_held_mails


class Command(BaseCommand):
    """Lists, releases or discards the mails that a restore has held."""

    help = (
        "status: how many mails are held, by day and subject; release: send them after all; discard: delete them. "
        "Most of them reached their readers before the back-up was needed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", nargs="?", choices=("status", "release", "discard"), default="status")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "release":
            self.stdout.write(f"released: {release_held_mails()}")
        elif options["action"] == "discard":
            self.stdout.write(f"discarded: {discard_held_mails()}")
        else:
            groups = held_mails()
            self.stdout.write(f"held: {sum(group.n_mails for group in groups)}")
            for group in groups:
                self.stdout.write(f"  {group.written_on}  {group.n_mails:6}  {group.subject}")
