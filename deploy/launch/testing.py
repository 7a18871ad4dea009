"""How the tests are run: in parallel, in random order, with the real servers that are there."""

import os
from collections.abc import Sequence

from deploy.launch.paths import ROOT, child_environment, venv_bin
from deploy.launch.services import running_services, start_services, stop_services

# Two at once: what the smallest machine we know has; more are asked for with WORKERS.
WORKERS = "2"


def run_tests(arguments: Sequence[str]) -> int:
    """Run pytest with the servers of `make services`; start them for this run where none are up."""
    started_here = not running_services()
    if started_here:
        start_services()
    try:
        return _pytest(arguments)
    finally:
        if started_here:
            stop_services()


def _pytest(arguments: Sequence[str]) -> int:
    import subprocess

    workers = os.environ.get("WORKERS", WORKERS)
    parallel = ["-n", workers] if workers != "0" else []
    # What the caller sets counts more than what we found.
    env = child_environment({**running_services(), **{k: v for k, v in os.environ.items() if k in ("DATABASE_URL",)}})
    command = [venv_bin("python"), "-m", "pytest", "-q", *parallel, *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode  # noqa: S603 - our own command
