"""Where things lie: the repository, its environment, and the folder of all run-time state."""

import os
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
FRONTEND = ROOT / "cms" / "frontend"
LOCALES = ROOT / "cms" / "locale"


def dotenv(path: Path = ROOT / ".env") -> dict[str, str]:
    """Return what the `.env` file beside manage.py sets; the portal's settings read the same file."""
    if not path.is_file():
        return {}
    pairs = (line.strip().removeprefix("export ").partition("=") for line in path.read_text("utf-8").splitlines())
    return {
        name.strip(): value.strip().strip("'\"") for name, sign, value in pairs if sign and not name.startswith("#")
    }


def setting(name: str, default: str = "") -> str:
    """Return a variable of the environment, or what `.env` says, or the default."""
    return os.environ.get(name) or dotenv().get(name) or default


def var_dir() -> Path:
    """Return the folder of everything that changes while the portal runs."""
    return Path(setting("VAR_DIR") or ROOT / "var").absolute()


def venv_bin(name: str) -> str:
    """Return the path of a program in the environment."""
    return str(VENV / "bin" / name)


# Variables that would send installs or imports somewhere else than into our environment.
REDIRECTING = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_PYTHON"}


def child_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables for sub-steps: the environment's programs first, nothing that redirects installs."""
    inherited = {name: value for name, value in os.environ.items() if name not in REDIRECTING}
    return {
        **inherited,
        "PATH": os.pathsep.join((str(VENV / "bin"), os.environ.get("PATH", os.defpath))),
        "VIRTUAL_ENV": str(VENV),
        "VAR_DIR": str(var_dir()),
        "PYTHONUNBUFFERED": "1",
        **(extra or {}),
    }


def shown(path: Path) -> str:
    """Return a path as a person at the repository's root would type it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
