"""Doors for background work of the audit log."""

from celery import shared_task

from cms.audit.models import Action
from cms.audit.people import staff_behind
from cms.audit.services import record_sparingly, seal_entries, verify_chain


@shared_task(name="audit.seal")
def seal_task(**_added_later: object) -> int:
    """Seal rows whose own process did not come to it; safe to run twice at once."""
    return seal_entries()


@shared_task(name="audit.verify")
def verify_task(**_added_later: object) -> bool:
    """Look along the chain and write down how it is; safe to run twice."""
    return verify_chain().is_intact


@shared_task(name="audit.note_failed_log_in")
def note_failed_log_in_task(*, token: str, **_added_later: object) -> bool:
    """Record that a password for somebody with a role was wrong; a message that comes twice makes two rows at most."""
    user = staff_behind(token)
    if user is None:
        return False
    return record_sparingly(Action.LOG_IN_FAILED, actor=user, object_kind="password", each_time=True) is not None
