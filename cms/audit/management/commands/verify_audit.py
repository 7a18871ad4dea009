"""`manage.py verify_audit`: is the audit log what it was?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.audit.services import verify_chain


class Command(BaseCommand):
    """Looks along the chain and names the first row that is not what it was."""

    help = "Look along the audit log's chain; the first row that was changed or is missing is named, with status 1."

    def handle(self, *args: Any, **options: Any) -> None:
        finding = verify_chain()
        if finding.is_only_unsealed:
            problem = f"Rows wait for their place in the audit log's chain ({finding.problem}): does the worker run?"
            raise CommandError(problem)
        if not finding.is_intact:
            raise CommandError(f"The audit log is broken at {finding.problem}")
        self.stdout.write(f"The audit log is intact: {finding.n_entries} rows.")
