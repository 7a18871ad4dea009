"""A failed upgrade says where it stands and how to go back."""

import importlib
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from cms.core import health, maintenance
from cms.operating import derived, places
from cms.operating.errors import OperatingError
from cms.operating.services import upgrade
from tests.cms.operating.conftest import silent

pytestmark = pytest.mark.django_db(transaction=True)
MODULE = importlib.import_module("cms.operating.services.upgrade")  # the service itself has the same name


def steps(*done: object) -> object:
    return lambda _report: [(f"step {number}", step) for number, step in enumerate(done, start=1)]


def test_a_step_that_fails_names_the_way_back_and_keeps_visitors_out(monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[str] = []

    def fail() -> None:
        raise CommandError("no such column")

    monkeypatch.setattr(MODULE, "_steps", steps(fail, lambda: later.append("ran")))

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
