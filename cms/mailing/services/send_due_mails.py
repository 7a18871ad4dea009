"""Hand on the mails that are due; any number of senders may run at once, and each may be killed at any time.

A sender takes mails by a lease. When it dies, the lease runs out and another sender takes them. A mail whose sender
died between sending and marking is sent again with the same Message-ID, so mailboxes can drop the repeat.
"""

import logging
import secrets
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from cms.mailing import transport
from cms.mailing.models import OutboxMail

logger = logging.getLogger(__name__)

BATCH_SIZE = 20  # mails taken at once
LEASE = timedelta(minutes=2)
# A mail is begun only while the lease outlasts the time a slow server takes for it.
LEASE_RESERVE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=24)


def send_due_mails(*, batch_size: int = BATCH_SIZE) -> int:
    """Send one batch of due mails and return how many were handed on; safe to run twice at once."""
    if not transport.is_configured():
        return keep_due_mails()
    leased_until = timezone.now() + LEASE
    mails = lease_mails(leased_until=leased_until, batch_size=batch_size)
    n_sent = 0
    with transport.Transport() as server:
        for position, mail in enumerate(mails):
            if timezone.now() > leased_until - LEASE_RESERVE:
                _release(mails[position:])
                break
            try:
                server.send(recipient=mail.recipient, message=bytes(mail.message))
            except transport.PermanentError as error:
                _give_up(mail, error)
            except transport.TemporaryError as error:
                _try_later(mail, error)
            except transport.ServerAwayError as error:
                logger.warning("mail server away: %s", error)
                _try_later(mail, error)
                _release(mails[position + 1 :])
                break
            else:
                _mark_sent(mail)
                n_sent += 1
    return n_sent


def keep_due_mails() -> int:
    """Say of waiting mails that they stay here, when no mail server is set."""
    due = OutboxMail.objects.filter(state=OutboxMail.State.WAITING)
    return due.update(state=OutboxMail.State.KEPT, leased_until=None)


def lease_mails(*, leased_until: datetime, batch_size: int = BATCH_SIZE) -> list[OutboxMail]:
    """Take due mails that nobody else holds, oldest first."""
    now = timezone.now()
    due = (
        OutboxMail.objects.filter(state=OutboxMail.State.WAITING, next_attempt_at__lte=now)
        .filter(Q(leased_until__isnull=True) | Q(leased_until__lt=now))
        .order_by("next_attempt_at", "pk")
    )
    with transaction.atomic():
        # SQLite lets one writer in at a time, which serves the same end.
        skips = connection.features.has_select_for_update_skip_locked
        locked = due.select_for_update(skip_locked=True) if skips else due
        mails = list(locked[:batch_size])
        OutboxMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
            leased_until=leased_until, attempts=F("attempts") + 1
        )
    for mail in mails:
        mail.leased_until = leased_until
        mail.attempts += 1
    return mails


def _mark_sent(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=OutboxMail.State.SENT, sent_at=timezone.now(), leased_until=None, last_error=""
    )


def _give_up(mail: OutboxMail, error: Exception) -> None:
    logger.warning("mail %s given up: %s", mail.pk, error)
    _held(mail).update(state=OutboxMail.State.FAILED, leased_until=None, last_error=str(error)[:300])


def _try_later(mail: OutboxMail, error: Exception) -> None:
    now = timezone.now()
    if now - mail.created_at > GIVE_UP_AFTER:
        _give_up(mail, error)
        return
    pause = min(FIRST_PAUSE * 2 ** min(mail.attempts - 1, 10), LONGEST_PAUSE)
    # Not all at once after an outage: between half and the whole pause.
    jitter = 0.5 + secrets.randbelow(501) / 1000
    _held(mail).update(next_attempt_at=now + pause * jitter, leased_until=None, last_error=str(error)[:300])


def _release(mails: list[OutboxMail]) -> None:
    """Give mails back that were taken and not tried."""
    for mail in mails:
        _held(mail).update(leased_until=None, attempts=F("attempts") - 1)


def _held(mail: OutboxMail) -> QuerySet[OutboxMail]:
    """The row, if our lease on it still stands."""
    return OutboxMail.objects.filter(pk=mail.pk, state=OutboxMail.State.WAITING, leased_until=mail.leased_until)
