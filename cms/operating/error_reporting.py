"""Tells a server of errors (Sentry, GlitchTip) what broke, and nothing of the person for whom it broke.

Off unless `ERROR_REPORTING_DSN` is set; it needs the packages of `requirements-error-reporting.txt`. What leaves the
machine is put together anew from a few words that are known to hold no personal data, since texts of errors, addresses
and variables may hold names (GDPR, article 25).
"""

from typing import Any, cast

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

Event = dict[str, Any]

KEPT = ("event_id", "timestamp", "level", "platform", "release", "logger", "sdk")
KEPT_OF_A_FRAME = ("filename", "module", "function", "lineno", "in_app")


def begin(*, release: str) -> None:
    """Begin to report; the version of the code is told with each error."""
    try:
        import sentry_sdk
    except ImportError as error:
        message = "ERROR_REPORTING_DSN is set: .venv/bin/pip install -r requirements-error-reporting.txt, or empty it."
        raise ImproperlyConfigured(message) from error
    sentry_sdk.init(
        dsn=settings.ERROR_REPORTING_DSN,
        release=release,
        server_name="portal",
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        before_send=cast("Any", without_people),  # the package may be missing where types are checked
    )


def without_people(event: Event, _hint: Event) -> Event:
    """Return what may be told of an error: its kind, and the lines of code that led to it."""
    told = {name: event[name] for name in KEPT if name in event}
    told["tags"] = (
        {"address": event["transaction"]} if event.get("transaction_info", {}).get("source") == "route" else {}
    )
    if "logentry" in event:
        told["logentry"] = {"message": event["logentry"].get("message", "")}  # without what was put into it
    told["exception"] = {"values": [_without_words(one) for one in event.get("exception", {}).get("values", [])]}
    return told


def _without_words(exception: Event) -> Event:
    frames = exception.get("stacktrace", {}).get("frames", [])
    return {
        "type": exception.get("type"),
        "module": exception.get("module"),
        "stacktrace": {"frames": [{name: one[name] for name in KEPT_OF_A_FRAME if name in one} for one in frames]},
    }
