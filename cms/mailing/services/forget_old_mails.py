"""Remove mails that need no longer be kept."""

from datetime import timedelta

from django.utils import timezone

from cms.mailing.models import OutboxMail

KEPT_FOR = timedelta(days=30)  # Retention.DELIVERY


def forget_old_mails() -> int:
    """Delete mails of more than thirty days, sent, kept or given up; return how many. Held ones wait for a decision."""
    undecided = (OutboxMail.State.WAITING, OutboxMail.State.HELD)
    old = OutboxMail.objects.exclude(state__in=undecided).filter(created_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]
