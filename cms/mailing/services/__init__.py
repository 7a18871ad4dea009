"""Use cases of the outbox: put a mail in, and hand on what is due."""

from cms.mailing.services.enqueue_mail import enqueue_mail
from cms.mailing.services.forget_old_mails import forget_old_mails
from cms.mailing.services.forget_recipient import forget_recipient
from cms.mailing.services.held_mails import discard_held_mails, held_mails, release_held_mails
from cms.mailing.services.send_due_mails import send_due_mails

__all__ = [
    "discard_held_mails",
    "enqueue_mail",
    "forget_old_mails",
    "forget_recipient",
    "held_mails",
    "release_held_mails",
    "send_due_mails",
]
