"""`manage.py remove_demo`: take the demo region away, and nothing else."""

from django.core.management.base import BaseCommand, CommandError

from cms.demo.services import DemoRefusedError, remove_demo


class Command(BaseCommand):
    """Removes the demo region."""

    help = "Remove the demo region; roles, languages and reference data stay."

    def handle(self, *args: object, **options: object) -> None:
        try:
            was_there = remove_demo(report=lambda line: self.stdout.write(f"  {line}"))
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("demo region removed" if was_there else "there is no demo region")
