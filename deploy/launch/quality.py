"""What `make check` runs: everything that can be said about the code without starting the portal."""

import time
from dataclasses import dataclass

from deploy.launch.paths import child_environment, shown, var_dir, venv_bin
from deploy.launch.problems import Problem
from deploy.launch.processes import run_logged, tail
from deploy.launch.progress import Progress, say

CODE = ("cms", "matching", "search", "deploy", "tests")
SHOWN_BYTES = 6_000


@dataclass(frozen=True, slots=True)
class Check:
    """One command that must succeed."""

    name: str
    command: tuple[str, ...]


def checks() -> list[Check]:
    """Return all checks, the quick ones first."""
    python = venv_bin("python")
    return [
        Check("format", (venv_bin("ruff"), "format", "--check", "--quiet", ".")),
        Check("lint", (venv_bin("ruff"), "check", "--quiet", ".")),
        Check("imports", (venv_bin("lint-imports"),)),
        Check("house rules", (python, "-m", "deploy.checks.house_rules")),
        Check("translations", (python, "-m", "deploy.checks.translations")),
        Check("templates", (venv_bin("djlint"), "templates", "--lint", "--quiet")),
        Check("migrations", (python, "manage.py", "makemigrations", "--check", "--dry-run")),
        Check("types", (venv_bin("mypy"), "cms", "matching", "search", "deploy")),
    ]


def run_checks() -> int:
    """Run all checks, also after one has failed, and show what the failed ones said."""
    begin, failed = time.monotonic(), []
    env = child_environment({"DJANGO_SETTINGS_MODULE": "cms.settings.test"})
    for check in checks():
        log = var_dir() / "log" / f"check-{check.name.replace(', ', '-').replace(' ', '-')}.log"
        progress = Progress(check.name)
        try:
            run_logged(check.command, title=check.name, log=log, progress=progress, env=env)
        except Problem:
            progress.end("✗")
            say(tail(log, SHOWN_BYTES))
            failed.append(f"{check.name} ({shown(log)})")
        else:
            progress.end()
    if failed:
        say(f"\nFailed: {', '.join(failed)}")
        return 1
    say(f"All checks passed in {time.monotonic() - begin:.0f} s.")
    return 0
