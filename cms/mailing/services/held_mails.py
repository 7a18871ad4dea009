"""Mails that waited when a back-up was made: after restoring it they are held until an administrator decides."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from cms.mailing.models import OutboxMail
from matching.services import ring_bell


@dataclass(frozen=True, slots=True)
class HeldMails:
    """Mails of one day and subject."""

    written_on: date
    subject: str
    n_mails: int


def held_mails() -> list[HeldMails]:
    """Return what is held, without recipients: enough to decide."""
    held = OutboxMail.objects.filter(state=OutboxMail.State.HELD)
    groups = held.values("subject", day=TruncDate("created_at")).annotate(n=Count("pk")).order_by("day", "subject")
    return [HeldMails(written_on=one["day"], subject=one["subject"], n_mails=one["n"]) for one in groups]


def release_held_mails() -> int:
    """Let held mails wait as if they were written now, so that a busy server does not end them; return how many."""
    held, now = OutboxMail.objects.filter(state=OutboxMail.State.HELD), timezone.now()
    n_released = held.update(state=OutboxMail.State.WAITING, attempts=0, created_at=now, next_attempt_at=now)
    ring_bell("mailing.send_due")
    return n_released


def discard_held_mails() -> int:
    """Delete held mails unsent; return how many."""
    return OutboxMail.objects.filter(state=OutboxMail.State.HELD).delete()[0]
