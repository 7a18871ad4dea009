"""Working on the portal: a file says so, or tables older than the code; people read when it is back, workers end."""

from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse

from cms.core.error_pages import error_page
from cms.core.tables import missing_migrations, tables

DEFAULT_MINUTES = 10
# The watchdog asks on, and those who do the work still get in. Addresses are written out: nothing is looked up here.
_SIGNING_IN = ("anmelden/", "abmelden/", "passwort/", "zweiter-faktor/", "einladung/")
OPEN_TO_ALL = (
    *("/health/", "/metrics/", "/static/", "/admin/"),
    *(f"{language}/konto/{way}" for language in ("", "/en", "/ar") for way in _SIGNING_IN),
)


def is_on() -> bool:
    """Say whether the operator has closed the portal for a while."""
    return Path(settings.MAINTENANCE_FILE).exists()


def begin(*, minutes: int = DEFAULT_MINUTES) -> None:
    """Close the portal; `minutes` is what visitors and search engines are told."""
    path = Path(settings.MAINTENANCE_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(minutes), "ascii")


def end() -> None:
    """Open the portal again."""
    Path(settings.MAINTENANCE_FILE).unlink(missing_ok=True)


def minutes_left() -> int:
    """Return the minutes that were announced; a file that somebody made by hand may say nothing."""
    try:
        words = Path(settings.MAINTENANCE_FILE).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return DEFAULT_MINUTES
    return int(words) if words.isdecimal() and len(words) < 5 and int(words) > 0 else DEFAULT_MINUTES


def why_no_work() -> str:
    """Return why a worker must not begin, for whoever reads its log; nothing when it may."""
    if is_on():
        return "the portal is closed, perhaps for an upgrade or a restore (manage.py maintenance off opens it)"
    try:
        missing = missing_migrations()
    except DatabaseError as error:
        return f"the database does not answer: {error}"
    finally:
        connections.close_all()  # its children must not inherit any
    return f"the tables are older than the code: make upgrade ({', '.join(missing)})" if missing else ""


class MaintenanceMiddleware:
    """Answers 503 while the file is there, or the tables are older than the code; it needs no session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_closed = is_on() and not request.path_info.startswith(OPEN_TO_ALL)
        # On old tables nothing can be answered, neither for the staff nor that all is well.
        if not is_closed and not tables.are_old():
            return self.get_response(request)
        response = error_page("503", HTTPStatus.SERVICE_UNAVAILABLE, path=request.path_info)
        response["Retry-After"] = str(minutes_left() * 60)
        response["Cache-Control"] = "no-store"
        return response
