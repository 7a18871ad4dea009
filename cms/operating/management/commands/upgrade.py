"""`manage.py upgrade`: bring the database to the code that lies here."""

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.operating.errors import AGAIN, OperatingError
from cms.operating.services import upgrade


class Command(BaseCommand):
    """Backs up, changes the tables, builds anew and looks whether all is well."""

    help = "Bring the database to this code; a back-up is made first, and a failure tells the way back to it."
    requires_system_checks: list[str] = []  # they are a step of their own, with a way back

    def handle(self, *args: object, **options: object) -> None:
        try:
            made = upgrade(report=self._say)
        except OperatingError as error:
            raise CommandError(str(error)) from error
        except (OSError, DatabaseError) as error:
            raise CommandError(f"The machine refused something: {error}. {AGAIN}") from error
        self.stdout.write(f"Upgraded. The back-up of before: {made}")

    def _say(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
