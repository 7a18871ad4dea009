"""`manage.py backup`: back up database, files, keys and the ledger of deletions."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.operating.errors import AGAIN, OperatingError
from cms.operating.services import make_backup


class Command(BaseCommand):
    """Makes a back-up while the portal runs."""

    help = "Back up the portal into BACKUP_DIR; people may go on working. The oldest back-ups beyond BACKUP_KEEP go."
    requires_system_checks: list[str] = []  # what is not well must be backed up all the more

    def handle(self, *args: object, **options: object) -> None:
        try:
            made = make_backup(report=self._say)
        except OperatingError as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The machine refused something: {error}. {AGAIN}") from error
        self.stdout.write(f"Back-up: {made}")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
