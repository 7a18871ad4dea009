"""Refuses settings with which signing in would not be safe."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def check_cookies(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Cookies must be bound to this host and to TLS."""
    found: list[CheckMessage] = []
    for name, is_secure in (
        (settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE),
        (settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE),
    ):
        if not (is_secure and name.startswith("__Host-")):
            found.append(
                Error(
                    f"The cookie {name} is not bound to this host and to TLS.",
                    hint="Use cms.settings.production, or set its name to __Host-… and *_COOKIE_SECURE to True.",
                    id="accounts.E001",
                )
            )
    if not settings.SESSION_COOKIE_HTTPONLY:
        found.append(
            Error("Scripts can read the session cookie.", hint="Set SESSION_COOKIE_HTTPONLY.", id="accounts.E002")
        )
    return found


@register(Tags.security)
def check_sessions(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Sessions must end, and idle ones sooner."""
    if 0 < settings.SESSION_IDLE_SECONDS <= settings.SESSION_ABSOLUTE_SECONDS:
        return []
    return [
        Error(
            "Sessions would not end when they are idle.",
            hint="SESSION_IDLE_SECONDS must be above 0 and at most SESSION_ABSOLUTE_SECONDS.",
            id="accounts.E003",
        )
    ]


@register(Tags.security)
def check_limits(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """Limits must hold across processes; a cache inside one process cannot count for all."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    is_for_tests = str(settings.SETTINGS_MODULE).endswith(".test")
    if is_for_tests or not backend.endswith(("LocMemCache", "DummyCache")):
        return []
    return [
        Error(
            "Limits on guessing would count in each process alone.",
            hint="Leave CACHES as it is (database), or name a Redis server in REDIS_URL.",
            id="accounts.E004",
        )
    ]


@register(Tags.security)
def check_second_factor(app_configs: Sequence[AppConfig] | None, **_options: object) -> list[CheckMessage]:
    """The middleware that asks staff for a second factor must be in place, after the session is known."""
    needed = [
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "cms.accounts.middleware.SessionLifetimeMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "cms.accounts.middleware.StaffSecondFactorMiddleware",
    ]
    if [name for name in settings.MIDDLEWARE if name in needed] == needed:
        return []
    return [
        Error(
            "Staff could work without a second factor.",
            hint=f"MIDDLEWARE must hold, in this order: {', '.join(needed)}.",
            id="accounts.E005",
        )
    ]
