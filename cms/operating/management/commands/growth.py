"""`manage.py growth`: remove now what the nightly run would remove, or only say how much that is."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.operating.growth import limit_growth


class Command(BaseCommand):
    """Holds what grows."""

    help = "Remove what is older than settings say: old versions, sizes of pictures, logs. The worker does it at night."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many rows would go")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for one in limit_growth(dry_run=options["dry_run"]):
            kept = f"{one.job.setting}={getattr(settings, one.job.setting)}"
            said = f"failed ({one.problem})" if one.problem else str(one.n_rows)
            self.stdout.write(f"{one.job.name:12} {said:>8}  {kept}")
            failed += [one.job.name] if one.problem else []
        if failed:
            raise CommandError(f"Not held: {', '.join(failed)}. The log says why.")
