import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.launch import commands, demo, environment
from deploy.launch.paths import REDIRECTING, child_environment, dotenv
from deploy.launch.problems import Problem

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def handler_restored() -> Iterator[None]:
    before = {request: signal.getsignal(request) for request in (signal.SIGTERM, signal.SIGINT)}
    yield
    for request, handler in before.items():
        signal.signal(request, handler)


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.mark.parametrize(
    ("raised", "words", "code"),
    [
        (Problem("Port 8000 is taken: PORT=8001 make demo"), "PORT=8001", 1),
        (OSError(28, "No space left on device"), "disk is full", 1),
        (KeyboardInterrupt(), "Finished steps are kept", 130),
    ],
)
def test_a_problem_is_told_in_a_sentence_without_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    words: str,
    code: int,
) -> None:
    def fail(_arguments: object) -> int:
        raise raised

    monkeypatch.setitem(commands.COMMANDS, "setup", fail)

    assert commands.main(["setup"]) == code
    printed = capsys.readouterr().out
    assert words in printed
    assert "Traceback" not in printed


def test_a_taken_port_names_a_free_one(taken_port: int) -> None:
    with pytest.raises(Problem, match=rf"Port {taken_port} is taken: PORT=\d+ make demo") as raised:
        demo.require_free(taken_port)

    other = int(str(raised.value).partition("PORT=")[2].split()[0])
    demo.require_free(other)


def test_make_demo_refuses_a_taken_port_before_it_does_anything(taken_port: int, tmp_path: Path) -> None:
    env = child_environment({"PORT": str(taken_port), "VAR_DIR": str(tmp_path / "var")})

    done = subprocess.run(
        [sys.executable, "-m", "deploy.launch", "demo"], cwd=REPOSITORY, env=env, capture_output=True, text=True
    )

    assert done.returncode == 1
    assert f"Port {taken_port} is taken" in done.stdout
    assert done.stderr == ""
    assert not (tmp_path / "var").exists()


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(Problem, match="PORT is"):
        demo._port()


def test_a_full_disk_is_noticed_before_the_first_step(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="free some space"):
        environment.require_space(tmp_path / "not" / "yet", needed_bytes=10**18)


@pytest.mark.parametrize("name", sorted(REDIRECTING - {"VIRTUAL_ENV"}))
def test_variables_that_redirect_installs_are_not_handed_on(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "/elsewhere")

    assert name not in child_environment()


def test_what_stands_in_the_env_file_is_read_like_the_settings_read_it(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# comment\nexport PORT=8100\nVAR_DIR='/srv/portal'\n\nnonsense\n", "utf-8")

    assert dotenv(file) == {"PORT": "8100", "VAR_DIR": "/srv/portal"}


def test_an_old_python_gets_one_sentence_and_a_way_out() -> None:
    # The entry is read by old interpreters; here the version alone is old, and no newer one is found.
    script = (
        "import sys, subprocess, runpy\n"
        "sys.version_info = (3, 9, 2)\n"
        "subprocess.call = lambda *a, **k: 1\n"
        "runpy.run_module('deploy.launch', run_name='__main__')\n"
    )

    done = subprocess.run([sys.executable, "-c", script], cwd=REPOSITORY, capture_output=True, text=True)

    assert done.returncode == 1
    assert "needs Python 3.11 or newer, this is 3.9" in done.stderr
    assert "PYTHON=" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_set_up_needs_nothing_but_the_standard_library() -> None:
    script = (
        "import sys; sys.path = [p for p in sys.path if 'site-packages' not in p];"
        "import deploy.launch.commands, deploy.launch.demo, deploy.launch.testing, deploy.launch.quality"
    )

    done = subprocess.run([sys.executable, "-S", "-c", script], cwd=REPOSITORY, capture_output=True, text=True)

    assert done.stderr == ""


def test_every_command_of_the_makefile_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    called = {line.split("$(LAUNCH) ")[1].split()[0] for line in makefile.splitlines() if "$(LAUNCH) " in line}

    assert called == set(commands.COMMANDS)
