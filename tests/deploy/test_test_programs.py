"""Programs that tests start: their ports are nobody else's; what ends too early is told at once, in its own words."""

from pathlib import Path

import pytest

from deploy.launch.services import free_ports
from tests.support.processes import NotInTimeError, Process

GIVEN_BY_THE_SYSTEM = Path("/proc/sys/net/ipv4/ip_local_port_range")
SAYS_WHY = "the port is taken"


def a_program(folder: Path, script: str) -> Process:
    return Process(["/bin/sh", "-c", script], environment={}, log=folder / "program.log")


def test_ports_differ_and_are_none_that_the_system_gives() -> None:
    lowest, highest = map(int, GIVEN_BY_THE_SYSTEM.read_text("ascii").split())

    ports = free_ports(200)

    assert len(set(ports)) == 200
    assert not set(ports) & set(range(lowest, highest + 1))


def test_a_program_that_ends_instead_is_told_at_once_with_what_it_said(tmp_path: Path) -> None:
    program = a_program(tmp_path, f"echo {SAYS_WHY}; exit 1")

    with pytest.raises(AssertionError, match=rf"ended by itself before it listens:\s+{SAYS_WHY}") as told:
        program.wait_until(lambda: False, what="it listens")

    program.end()
    assert not isinstance(told.value, NotInTimeError)


def test_a_program_that_does_nothing_is_told_with_what_it_said(tmp_path: Path) -> None:
    program = a_program(tmp_path, f"echo {SAYS_WHY}; exec sleep 60")
    program.wait_until(lambda: SAYS_WHY in program.said(), what="it says so")

    with pytest.raises(NotInTimeError, match="it listens") as told:
        program.wait_until(lambda: False, what="it listens", timeout_seconds=0.2)

    program.end()
    assert SAYS_WHY in "".join(told.value.__notes__)
