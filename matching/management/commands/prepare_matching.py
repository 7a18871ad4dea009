"""`manage.py prepare_matching`: compiles the matching engine's inner loops, so that no process has to do it later."""

from django.core.management.base import BaseCommand

from matching.services import prepare_loops


class Command(BaseCommand):
    """Takes half a minute at first, a second when there is nothing to do."""

    help = "Compile the inner loops of the matching engine for this machine, once for all processes."

    def handle(self, **_options: object) -> None:
        is_compiled = prepare_loops()
        self.stdout.write(self.style.SUCCESS("Compiled." if is_compiled else "The plain loops are in use."))
