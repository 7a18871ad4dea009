"""Hands one stored mail to the mail server that the settings name."""

import smtplib
from email.utils import parseaddr
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail.backends.smtp import EmailBackend

SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


class PermanentError(Exception):
    """The server refused this mail for good; trying again would not help."""


class TemporaryError(Exception):
    """The server refused this mail for now."""


class ServerAwayError(Exception):
    """No mail server answered; other mails would fare no better."""


def is_configured() -> bool:
    """Return whether mails leave this machine."""
    return bool(settings.MAIL_TRANSPORT_URL)


def parse_url(url: str) -> dict[str, Any]:
    """Read `smtp://`, `smtp+tls://` or `smtps://user:password@host:port` into the arguments of Django's backend."""
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise ImproperlyConfigured("MAIL_TRANSPORT_URL must look like smtp+tls://user:password@mail.example:587")
    return {
        "host": parts.hostname,
        "port": parts.port or SCHEMES[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls" or "tls" in parse_qs(parts.query),
        "use_ssl": parts.scheme == "smtps",
    }


class Transport:
    """An open connection to the mail server; use it as a context."""

    def __init__(self) -> None:
        arguments = parse_url(settings.MAIL_TRANSPORT_URL)
        self._backend = EmailBackend(**arguments, timeout=settings.MAIL_TIMEOUT_SECONDS, fail_silently=False)

    def __enter__(self) -> "Transport":
        return self

    def __exit__(self, *details: object) -> None:
        self._backend.close()

    def send(self, *, recipient: str, message: bytes) -> None:
        """Send one mail; a lost connection is opened again for the next."""
        try:
            self._backend.open()
            assert self._backend.connection is not None  # open() raises when it cannot connect
            self._backend.connection.sendmail(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], [recipient], message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _refusal(min(code for code, _words in error.recipients.values())) from error
        except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
            raise _refusal(error.smtp_code) from error
        except (smtplib.SMTPException, OSError) as error:
            self._forget_connection()
            raise ServerAwayError(type(error).__name__) from error

    def _forget_connection(self) -> None:
        self._backend.fail_silently = True
        self._backend.close()
        self._backend.fail_silently = False


def _refusal(code: int) -> Exception:
    """Tell a refusal for good (5xx) from one for now (4xx); keep the code only, servers quote addresses."""
    return PermanentError(f"SMTP {code}") if code >= 500 else TemporaryError(f"SMTP {code}")
