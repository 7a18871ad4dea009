"""Takes the second factor away from somebody who lost it, also from the last administrator."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from cms.accounts import selectors, services


class Command(BaseCommand):
    """For whoever has the machine: the desk does the same for whoever still gets into it."""

    help = "Remove the app and the recovery codes of a log-in; a new app is connected at the next sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address of the log-in")

    def handle(self, *, email: str, **options: object) -> None:
        user = selectors.find_login(email=email)
        if user is None:
            raise CommandError(f"There is no log-in with the address {email}.")
        if not services.remove_second_factor(user=user):
            raise CommandError(f"{email} has no second factor: the password alone leads to setting one up.")
        self.stdout.write(f"Removed. All sessions of {email} have ended; a new app is connected at the next sign-in.")
