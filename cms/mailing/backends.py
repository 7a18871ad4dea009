"""The door through which Django's mail functions reach the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from cms.mailing import services


class OutboxBackend(BaseEmailBackend):
    """Puts mails into the outbox instead of sending them, so that no request waits for a mail server."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            services.enqueue_mail(message=message)
        return len(email_messages)
