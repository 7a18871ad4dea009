"""Bring the database to the code that lies here, with a way back."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError

from cms.accounts.services import ensure_roles
from cms.core import health, maintenance
from cms.operating import derived, places, state
from cms.operating.errors import OperatingError
from cms.operating.media import Report
from cms.operating.services.make_backup import make_backup_with_the_lock

PRODUCTION = "cms.settings.production"
STEPS_FAIL_WITH = (
    *(CommandError, SystemCheckError, DatabaseError, OperatingError),
    *(OSError, RuntimeError, LookupError, ValueError),
)


def upgrade(*, report: Report) -> Path:
    """Back up, change the tables, load what ships with the code, build anew, look whether it is well.

    Returns the back-up's folder. Raises OperatingError with the way back; visitors read then that the portal is being
    worked on, until it was gone.
    """
    with places.one_at_a_time():
        return _upgrade(report)


def _upgrade(report: Report) -> Path:
    state.require_no_worker()
    report("back-up")
    made = make_backup_with_the_lock(report=report)
    was_open = not maintenance.is_on()
    maintenance.begin()
    for title, step in _steps(report):
        report(title)
        try:
            step()
        except STEPS_FAIL_WITH as error:
            raise OperatingError(
                f"Upgrading failed at “{title}”: {str(error).strip()}\n"
                "Visitors read that the portal is being worked on. The way back: fetch the version of the portal that "
                f"ran before, then\n  make restore FROM={made} REPLACE=1\n"
                "That ends it for visitors too, once you say: .venv/bin/python manage.py maintenance off"
            ) from error
    if was_open:
        maintenance.end()
    else:
        report("the portal was closed before and stays closed: .venv/bin/python manage.py maintenance off")
    return made


def _steps(report: Report) -> list[tuple[str, Callable[[], object]]]:
    return [
        ("tables", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("cache table", lambda: call_command("createcachetable", verbosity=0)),
        ("reference data", lambda: call_command("load_reference_data", verbosity=0)),
        ("sourced statements", lambda: call_command("load_references", verbosity=0)),
        ("roles", ensure_roles),
        ("indexes", lambda: derived.rebuild_derived(report=report)),
        ("settings", _check_settings),
        ("health", lambda: _look(report)),
    ]


def _check_settings() -> None:
    if settings.SETTINGS_MODULE == PRODUCTION:
        call_command("check", deploy=True, fail_level="WARNING")


def _look(report: Report) -> None:
    """Tell every reading; only what no page can do without stops the upgrade, since worker and web server are away."""
    for reading in health.readings():
        report(f"{'well' if reading.is_well else 'not well'}: {reading.name} ({reading.text})")
        if reading.is_vital and not reading.is_well:
            raise OperatingError(f"{reading.name}: {reading.text}")
