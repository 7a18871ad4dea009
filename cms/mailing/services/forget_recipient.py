"""Remove what the outbox knows of a person who leaves."""

from cms.mailing.models import OutboxMail


def forget_recipient(*, email: str) -> int:
    """Delete all mails to an address, sent or not; return how many."""
    return OutboxMail.objects.filter(recipient__iexact=email).delete()[0]
