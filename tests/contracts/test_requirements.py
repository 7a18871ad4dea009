"""The tables of requirements and of faults name tests that exist, and miss none of what must be shown."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
REQUIREMENTS = {1, 2, 3, 4, 6, 7, 14, 15, *range(28, 35), *range(36, 49), 64}
FAULTS = {*range(25, 33), 34, 35, 36, 38, 39}
TABLES = {"requirements.md": REQUIREMENTS, "faults.md": FAULTS}
_ROW = re.compile(r"^\| (?P<number>\d+) \| (?P<sentence>[^|]+) \| (?P<tests>[^|]+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(?P<file>tests/[\w/]+\.py)::(?P<name>\w+)`")


@cache
def text_of(table: str) -> str:
    return (REPOSITORY / "docs" / table).read_text("utf-8")


def named(table: str) -> dict[int, list[tuple[str, str]]]:
    """Return for each line of a table the tests that show it, each as file and name."""
    rows = _ROW.finditer(text_of(table))
    return {int(row["number"]): [(one["file"], one["name"]) for one in _TEST.finditer(row["tests"])] for row in rows}


@cache
def names_in(file: str) -> frozenset[str]:
    path = REPOSITORY / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


@pytest.mark.parametrize("table", TABLES)
def test_what_must_be_shown_stands_in_the_table(table: str) -> None:
    assert set(named(table)) == TABLES[table]


@pytest.mark.parametrize(("table", "number"), [(table, one) for table in TABLES for one in sorted(TABLES[table])])
def test_the_tests_of_a_line_exist(table: str, number: int) -> None:
    shown_by = named(table)[number]

    assert shown_by
    assert [f"{file}::{name}" for file, name in shown_by if name not in names_in(file)] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_a_table_is_read(table: str) -> None:
    lines = [line for line in text_of(table).splitlines() if re.match(r"\| \d", line)]

    assert len(lines) == len(named(table))


def test_a_test_that_is_gone_is_missed() -> None:
    assert names_in("tests/contracts/test_gone.py") == frozenset()
    assert "test_that_nobody_wrote" not in names_in("tests/contracts/test_requirements.py")
