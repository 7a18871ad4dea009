"""Tells a server of errors (Sentry, GlitchTip) what broke, and nothing of the person for whom it broke.

Off unless `ERROR_REPORTING_DSN` is set. What leaves the machine is put together anew from a few words that are known
to hold no personal data, since texts of errors, addresses and variables may hold names (GDPR, article 25).
"""

from typing import Any, cast

from django.conf import settings

Event = dict[str, Any]

KEPT = ("event_id", "timestamp", "level", "platform", "release", "logger", "sdk")
KEPT_OF_A_FRAME = ("filename", "module", "function", "lineno", "in_app")


def begin(*, release: str) -> None:
    """Begin to report; the version of the code is told with each error."""
    # Imported where it is needed: it takes a while, and most portals never report.
    import sentry_sdk
    from sentry_sdk.integrations.logging import ignore_logger

    # What strangers send with a wrong name of a host is no error of ours, and they choose its words.
    ignore_logger("django.security.DisallowedHost")
    sentry_sdk.init(
        dsn=settings.ERROR_REPORTING_DSN,
        release=release,
        server_name="portal",
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        trace_propagation_targets=[],  # servers that our links lead to need not know whom we tell
        before_send=cast("Any", without_people),
    )


def without_people(event: Event, _hint: Event) -> Event:
    """Return what may be told of an error: its kind, and the lines of code that led to it."""
    told = {name: event[name] for name in KEPT if name in event}
    told["tags"] = (
        {"address": event["transaction"]} if event.get("transaction_info", {}).get("source") == "route" else {}
    )
    entry = event.get("logentry", {})
    if entry.get("params"):  # without them the message may be made of a person's words already
        told["logentry"] = {"message": entry["message"]}
    told["exception"] = {"values": [_without_words(one) for one in event.get("exception", {}).get("values", [])]}
    return told


def _without_words(exception: Event) -> Event:
    frames = exception.get("stacktrace", {}).get("frames", [])
    return {
        "type": exception.get("type"),
        "module": exception.get("module"),
        "stacktrace": {"frames": [{name: one[name] for name in KEPT_OF_A_FRAME if name in one} for one in frames]},
    }
