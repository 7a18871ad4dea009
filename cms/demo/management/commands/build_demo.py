"""`manage.py build_demo`: a small but real portal of a district, with invented companies and people."""

import time
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms.demo.services import DemoRefusedError, build_demo
from cms.demo.services.build_demo import SEED
from matching.services import silent_bells


class Command(BaseCommand):
    """Builds the demo region into an empty database."""

    help = "Build the demo region (an empty database only); does nothing when it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help="another number gives another region")

    def handle(self, *args: object, seed: int, **options: object) -> None:
        began = time.monotonic()
        try:
            # Thousands of small tasks would keep the worker from sending mails for minutes. What they would have done
            # is done here, in the same transaction: a region that is there is complete.
            with silent_bells(), transaction.atomic():
                is_new = build_demo(seed=seed, report=self._report)
                if is_new:
                    self._fill_indexes()
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - began
        self.stdout.write(f"demo region built in {seconds:.0f} s" if is_new else "the demo region is there")

    def _fill_indexes(self) -> None:
        self._report("which page shows what, and the editors' search")
        for command in ("rebuild_references_index", "wagtail_update_index"):
            call_command(command, verbosity=0, stdout=StringIO())

    def _report(self, line: str) -> None:
        self.stdout.write(f"  {line}")
        self.stdout.flush()
