"""Prints what the authenticator app of a demo person shows now."""

from argparse import ArgumentParser

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.accounts import services
from cms.accounts.models import User


class Command(BaseCommand):
    """Tells the second factor of the demonstration's staff, so that one can sign in without a phone."""

    help = "Print the current code of the demo accounts' second factor (local settings only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="only this account")

    def handle(self, *, email: str | None, **options: object) -> None:
        if not settings.DEMO_SIGN_IN:
            raise CommandError("There are no demo accounts here: this works with local settings only.")
        users = User.objects.filter(authenticator__type=Authenticator.Type.TOTP).order_by("email")
        if email:
            users = users.filter(email__iexact=email)
        if not users:
            raise CommandError("No such account has a second factor. Has the demo region been built (make demo)?")
        for user in users:
            code, seconds = services.current_code(user=user)
            self.stdout.write(f"{user.email}: {code} (good for {seconds} seconds)")
