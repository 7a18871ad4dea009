"""The running demonstration: a web server and a worker that begin and end together."""

import errno
import http.client
import signal
import socket
import time

from deploy.launch.data import accounts_file, sqlite_file
from deploy.launch.environment import require_space
from deploy.launch.paths import child_environment, setting, shown, var_dir, venv_bin
from deploy.launch.problems import Problem
from deploy.launch.processes import Family
from deploy.launch.progress import Progress, say
from deploy.launch.setup import fill, one_at_a_time, set_up

HOST = "127.0.0.1"
START_SECONDS = 60.0
LOOK_SECONDS = 0.2
RUNNING_BYTES = 100_000_000  # what a portal that is already set up may still write


def run_demo() -> int:
    """Set up, fill, start, tell the address and the accounts, and stay until somebody ends it."""
    port = _port()
    require_free(port)
    require_space(var_dir(), needed_bytes=RUNNING_BYTES)
    with one_at_a_time():
        set_up(for_tests=False)
        fill()
    family = Family()
    try:
        _start(family, port)
        _wait_until_it_answers(family, port)
        _tell(port)
        while True:
            family.check()
            time.sleep(LOOK_SECONDS)
    except KeyboardInterrupt:
        say("\nEnding …")
        return 0
    finally:
        for request in (signal.SIGTERM, signal.SIGINT):
            signal.signal(request, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
        family.end()
        say("Ended. `make demo` starts it again with everything kept.")


def require_free(port: int) -> None:
    """Refuse to begin when somebody else answers at the port."""
    if _is_free(port):
        return
    other = next((number for number in range(port + 1, port + 100) if _is_free(number)), port + 1)
    raise Problem(f"Port {port} is taken: PORT={other} make demo")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise Problem(f"Port {port} is reserved for administrators: PORT=8000 make demo") from error
            return False
    return True


def _port() -> int:
    text = setting("PORT", "8000")
    if not text.isdigit() or not 0 < int(text) < 65_536:
        raise Problem(f"PORT is {text!r}, it must be a number from 1 to 65535: PORT=8000 make demo")
    return int(text)


def _start(family: Family, port: int) -> None:
    # The demonstration speaks of this machine only, whatever else is set.
    env = child_environment(
        {
            "DJANGO_SETTINGS_MODULE": "cms.settings.local",
            "PORTAL_URL": setting("PORTAL_URL", f"http://localhost:{port}"),
            "PYTHONWARNINGS": "ignore",
        }
    )
    log = var_dir() / "log"
    web = ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "2", "--log-level", "warning"]
    family.add("web server", [venv_bin("gunicorn"), *web, "cms.wsgi"], log=log / "web.log", env=env)
    work = ["--beat", "--concurrency", "1", "--loglevel", "warning", "--without-gossip", "--without-mingle"]
    family.add("worker", [venv_bin("celery"), "-A", "cms.celery", "worker", *work], log=log / "worker.log", env=env)


def _wait_until_it_answers(family: Family, port: int) -> None:
    progress = Progress("Starting")
    progress.begin()
    while not _answers_at(port):
        family.check()
        if progress.seconds > START_SECONDS:
            raise Problem(
                f"The portal did not answer within {START_SECONDS:.0f} s. Details: {shown(var_dir() / 'log')}"
            )
        progress.tick()
        time.sleep(LOOK_SECONDS)
    progress.end()


def _answers_at(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=START_SECONDS)
    try:
        connection.request("GET", "/")
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    if status >= http.client.INTERNAL_SERVER_ERROR:
        raise Problem(f"The start page fails (HTTP {status}). Details: {shown(var_dir() / 'log' / 'web.log')}")
    return True


def _tell(port: int) -> None:
    address = f"http://localhost:{port}/"
    place = sqlite_file(setting("DATABASE_URL"))
    say(f"\nHeimathafen is running:  {address}")
    say(f"Who is who, sign in by one click:  {address}demo/\n")
    say(accounts_file().read_text("utf-8"))
    say(f"Data: {shown(place) if place else 'DATABASE_URL'} · logs: {shown(var_dir() / 'log')} · Ctrl-C ends it.")
