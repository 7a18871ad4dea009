"""Put a mail into the outbox, in the transaction of whatever causes it."""

import copy
import hashlib
import re
import uuid
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage

from cms.mailing.models import OutboxMail
from matching.services import ring_bell

_OTHER_LINE_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def enqueue_mail(*, message: EmailMessage, dedupe_key: str = "") -> int:
    """Store one mail per recipient and ring for the sender; return how many were stored.

    Nobody sees other recipients: each gets a mail of their own. With a `dedupe_key` the same mail is stored once,
    however often this is called. Line breaks in a header raise Django's `BadHeaderError`.
    """
    mails = [_as_row(message, recipient, dedupe_key) for recipient in dict.fromkeys(message.recipients())]
    # The key is the Message-ID. Whoever calls twice meets the row of the first time.
    OutboxMail.objects.bulk_create(mails, ignore_conflicts=True)
    if mails:
        ring_bell("mailing.send_due")
    return len(mails)


def _as_row(message: EmailMessage, recipient: str, dedupe_key: str) -> OutboxMail:
    own = copy.copy(message)
    own.to, own.cc, own.bcc = [recipient], [], []
    # Django refuses line breaks; the other control characters that Python's mail code takes for one, we drop.
    own.subject = _OTHER_LINE_BREAKS.sub(" ", str(message.subject))
    own.extra_headers = {
        # Answering machines keep still (RFC 3834).
        "Auto-Submitted": "auto-generated",
        **message.extra_headers,
        "Message-ID": _message_id(recipient, dedupe_key),
    }
    return OutboxMail(
        dedupe_key=own.extra_headers["Message-ID"],
        recipient=parseaddr(recipient)[1],
        subject=str(own.subject)[:300],
        message=own.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]  # Django's own message knows it
    )


def _message_id(recipient: str, dedupe_key: str) -> str:
    """Name the mail: the same for every attempt, so that a mailbox can drop a repeat."""
    name = hashlib.sha256(f"{dedupe_key}\n{recipient}".encode()).hexdigest()[:40] if dedupe_key else uuid.uuid4().hex
    return f"<{name}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>"
