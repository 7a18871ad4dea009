"""The table of requirements names tests that exist, and misses none of the requirements."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
TABLE = REPOSITORY / "docs" / "requirements.md"
NUMBERS = {1, 2, 3, 4, 6, 7, 14, 15, *range(28, 35), *range(36, 49), 64}
_ROW = re.compile(r"^\| (?P<number>\d+) \| (?P<sentence>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<name>\w+)`")


def named() -> dict[int, list[tuple[str, str]]]:
    """Return for each requirement the tests that show it, each as file and name."""
    rows = _ROW.finditer(TABLE.read_text("utf-8"))
    return {int(row["number"]): [(one["file"], one["name"]) for one in _TEST.finditer(row["tests"])] for row in rows}


@cache
def names_in(file: str) -> frozenset[str]:
    path = REPOSITORY / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def test_every_requirement_stands_in_the_table() -> None:
    assert set(named()) == NUMBERS


@pytest.mark.parametrize("number", sorted(NUMBERS))
def test_the_tests_of_a_requirement_exist(number: int) -> None:
    shown_by = named()[number]

    assert shown_by
    assert [f"{file}::{name}" for file, name in shown_by if name not in names_in(file)] == []


def test_every_line_of_the_table_is_read() -> None:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if re.match(r"\| \d", line)]

    assert len(lines) == len(named())


def test_a_test_that_is_gone_is_missed() -> None:
    assert names_in("tests/contracts/test_gone.py") == frozenset()
    assert "test_that_nobody_wrote" not in names_in("tests/contracts/test_requirements.py")
