"""Settings that cannot work are refused at start, each with a sentence that says what to do."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

MIN_SECRET_LENGTH = 50  # characters
PUBLIC_KEYS = ("only-for-",)  # how the keys begin that stand in our own settings files


@register()
def secret_key_is_set(app_configs: Sequence[AppConfig] | None, **_more: object) -> list[CheckMessage]:
    """A portal without a secret of its own can be impersonated."""
    key = _secret_key()
    is_public = key.startswith(PUBLIC_KEYS) and settings.SESSION_COOKIE_SECURE
    if len(key) >= MIN_SECRET_LENGTH and not is_public:
        return []
    hint = "Set SECRET_KEY to 50 random characters: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    return [Error("SECRET_KEY is missing, short or known to everybody.", hint=hint, id="heimathafen.E001")]


def _secret_key() -> str:
    try:
        return str(settings.SECRET_KEY)
    except ImproperlyConfigured:  # Django itself refuses to read an empty one
        return ""


@register()
def portal_url_is_whole(app_configs: Sequence[AppConfig] | None, **_more: object) -> list[CheckMessage]:
    """Links in mails are built from PORTAL_URL."""
    schemes = ("https://",) if settings.SECURE_SSL_REDIRECT else ("http://", "https://")
    if settings.PORTAL_URL.startswith(schemes):
        return []
    hint = "Set PORTAL_URL to the portal's address, for example https://portal.example."
    return [Error("PORTAL_URL is no address.", hint=hint, id="heimathafen.E002")]


@register(deploy=True)
def hosts_are_named(app_configs: Sequence[AppConfig] | None, **_more: object) -> list[CheckMessage]:
    """A portal that answers to any host name can be made to send forged links."""
    if settings.ALLOWED_HOSTS and "*" not in settings.ALLOWED_HOSTS:
        return []
    hint = "Set ALLOWED_HOSTS to the portal's host names, separated by commas."
    return [Error("ALLOWED_HOSTS is empty or allows every host.", hint=hint, id="heimathafen.E003")]


@register()
def sqlite_serves_one_machine(app_configs: Sequence[AppConfig] | None, **_more: object) -> list[CheckMessage]:
    """A folder as broker and a server database belong to different sizes of installation."""
    is_server_database = not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    is_folder_broker = settings.CELERY_BROKER_URL.startswith("filesystem")
    if not (is_server_database and is_folder_broker and settings.SESSION_COOKIE_SECURE):
        return []
    hint = "Set REDIS_URL (or CELERY_BROKER_URL) beside DATABASE_URL."
    return [Error("A server database needs a broker that does not lose tasks.", hint=hint, id="heimathafen.E005")]


@register()
def machine_translation_is_known(app_configs: Sequence[AppConfig] | None, **_more: object) -> list[CheckMessage]:
    """A misspelled service would silently translate nothing."""
    if not settings.MACHINE_TRANSLATION or settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR:
        return []
    hint = 'Set MACHINE_TRANSLATION to "libretranslate" or "deepl", or leave it empty.'
    return [Error(f"There is no translator called {settings.MACHINE_TRANSLATION!r}.", hint=hint, id="heimathafen.E007")]


@register(deploy=True)
def senders_are_told_apart(app_configs: Sequence[AppConfig] | None, **_more: object) -> list[CheckMessage]:
    """Behind a proxy all visitors seem to have its address, so a limit for one would lock out all."""
    if not settings.SECURE_PROXY_SSL_HEADER or settings.TRUSTED_PROXY_COUNT > 0:
        return []
    hint = "Set TRUSTED_PROXY_COUNT to the number of our own proxies in front, usually 1."
    return [Error("Limits would count all visitors as one.", hint=hint, id="heimathafen.E006")]
