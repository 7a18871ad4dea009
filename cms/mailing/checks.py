"""Refuses mail settings that cannot work."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from cms.mailing import transport


@register
def check_transport(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """A transport URL must name a server in a form we understand."""
    if not transport.is_configured():
        return []
    try:
        transport.parse_url(settings.MAIL_TRANSPORT_URL)
    except (ImproperlyConfigured, ValueError):
        return [
            Error(
                "MAIL_TRANSPORT_URL names no mail server.",
                hint="Write smtp+tls://user:password@mail.example:587, or leave it empty to keep mails here.",
                id="mailing.E001",
            )
        ]
    return []
