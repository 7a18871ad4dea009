from pathlib import Path

import pytest

from deploy.launch import operating
from deploy.launch.problems import Problem


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return what would be run; nothing is."""
    run: list[list[str]] = []

    class Done:
        returncode = 0

    def remember(command: list[str], **_options: object) -> Done:
        run.append(command[1:])
        return Done()

    monkeypatch.setattr(operating.subprocess, "run", remember)
    monkeypatch.setattr(operating, "prepare_code", lambda: run.append(["prepare"]))
    for name in ("FROM", "REPLACE"):
        monkeypatch.delenv(name, raising=False)
    return run


def test_restoring_asks_for_a_folder_that_is_there(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="make restore FROM="):
        operating.restore()
    monkeypatch.setenv("FROM", "nowhere")
    with pytest.raises(Problem, match="nowhere is no folder"):
        operating.restore()

    assert commands == []


@pytest.mark.parametrize(("replace", "more"), [("", []), ("0", []), ("1", ["--replace"])])
def test_a_place_is_replaced_only_when_that_is_said(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, replace: str, more: list[str]
) -> None:
    monkeypatch.setenv("FROM", str(tmp_path))
    monkeypatch.setenv("REPLACE", replace)

    assert operating.restore() == 0

    assert commands == [["prepare"], ["manage.py", "restore", str(tmp_path), *more]]


def test_upgrading_prepares_the_code_and_leaves_the_tables_to_the_portal(commands: list[list[str]]) -> None:
    assert operating.upgrade() == 0

    assert commands == [["prepare"], ["manage.py", "upgrade"]]


def test_nothing_is_backed_up_where_nothing_is_set_up(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operating, "venv_bin", lambda name: f"nowhere/{name}")

    with pytest.raises(Problem, match="Nothing is set up here yet"):
        operating.back_up()
    assert commands == []
