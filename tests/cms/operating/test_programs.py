"""PostgreSQL's programs are found, or it is said what to install."""

from pathlib import Path

import pytest

from cms.operating.databases import programs
from cms.operating.errors import OperatingError


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which Debian's versions lie; none is installed."""
    monkeypatch.setattr(programs, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", "")
    return tmp_path


def install(folder: Path, version: str) -> Path:
    program = folder / version / "bin" / "pg_dump"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.6 (Debian {version}.6-1)'\n", "ascii")
    program.chmod(0o755)
    return program


def test_the_newest_is_taken(installed: Path) -> None:
    install(installed, "9")
    newest = install(installed, "15")

    assert programs.find("pg_dump", at_least=15) == str(newest)


def test_one_that_is_older_than_the_server_is_refused(installed: Path) -> None:
    install(installed, "13")

    with pytest.raises(OperatingError, match=r"of version 13 and the server of 16: .*postgresql-client-16"):
        programs.find("pg_dump", at_least=16)


def test_what_is_missing_is_said(installed: Path) -> None:
    with pytest.raises(OperatingError, match="The program pg_dump is missing"):
        programs.find("pg_dump", at_least=15)
