"""Prints the register of processing activities (Art. 30 GDPR)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from cms.accounts.processing_register import register_as_text


class Command(BaseCommand):
    """The register follows from the models; `--into` writes it where the documentation keeps it."""

    help = "Prints the register of processing activities, generated from the models."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--into", help="A file to write instead, such as docs/processing-register.md.")

    def handle(self, *args: Any, **options: Any) -> None:
        text = register_as_text()
        if options["into"]:
            Path(options["into"]).write_text(text, "utf-8")
        else:
            self.stdout.write(text)
