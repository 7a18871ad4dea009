import errno

import pytest

from deploy.launch.problems import DISK_FULL, NO_PACKAGES, Problem, explain, explain_os_error


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", DISK_FULL),
        ("npm error code ENOSPC", DISK_FULL),
        ("sqlite3.OperationalError: database or disk is full", DISK_FULL),
        ("Temporary failure in name resolution", NO_PACKAGES),
        ("npm error code ENOTFOUND", NO_PACKAGES),
        ("error: Failed to fetch: `https://packages.example/simple/`", NO_PACKAGES),
        ("ERROR: No matching distribution found for Django==5.2", NO_PACKAGES),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "A package differs"),
        ("because ensurepip is not\navailable", "failed: available"),
        ("The virtual environment was not created: ensurepip is not available.", "python3-venv"),
        ("django.db.utils.OperationalError: database is locked", "Another process writes"),
    ],
)
def test_a_known_cause_gets_its_own_way_out(output: str, sentence: str) -> None:
    assert sentence in str(explain(title="Trying", output=f"first line\n{output}\n", log="var/log/x.log"))


def test_an_unknown_cause_tells_the_last_line_and_the_log() -> None:
    problem = explain(
        title="Preparing the database", output="Traceback\nValueError: odd\n\n", log="var/log/migrate.log"
    )

    assert "Preparing the database failed: ValueError: odd" in str(problem)
    assert "var/log/migrate.log" in str(problem)
    assert "\n" not in str(problem)


def test_a_silent_failure_still_gives_a_sentence() -> None:
    assert "it said nothing" in str(explain(title="Trying", output="", log="x.log"))


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "VAR_DIR="), (errno.EACCES, "VAR_DIR="), (errno.EMFILE, "refused")],
)
def test_an_error_of_the_operating_system_becomes_one_sentence(number: int, words: str) -> None:
    problem = explain_os_error(OSError(number, "text", "var/stamps"))

    assert isinstance(problem, Problem)
    assert words in str(problem)
