"""Everything a deployment changes is listed in one place."""

import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SETTINGS = REPOSITORY / "cms" / "settings"
DOCUMENT = REPOSITORY / "docs" / "settings.md"
READ = re.compile(r"\benv(?:\.\w+)?\(\s*[\"']([A-Z0-9_]+)[\"']")
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \|(.+)\|(.+)\|$", flags=re.MULTILINE)


def names_read() -> set[str]:
    return {name for file in SETTINGS.glob("*.py") for name in READ.findall(file.read_text("utf-8"))}


def rows() -> dict[str, tuple[str, str]]:
    return {name: (default.strip(), text.strip()) for name, default, text in ROW.findall(DOCUMENT.read_text("utf-8"))}


def test_every_variable_that_settings_read_is_documented() -> None:
    assert names_read() - set(rows()) == set()


def test_no_variable_is_documented_that_nobody_reads() -> None:
    portal = DOCUMENT.read_text("utf-8").partition("## Set-up, demo and tests")[0]

    assert {name for name, _default, _text in ROW.findall(portal)} - names_read() == set()


def test_every_variable_has_a_default_and_a_sentence() -> None:
    assert all(default and text for default, text in rows().values())


def test_settings_are_read_through_the_environment_module_alone() -> None:
    offenders = {file.name for file in SETTINGS.glob("*.py") if "os.environ" in file.read_text("utf-8")}

    assert offenders <= {"environment.py"}
