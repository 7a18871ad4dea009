"""Reads the environment, once, for all settings files; a `.env` file beside manage.py counts when it exists."""

import os
from pathlib import Path

from environs import Env

BASE_DIR = Path(__file__).resolve().parents[2]

env = Env()
env.read_env(str(BASE_DIR / ".env"), recurse=False)

# Everything that changes while the portal runs lies in one folder: easy to back up, easy to ignore.
VAR_DIR = env.path("VAR_DIR", default=BASE_DIR / "var")


def program_environment(more: dict[str, str]) -> dict[str, str]:
    """Return the variables for a program that the portal starts: its own, and what that program needs."""
    return {**os.environ, **more}
