"""`manage.py list_demo_accounts`: who one can sign in as, and what each is for."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.demo import selectors


class Command(BaseCommand):
    """Prints the demo accounts."""

    help = "List the demo accounts and what each is for (local settings only)."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMO_SIGN_IN:
            raise CommandError("There are no demo accounts here: this works with local settings only.")
        people = selectors.demo_people()
        if not people:
            raise CommandError("There is no demo region yet: run `manage.py build_demo`.")
        for person in people:
            self.stdout.write(f"{person.user.email}\n    {person.name}: {person.about}")
            if person.is_staff:
                self.stdout.write(
                    f"    password {person.password}, second factor: manage.py demo_code {person.user.email}"
                )
            else:
                self.stdout.write("    signs in by e-mail code; the mail is at /demo/mails/")
