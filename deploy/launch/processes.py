"""Runs other programs so that none outlives us and each leaves a log."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.launch.paths import ROOT, child_environment, shown
from deploy.launch.problems import Problem, explain
from deploy.launch.progress import Progress

TICK_SECONDS = 0.5
PATIENCE_SECONDS = 15.0  # what a program gets to finish its work before it is killed
ANSWER_SECONDS = 30.0
TAIL_BYTES = 4_000


def tail(log: Path, n_bytes: int = TAIL_BYTES) -> str:
    """Return the end of a log."""
    if not log.exists():
        return ""
    with log.open("rb") as source:
        source.seek(max(0, log.stat().st_size - n_bytes))
        return source.read().decode("utf-8", errors="replace")


def last_line(log: Path) -> str:
    """Return the latest line of a log that says something."""
    lines = [line.strip() for line in tail(log, 400).replace("\r", "\n").splitlines() if line.strip()]
    return lines[-1] if lines else ""


def start(
    command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> "subprocess.Popen[bytes]":
    """Start a program in a process group of its own, its output in a log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(  # noqa: S603 - our own commands
            list(command),
            cwd=cwd,
            env=dict(env) if env is not None else child_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            # The terminal's Ctrl-C reaches us alone; we end our programs in order.
            start_new_session=True,
        )


def stop(process: "subprocess.Popen[bytes]", *, patience_seconds: float = PATIENCE_SECONDS) -> None:
    """Ask a program to end, wait, then end whatever is left of its group."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=patience_seconds)
    _kill_group(process)
    process.wait()


def _kill_group(process: "subprocess.Popen[bytes]") -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def run_logged(
    command: Sequence[str],
    *,
    title: str,
    log: Path,
    progress: Progress | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
) -> None:
    """Run a program to its end; a failure becomes one sentence that names the log."""
    log.unlink(missing_ok=True)
    try:
        process = start(command, log=log, env=env, cwd=cwd)
    except FileNotFoundError as error:
        raise Problem(
            f"{title} needs the program {command[0]}, which is not there: install it, or run make setup."
        ) from error
    try:
        while True:
            try:
                process.wait(timeout=TICK_SECONDS)
                break
            except subprocess.TimeoutExpired:
                if progress:
                    progress.tick(last_line(log))
    finally:
        if process.returncode is None:
            stop(process, patience_seconds=3)
    if process.returncode != 0:
        raise explain(title=title, output=tail(log), log=shown(log))


def answers(command: Sequence[str], *, env: Mapping[str, str] | None = None) -> str | None:
    """Return what a program prints, or nothing when it is missing or fails."""
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            list(command), cwd=ROOT, env=env, capture_output=True, text=True, timeout=ANSWER_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


@dataclass
class Family:
    """Programs that live and end together."""

    members: dict[str, tuple["subprocess.Popen[bytes]", Path]] = field(default_factory=dict)

    def add(self, name: str, command: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> None:
        """Start a member."""
        log.unlink(missing_ok=True)
        self.members[name] = (start(command, log=log, env=env), log)

    def check(self) -> None:
        """Raise a problem when a member has ended by itself."""
        for name, (process, log) in self.members.items():
            if process.poll() is not None:
                lines = "\n".join(f"    {line}" for line in tail(log, 1_500).splitlines()[-8:])
                raise Problem(f"The {name} ended by itself (code {process.returncode}). Details: {shown(log)}\n{lines}")

    def end(self) -> None:
        """End all members, all at once, and wait for them."""
        for process, _log in self.members.values():
            if process.poll() is None:
                process.terminate()
        for process, _log in reversed(list(self.members.values())):
            stop(process)
        self.members.clear()
