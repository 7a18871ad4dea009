"""Doors for background work of the outbox."""

from celery import shared_task

from cms.mailing.services import forget_old_mails, send_due_mails


@shared_task(name="mailing.send_due", acks_late=True, time_limit=600)  # seconds
def send_due_task(**_added_later: object) -> int:
    """Hand on due mails, batch after batch; safe to run twice at once, each mail is leased by one sender."""
    n_sent = 0
    while n_batch := send_due_mails():
        n_sent += n_batch
    return n_sent


@shared_task(name="mailing.forget_old")
def forget_old_task(**_added_later: object) -> int:
    """Delete mails whose time is over; safe to run twice."""
    return forget_old_mails()
