"""What the units for systemd start really starts."""

import re
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.support.places import Place, the_tests_place
from tests.support.processes import HOST, REPOSITORY, WebServer, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

UNITS = REPOSITORY / "deploy" / "systemd"
CODE = "/srv/portal/code"


def section(unit: str, name: str = "Service") -> dict[str, str]:
    reader = ConfigParser(interpolation=None)
    reader.optionxform = str  # type: ignore[assignment]
    reader.read(UNITS / unit, "utf-8")
    return dict(reader[name])


def command_of(unit: str, **changed: str) -> list[str]:
    """Return the command as it would run here: programs of this environment, and a port that is free."""
    words = section(unit)["ExecStart"].split()
    program = Path(words[0])
    assert program.parent == Path(CODE) / ".venv" / "bin"
    return [str(Path(sys.executable).with_name(program.name)), *(changed.get(word, word) for word in words[1:])]


@pytest.fixture
def place(portal: object, tmp_path: Path) -> Place:
    """The portal of the test; its processes are ended with it."""
    return the_tests_place(tmp_path)


@pytest.mark.parametrize("unit", sorted(path.name for path in UNITS.glob("*.service")))
def test_a_unit_names_account_folder_and_environment(unit: str) -> None:
    told = section(unit)

    assert told["User"] != "root"
    assert told["WorkingDirectory"] == CODE
    assert told["EnvironmentFile"] == f"{CODE}/.env"


def test_the_web_server_answers(place: Place) -> None:
    command = command_of("portal-web.service", **{"127.0.0.1:8000": f"{HOST}:0"})
    server = WebServer(command, environment=place.variables(), log=place.folder / "web.log")
    try:
        assert server.get("/health/").status == 200
    finally:
        server.end()


def test_worker_and_schedule_work_together(place: Place) -> None:
    running = [place.start(command_of(f"portal-{name}.service")) for name in ("worker", "beat")]

    wait_until(lambda: place.ask("SELECT count(*) FROM core_heartbeat") == [(1,)], what="the worker's heartbeat")

    assert [process.said().count("Traceback") for process in running] == [0, 0]
    place.end()


def test_the_nightly_unit_backs_up(place: Place) -> None:
    backup = place.start(command_of("portal-backup.service"))

    backup.wait_for(re.compile("Back-up: "))

    assert len(place.backups) == 1
    assert "OnCalendar" in section("portal-backup.timer", "Timer")
    place.end()
