import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.launch.problems import Problem
from deploy.launch.processes import Family, answers, last_line, run_logged, start, stop, tail

# A program with a child of its own; both would live for long.
PARENT = (
    "import subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
    "print(child.pid, flush=True); time.sleep(600)"
)


def is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


def wait_until(is_so: Callable[[], object]) -> None:
    """Look again and again; the system needs a moment to start and to bury a program."""
    for _round in range(1_000):
        if is_so():
            return
        subprocess.run([sys.executable, "-S", "-c", ""], check=True)
    raise AssertionError("it did not happen")


def wait_for(log: Path) -> str:
    """Wait until a program has written a line."""
    wait_until(lambda: last_line(log))
    return last_line(log)


def test_a_program_that_succeeds_leaves_its_output_in_the_log(tmp_path: Path) -> None:
    run_logged([sys.executable, "-c", "print('done')"], title="Trying", log=tmp_path / "x.log")

    assert tail(tmp_path / "x.log") == "done\n"


def test_a_program_that_fails_becomes_one_sentence_that_names_the_log(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"Trying failed: ValueError: odd.*x\.log"):
        run_logged([sys.executable, "-c", "raise ValueError('odd')"], title="Trying", log=tmp_path / "x.log")


def test_a_missing_program_becomes_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="no-such-program"):
        run_logged(["no-such-program"], title="Trying", log=tmp_path / "x.log")


def test_an_old_log_does_not_explain_a_new_failure(tmp_path: Path) -> None:
    (tmp_path / "x.log").write_text("No space left on device", "utf-8")

    with pytest.raises(Problem, match="it said nothing"):
        run_logged([sys.executable, "-c", "raise SystemExit(3)"], title="Trying", log=tmp_path / "x.log")


def test_ending_a_program_ends_its_children_too(tmp_path: Path) -> None:
    process = start([sys.executable, "-c", PARENT], log=tmp_path / "x.log")
    child = int(wait_for(tmp_path / "x.log"))

    stop(process)

    wait_until(lambda: not is_alive(process.pid) and not is_alive(child))


def test_a_program_that_ignores_the_request_to_end_is_killed(tmp_path: Path) -> None:
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"
    )
    process = start([sys.executable, "-c", deaf], log=tmp_path / "x.log")
    wait_for(tmp_path / "x.log")

    stop(process, patience_seconds=0.1)

    assert process.returncode == -signal.SIGKILL


def test_our_programs_do_not_hear_the_terminals_interrupt(tmp_path: Path) -> None:
    process = start([sys.executable, "-c", PARENT], log=tmp_path / "x.log")

    assert os.getpgid(process.pid) == process.pid != os.getpgid(0)

    stop(process)


def test_a_family_tells_which_member_ended_and_what_it_said(tmp_path: Path) -> None:
    family = Family()
    family.add("worker", [sys.executable, "-c", "raise ValueError('no broker')"], log=tmp_path / "worker.log")
    family.members["worker"][0].wait()

    with pytest.raises(Problem, match=r"worker ended by itself(.|\n)*no broker"):
        family.check()

    family.end()


def test_a_family_ends_together(tmp_path: Path) -> None:
    family = Family()
    for name in ("web server", "worker"):
        family.add(name, [sys.executable, "-c", PARENT], log=tmp_path / f"{name}.log")
    processes = [process for process, _log in family.members.values()]

    family.end()

    assert all(process.returncode is not None for process in processes)


@pytest.mark.parametrize("command", [["no-such-program"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_a_program_that_is_missing_or_fails_gives_no_answer(command: list[str]) -> None:
    assert answers(command) is None
