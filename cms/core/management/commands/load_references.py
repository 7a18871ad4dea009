"""Loads the sourced statements that ship with the portal; safe to run again."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.core.references import load_references


class Command(BaseCommand):
    """`manage.py load_references`."""

    help = "Loads the sourced statements for the pages; what editors changed stays, unless the file changed too."

    def handle(self, *arguments: Any, **options: Any) -> None:
        loaded = load_references()
        self.stdout.write(f"References: {loaded.created} new, {loaded.updated} renewed, {loaded.kept} as they were.")
