"""What the administrator does: back up, restore, upgrade; the portal's own commands do it, in plain sight."""

import subprocess
from pathlib import Path

from deploy.launch.paths import ROOT, child_environment, setting, venv_bin
from deploy.launch.problems import Problem
from deploy.launch.setup import one_at_a_time, prepare_code

REPLACING = {"1", "yes", "true"}


def back_up() -> int:
    """Back up the portal that lies here."""
    if not Path(venv_bin("python")).exists():
        raise Problem("Nothing is set up here yet, so there is nothing to back up: make setup")
    return _manage("backup")


def restore() -> int:
    """Load the back-up that FROM names."""
    folder = setting("FROM")
    if not folder:
        raise Problem("Which back-up? Name its folder: make restore FROM=var/backups/2026-11-22T03-00-00Z")
    if not Path(folder).is_dir():
        raise Problem(f"{folder} is no folder: make restore FROM=the folder of one back-up")
    with one_at_a_time():
        prepare_code()
    replacing = ["--replace"] if setting("REPLACE").lower() in REPLACING else []
    return _manage("restore", str(Path(folder).absolute()), *replacing)


def upgrade() -> int:
    """Bring packages, front end and database to the code that lies here."""
    with one_at_a_time():
        prepare_code()
    return _manage("upgrade")


def _manage(*arguments: str) -> int:
    # A server names its settings in `.env`, which manage.py reads only after it has chosen them.
    named = setting("DJANGO_SETTINGS_MODULE")
    env = child_environment({"DJANGO_SETTINGS_MODULE": named} if named else {})
    command = [venv_bin("python"), "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode  # noqa: S603 - our own command
