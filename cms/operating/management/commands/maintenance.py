"""Closes the portal for work on it, and opens it again."""

from argparse import ArgumentParser
from http import HTTPStatus
from typing import Any

from django.core.management.base import BaseCommand

from cms.core import maintenance
from cms.core.error_pages import error_page
from cms.operating import state


class Command(BaseCommand):
    """`on` and `off` switch; `status` tells; `page` prints the page for a web server that stands in front."""

    help = "Tells visitors that the portal is being worked on. Staff still reach the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["on", "off", "status", "page"])
        parser.add_argument("--minutes", type=int, default=maintenance.DEFAULT_MINUTES, help="What visitors are told.")
        parser.add_argument(
            "--path", default="/", help="page only: an address that begins with a language, such as /en/"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        action = options["action"]
        if action == "page":
            page = error_page("503", HTTPStatus.SERVICE_UNAVAILABLE, path=options["path"])
            self.stdout.write(page.content.decode())
            return
        if action == "on":
            maintenance.begin(minutes=options["minutes"])
        elif action == "off":
            state.Upgrade.end()  # who opens the portal says that nothing is half done
            maintenance.end()
        self.stdout.write("maintenance is on" if maintenance.is_on() else "maintenance is off")
