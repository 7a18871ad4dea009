"""The Python environment: installed from hashed locks, by uv when it is there and by pip otherwise."""

import shutil
import sys
from pathlib import Path

from deploy.launch.paths import ROOT, VENV, setting, var_dir, venv_bin
from deploy.launch.problems import Problem
from deploy.launch.processes import answers, run_logged
from deploy.launch.progress import Progress
from deploy.launch.steps import Step, digest

STAMP = VENV / "stamps" / "environment"
TO_RUN = ROOT / "requirements.txt"
TO_TEST = ROOT / "requirements-dev.txt"
MINIMUM_FREE_BYTES = 1_000_000_000


def environment_step(*, for_tests: bool) -> Step:
    """Return the step that installs the packages; an environment for tests also serves the demo."""
    serves_tests = for_tests or _serves_tests()
    lock = TO_TEST if serves_tests else TO_RUN
    return Step(
        title=f"Python packages ({_installer()})",
        stamp=STAMP,
        inputs=lambda: f"{lock.name} {digest([lock], _version(), str(VENV))}",
        run=lambda progress: _install(lock, progress),
        is_there=lambda: Path(venv_bin("python")).exists(),
    )


def install_into_environment(lock: Path, *, title: str, progress: Progress) -> None:
    """Add the packages of one more lock to the environment."""
    if _installer() == "uv":
        command = ["uv", "pip", "install", "--python", venv_bin("python"), "--require-hashes", "-r", str(lock)]
    else:
        command = _pip_install(lock)
    run_logged(command, title=title, log=var_dir() / "log" / f"{lock.stem}.log", progress=progress)


def require_space(folder: Path, *, needed_bytes: int = MINIMUM_FREE_BYTES) -> None:
    """Refuse to begin when the disk will not hold the result."""
    free = shutil.disk_usage(_existing(folder)).free
    if free < needed_bytes:
        raise Problem(
            f"Only {free / 1e9:.1f} GB are free, the set-up needs {needed_bytes / 1e9:.0f} GB: free some space, "
            "or put the run-time files elsewhere (VAR_DIR=/path), then run the same command again."
        )


def _install(lock: Path, progress: Progress) -> None:
    require_space(ROOT)
    title, log = "Installing the Python packages", var_dir() / "log" / "environment.log"
    if not _is_usable():
        shutil.rmtree(VENV, ignore_errors=True)
        without_pip = ["--without-pip"] if _installer() == "uv" else []
        make = [sys.executable, "-m", "venv", *without_pip, str(VENV)]
        run_logged(make, title="Creating .venv", log=log.with_name("venv.log"), progress=progress)
    if _installer() == "uv":
        command = ["uv", "pip", "sync", "--python", venv_bin("python"), "--require-hashes", str(lock)]
    else:
        _require_pip(progress)
        command = _pip_install(lock)
    run_logged(command, title=title, log=log, progress=progress)


def _pip_install(lock: Path) -> list[str]:
    # The lock is complete, so pip need not resolve; byte code is written when a module is first used.
    quick = ["--no-deps", "--no-compile", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    return [venv_bin("python"), "-m", "pip", "install", *quick, "--require-hashes", "-r", str(lock)]


def _require_pip(progress: Progress) -> None:
    if answers([venv_bin("python"), "-m", "pip", "--version"]) is None:
        command = [venv_bin("python"), "-m", "ensurepip"]
        run_logged(command, title="Adding pip", log=var_dir() / "log" / "venv.log", progress=progress)


def _is_usable() -> bool:
    code = "import sys; print('%d.%d' % sys.version_info[:2], sys.prefix)"
    return answers([venv_bin("python"), "-c", code]) == f"{_version()} {VENV}"


def _serves_tests() -> bool:
    return STAMP.is_file() and STAMP.read_text("utf-8").startswith(TO_TEST.name)


def _installer() -> str:
    wanted = setting("INSTALLER")
    if wanted:
        return wanted
    return "uv" if answers(["uv", "--version"]) else "pip"


def _version() -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)
