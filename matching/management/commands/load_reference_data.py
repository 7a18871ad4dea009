"""`manage.py load_reference_data`: places, occupations, skills and weights from the packaged files."""

import argparse

from django.core.management.base import BaseCommand

from matching.models import Place
from matching.services import load_reference_data


class Command(BaseCommand):
    """Fills the reference tables; with --if-missing only an empty database."""

    help = "Load places, occupations, skills and weights from the packaged files."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--if-missing", action="store_true", help="do nothing when places are there")

    def handle(self, *args: object, **options: object) -> None:
        if options["if_missing"] and Place.objects.exists():
            self.stdout.write("reference data is there")
            return
        load_reference_data(report=self.stdout.write)
