"""What `make` calls: each command, and how a problem is told."""

import argparse
import signal
from collections.abc import Callable, Sequence
from types import FrameType

from deploy.launch.problems import Problem, explain_os_error
from deploy.launch.progress import say
from deploy.launch.setup import one_at_a_time, set_up

INTERRUPTED = 130


def main(arguments: Sequence[str]) -> int:
    """Run one command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python3 -m deploy.launch", description=__doc__)
    parser.add_argument("command", choices=sorted(COMMANDS))
    parser.add_argument("rest", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(list(arguments))
    # Set explicitly: a shell that starts us in the background lets us inherit a deaf ear for Ctrl-C.
    for request in (signal.SIGTERM, signal.SIGINT):
        signal.signal(request, _end)
    try:
        return COMMANDS[chosen.command](chosen.rest)
    except Problem as problem:
        say(f"\n{problem}")
        return 1
    except OSError as error:
        say(f"\n{explain_os_error(error)}")
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted. Finished steps are kept: run the same command again to go on.")
        return INTERRUPTED


def setup_command(arguments: Sequence[str]) -> int:
    """Prepare the environment, the front end, translations, database and static files."""
    with one_at_a_time():
        set_up(for_tests="--tests" in arguments)
    say("Ready.")
    return 0


def demo_command(_arguments: Sequence[str]) -> int:
    """Set up, build the demo region, and run the portal until Ctrl-C."""
    from deploy.launch.demo import run_demo

    return run_demo()


def test_command(arguments: Sequence[str]) -> int:
    """Run the tests with the servers that are there."""
    from deploy.launch.testing import run_tests

    with one_at_a_time():
        set_up(for_tests=True)
    return run_tests(arguments)


def check_command(_arguments: Sequence[str]) -> int:
    """Run all checks that read the code without running the portal."""
    from deploy.launch.quality import run_checks

    with one_at_a_time():
        set_up(for_tests=True)
    return run_checks()


def services_command(_arguments: Sequence[str]) -> int:
    """Start the real servers that are installed."""
    from deploy.launch.services import start_services

    for line in start_services():
        say(line)
    return 0


def services_stop_command(_arguments: Sequence[str]) -> int:
    """End the servers that `services` started, and no others."""
    from deploy.launch.services import stop_services

    for line in stop_services():
        say(line)
    return 0


def backup_command(_arguments: Sequence[str]) -> int:
    """Back up the portal while it runs."""
    from deploy.launch.operating import back_up

    return back_up()


def restore_command(_arguments: Sequence[str]) -> int:
    """Load the back-up that FROM names."""
    from deploy.launch.operating import restore

    return restore()


def upgrade_command(_arguments: Sequence[str]) -> int:
    """Bring the portal to the code that lies here."""
    from deploy.launch.operating import upgrade

    return upgrade()


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": setup_command,
    "demo": demo_command,
    "test": test_command,
    "check": check_command,
    "backup": backup_command,
    "restore": restore_command,
    "upgrade": upgrade_command,
    "services": services_command,
    "services-stop": services_stop_command,
}


def _end(_signal: int, _frame: FrameType | None) -> None:
    """Treat a polite request to end like Ctrl-C."""
    raise KeyboardInterrupt
