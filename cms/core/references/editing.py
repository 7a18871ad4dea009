"""What changes with a statement: its pages must be read again, and its other wordings grow stale."""

from django.utils import timezone

from cms.core.models import Reference, ReferenceWording


def note_changed_statement(*, reference: Reference) -> None:
    """Remember that a reference says something else now; whoever calls saves it."""
    reference.changed_at = timezone.now()


def note_translated(*, wording: ReferenceWording, statement: str) -> None:
    """Remember which German statement a wording translates; whoever calls saves it."""
    wording.based_on = statement
