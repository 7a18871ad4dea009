"""Bring the database to the code that lies here, with a way back."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError
from redis.exceptions import RedisError

from cms.accounts.services import ensure_roles
from cms.core import health, maintenance
from cms.operating import derived, places, state
from cms.operating.errors import OperatingError
from cms.operating.media import Report
from cms.operating.services.make_backup import make_backup_with_the_lock

PRODUCTION = "cms.settings.production"
STEPS_FAIL_WITH = (
    *(CommandError, SystemCheckError, DatabaseError, RedisError, OperatingError),
    *(OSError, RuntimeError, LookupError, ValueError),
)


def upgrade(*, report: Report) -> Path:
    """Back up, change the tables, load what ships with the code, build anew, look whether it is well.

    Returns the back-up's folder. Raises OperatingError with the way back; visitors read then that the portal is being
    worked on, until it was gone. Run again after it failed or was ended, it goes on with the back-up of the first time.
    """
    with places.one_at_a_time():
        return _upgrade(report)


def _upgrade(report: Report) -> Path:
    state.require_no_unfinished_restore()
    state.require_no_worker()
    begun = state.unfinished_upgrade()
    _check_settings(begun)
    if begun:
        report(f"going on with an upgrade that did not end; the back-up of before: {begun.backup}")
    else:
        begun = _begin(report)
    for title, step in _steps(report):
        report(title)
        try:
            step()
        except STEPS_FAIL_WITH as error:
            raise OperatingError(
                f"Upgrading failed at “{title}”: {str(error).strip()}\n{_way_back(begun.backup)}"
            ) from error
        except BaseException:  # whatever ends it, the administrator must know where the data of before lie
            report(_way_back(begun.backup))
            raise
    state.Upgrade.end()
    if begun.was_open:
        maintenance.end()
    else:
        report("the portal was closed before and stays closed: .venv/bin/python manage.py maintenance off")
    return Path(begun.backup)


def _begin(report: Report) -> state.Upgrade:
    """Back up, and write down that an upgrade has begun: run again, it must not keep half-changed tables instead."""
    report("back-up")
    made = make_backup_with_the_lock(report=report)
    begun = state.Upgrade(backup=str(made), was_open=not maintenance.is_on())
    maintenance.begin()
    begun.write()
    return begun


def _way_back(backup: str) -> str:
    """Return what to type; in a container there is no `make`."""
    if (settings.BASE_DIR / "Makefile").exists():
        restore, reopen = f"make restore FROM={backup} REPLACE=1", ".venv/bin/python manage.py maintenance off"
    else:
        alone = "docker compose run --rm --no-deps upgrade python manage.py"
        restore = f"docker compose build\n  {alone} restore {backup} --replace"
        reopen = f"{alone} maintenance off\n  docker compose up --detach"
    return (
        "Visitors read that the portal is being worked on. Once the reason is gone, the same command again goes on. "
        "The way back: fetch the version of the portal that "
        f"ran before, then\n  {restore}\nThat ends it for visitors too, once you say:\n  {reopen}"
    )


def _steps(report: Report) -> list[tuple[str, Callable[[], object]]]:
    return [
        ("tables", lambda: call_command("migrate", interactive=False, verbosity=0)),
        ("cache table", lambda: call_command("createcachetable", verbosity=0)),
        ("reference data", lambda: call_command("load_reference_data", verbosity=0)),
        ("sourced statements", lambda: call_command("load_references", verbosity=0)),
        ("roles", ensure_roles),
        ("indexes", lambda: derived.rebuild_derived(report=report)),
        ("health", lambda: _look(report)),
    ]


def _check_settings(begun: state.Upgrade | None) -> None:
    """Refuse settings that are not fit for visitors before anything is changed, or changed further."""
    if settings.SETTINGS_MODULE != PRODUCTION:
        return
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as error:
        raise OperatingError(
            f"{str(error).strip()}\nMend the settings (.env), then run the same command again.\n"
            f"{_way_back(begun.backup) if begun else 'Nothing was changed.'}"
        ) from error


def _look(report: Report) -> None:
    """Tell every reading; only what no page can do without stops the upgrade, since worker and web server are away."""
    for reading in health.readings():
        report(f"{'well' if reading.is_well else 'not well'}: {reading.name} ({reading.text})")
        if reading.is_vital and not reading.is_well:
            raise OperatingError(f"{reading.name}: {reading.text}")
