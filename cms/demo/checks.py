"""Keeps the one-click sign-in of the demonstration on the machine it runs on."""

import os
from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

LOOPBACK_HOSTS = frozenset({"localhost", ".localhost", "127.0.0.1", "[::1]", "::1", "testserver"})


@register
def check_demo_sign_in(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Whoever reaches a portal with DEMO_SIGN_IN can sign in as staff, so only this machine may reach it."""
    if not settings.DEMO_SIGN_IN:
        return []
    reason = _why_not_local()
    if not reason:
        return []
    return [
        Error(
            f"DEMO_SIGN_IN signs anybody in as staff, and {reason}.",
            hint="Set DEMO_SIGN_IN = False; demonstrations run with cms.settings.local on this machine.",
            id="demo.E001",
        )
    ]


def _why_not_local() -> str:
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production"):
        return "these are production settings"
    if settings.SESSION_COOKIE_SECURE:
        return "the session cookie is that of a server with TLS"
    foreign = [host for host in settings.ALLOWED_HOSTS if host not in LOOPBACK_HOSTS]
    return f"ALLOWED_HOSTS names {', '.join(foreign)}" if foreign else ""
