"""A failed upgrade says where it stands and how to go back."""

import importlib
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from cms.core import health, maintenance
from cms.operating import derived, places, state
from cms.operating.errors import OperatingError
from cms.operating.services import make_backup, restore_backup, upgrade
from tests.cms.operating.conftest import silent

pytestmark = pytest.mark.django_db(transaction=True)
MODULE = importlib.import_module("cms.operating.services.upgrade")  # the service itself has the same name


def steps(*done: object) -> object:
    return lambda _report: [(f"step {number}", step) for number, step in enumerate(done, start=1)]


def refuse(error: BaseException | None = None) -> None:
    raise error or CommandError("no such column")


def test_a_step_that_fails_names_the_way_back_and_keeps_visitors_out(monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[str] = []

    monkeypatch.setattr(MODULE, "_steps", steps(refuse, lambda: later.append("ran")))

    with pytest.raises(CommandError) as raised:
        call_command("upgrade", stdout=StringIO())

    (made,) = places.complete_backups(places.backup_dir())
    assert "“step 1”: no such column" in str(raised.value)
    assert f"make restore FROM={made} REPLACE=1" in str(raised.value)
    assert maintenance.is_on()
    assert later == []


def test_visitors_come_back_when_it_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(MODULE, "_steps", steps(lambda: seen.append(maintenance.is_on())))

    upgrade(report=silent)

    assert seen == [True]
    assert not maintenance.is_on()


def test_a_portal_that_was_closed_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    maintenance.begin()
    monkeypatch.setattr(MODULE, "_steps", steps())

    upgrade(report=silent)

    assert maintenance.is_on()


def test_a_database_that_is_not_well_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    ill = health.Reading("Datenbank", False, "away", is_vital=True)
    monkeypatch.setattr(health, "readings", lambda: [ill])
    monkeypatch.setattr(derived, "rebuild_derived", lambda report: None)
    monkeypatch.setattr(MODULE, "call_command", lambda *_words, **_options: None)

    with pytest.raises(OperatingError, match="“health”: Datenbank: away"):
        upgrade(report=silent)


def test_run_again_it_goes_on_with_the_back_up_of_before_and_opens_the_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    for _attempt in range(2):
        monkeypatch.setattr(MODULE, "_steps", steps(refuse))
        with pytest.raises(OperatingError) as raised:
            upgrade(report=silent)

    (made,) = places.complete_backups(places.backup_dir())
    assert str(made) in str(raised.value)
    monkeypatch.setattr(MODULE, "_steps", steps())
    assert upgrade(report=silent) == made
    assert not maintenance.is_on()
    assert state.unfinished_upgrade() is None


def test_back_ups_meanwhile_do_not_push_the_one_of_before_out(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.BACKUP_KEEP = 1
    monkeypatch.setattr(MODULE, "_steps", steps(refuse))
    with pytest.raises(OperatingError):
        upgrade(report=silent)
    (before,) = places.complete_backups(places.backup_dir())

    make_backup(report=silent)

    assert before in places.complete_backups(places.backup_dir())


def test_it_waits_for_a_restore_that_did_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_steps", steps(refuse))
    with pytest.raises(OperatingError):
        upgrade(report=silent)
    state.Restore(backup="another", was_open=False).write()
    monkeypatch.setattr(MODULE, "_steps", steps())

    with pytest.raises(OperatingError, match="A restore is unfinished here"):
        upgrade(report=silent)

    assert maintenance.is_on()


def test_whoever_opened_the_portal_since_gets_a_back_up_of_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_steps", steps(refuse))
    with pytest.raises(OperatingError):
        upgrade(report=silent)
    call_command("maintenance", "off", stdout=StringIO())
    call_command("maintenance", "on", stdout=StringIO())
    monkeypatch.setattr(MODULE, "_steps", steps())

    made = upgrade(report=silent)

    assert len(places.complete_backups(places.backup_dir())) == 2
    assert made == places.complete_backups(places.backup_dir())[-1]


def test_after_the_way_back_an_upgrade_backs_up_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_steps", steps(refuse))
    with pytest.raises(OperatingError):
        upgrade(report=silent)
    (before,) = places.complete_backups(places.backup_dir())

    restore_backup(folder=before, replace=True, report=silent)

    assert state.unfinished_upgrade() is None


@pytest.mark.parametrize("error", [KeyboardInterrupt(), AttributeError("no such name"), ValidationError("no such row")])
def test_whatever_ends_it_the_way_back_is_told(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    told: list[str] = []
    monkeypatch.setattr(MODULE, "_steps", steps(partial(refuse, error)))

    with pytest.raises(type(error)):
        upgrade(report=told.append)

    (made,) = places.complete_backups(places.backup_dir())
    assert f"make restore FROM={made} REPLACE=1" in told[-1]
    assert maintenance.is_on()


def test_in_a_container_the_way_back_needs_no_make(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(MODULE, "_steps", steps(refuse))

    with pytest.raises(OperatingError) as raised:
        upgrade(report=silent)

    (made,) = places.complete_backups(places.backup_dir())
    assert f"docker compose run --rm --no-deps upgrade python manage.py restore {made} --replace" in str(raised.value)
    assert "make restore" not in str(raised.value)


def test_settings_that_are_not_fit_are_refused_before_anything_is_changed(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.SETTINGS_MODULE = MODULE.PRODUCTION
    monkeypatch.setattr(MODULE, "_steps", steps(lambda: pytest.fail("a step was taken")))

    with pytest.raises(OperatingError, match="Nothing was changed"):
        upgrade(report=silent)

    state.Upgrade(backup=str(tmp_path), was_open=True).write()
    maintenance.begin()
    with pytest.raises(OperatingError, match=f"make restore FROM={tmp_path} REPLACE=1"):
        upgrade(report=silent)
    maintenance.end()
    assert not places.backup_dir().exists() or not places.complete_backups(places.backup_dir())
    assert not maintenance.is_on()
