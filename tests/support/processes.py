"""A portal of several real processes on the database of the test: web servers, workers, and a visitor who asks them."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlencode

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest
from django.test import Client
from django.test.utils import override_settings

from cms.accounts import sessions
from search import indexing

REPOSITORY = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
START_SECONDS = 120.0  # a loaded machine may be slow; a healthy one starts in a few
ANSWER_SECONDS = 60.0  # the first answer of a server imports everything; a loaded machine is slow
END_SECONDS = 20.0
LOOK_SECONDS = 0.05
WORKER_READY = re.compile(r"celery@\S+ ready\.")
LISTENING = re.compile(r"Listening at: http://127\.0\.0\.1:(\d+)")

Answer_ = TypeVar("Answer_")


class NotInTimeError(AssertionError):
    """Something was waited for in vain."""


def wait_until(condition: Callable[[], Answer_], *, what: str, timeout_seconds: float = START_SECONDS) -> Answer_:
    """Ask again and again until the answer is true, and return it; fail with what was waited for."""
    deadline, pause = time.monotonic() + timeout_seconds, threading.Event()
    while not (answer := condition()):
        if time.monotonic() > deadline:
            raise NotInTimeError(f"not within {timeout_seconds:.0f} s: {what}")
        pause.wait(LOOK_SECONDS)
    return answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a web server said."""

    status: int
    text: str
    location: str
    cookies: Mapping[str, str]


class Process:
    """A program of the portal, in a process group of its own."""

    def __init__(self, command: list[str], *, environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                command,
                cwd=REPOSITORY,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def said(self) -> str:
        """Return the log."""
        return self.log.read_text("utf-8", errors="replace")

    def wait_for(self, words: re.Pattern[str]) -> re.Match[str]:
        """Return the place in the log where the words stand, as soon as they do."""
        return self.wait_until(lambda: words.search(self.said()), what=f"“{words.pattern}” in {self.log.name}")

    def wait_until(
        self, condition: Callable[[], Answer_], *, what: str, timeout_seconds: float = START_SECONDS
    ) -> Answer_:
        """Wait for something that the program does; fail with what it said, at once if it ends before."""

        def done_or_ended() -> Answer_ | None:
            has_ended = self._process.poll() is not None
            answer = condition()
            if not answer and has_ended:
                raise AssertionError(f"{self.log.name} ended by itself before {what}:\n{self.said()[-3000:]}")
            return answer

        try:
            return wait_until(done_or_ended, what=what, timeout_seconds=timeout_seconds)
        except NotInTimeError as problem:
            problem.add_note(self.said()[-3000:])
            raise

    def wait_for_its_end(self) -> int:
        """Return the status with which the program ends by itself."""
        return self._process.wait(START_SECONDS)

    @property
    def pid(self) -> int:
        """The number of the program itself."""
        return self._process.pid

    def children(self) -> list[int]:
        """Return the numbers of the processes that the program has started and that run."""
        listed = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii")
        return [int(number) for number in listed.split()]

    def kill(self) -> None:
        """End the program and its children with SIGKILL: nothing can be tidied up."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def end(self) -> None:
        """Ask the program to end; kill what is left of it."""
        if self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(END_SECONDS)
        self.kill()


class WebServer(Process):
    """One web server, and the requests that it is asked."""

    @property
    def port(self) -> int:
        """The port that the system gave it."""
        return int(self.wait_for(LISTENING)[1])

    def get(self, path: str, *, session: str = "", **query: str) -> Answer:
        """Open a page as a visitor, or as the person of a session."""
        path = quote(path) + (f"?{urlencode(query)}" if query else "")
        return self._ask("GET", path, cookies={"sessionid": session} if session else {})

    def post(self, path: str, fields: Mapping[str, object], *, session: str, form: str = "") -> Answer:
        """Open the page with the form (the same address, or `form`), then send it."""
        opened = self.get(form or path, session=session)
        if opened.status != http.client.OK or "csrftoken" not in opened.cookies:
            raise AssertionError(f"no form at {form or path}: {opened.status} {opened.location}")
        cookies = {"sessionid": session, "csrftoken": opened.cookies["csrftoken"]}
        body = urlencode({"csrfmiddlewaretoken": cookies["csrftoken"], **fields}, doseq=True)
        return self._ask("POST", quote(path), cookies=cookies, body=body)

    def _ask(self, method: str, path: str, *, cookies: Mapping[str, str], body: str | None = None) -> Answer:
        headers = {"Accept": "text/html", "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        request = http.client.HTTPConnection(HOST, self.port, timeout=ANSWER_SECONDS)
        try:
            request.request(method, path, body=body, headers=headers)
            response = request.getresponse()
            text = response.read().decode("utf-8", errors="replace")
        finally:
            request.close()
        crumbs = [crumb.partition(";")[0] for crumb in response.headers.get_all("Set-Cookie", [])]
        return Answer(
            status=response.status,
            text=text,
            location=response.headers.get("Location", ""),
            cookies=dict(crumb.split("=", 1) for crumb in crumbs),
        )


@dataclass
class Portal:
    """Processes that share this test's database and one folder; ended by `end()`."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    _running: list[Process] = field(default_factory=list)

    def make_cache_table(self) -> None:
        """Make the table that all processes count limits in; migrations do not."""
        cache = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache_entries"}}
        with override_settings(CACHES=cache):
            call_command("createcachetable")

    def build_search_index(self) -> None:
        """Index what is in the database now; later changes are for the processes to follow."""
        with override_settings(SEARCH_INDEX_DIR=self.folder / "search"):
            indexing.rebuild()

    def web_server(self, *options: str, inside: Sequence[str] = (), **environment: str) -> WebServer:
        """Start a web server and wait until it listens; `inside` names a program that starts it in its own way."""
        command = ["-m", "gunicorn", "--bind", f"{HOST}:0", "--workers", "1", "--threads", "2", "--timeout", "60"]
        server = WebServer(
            [*inside, sys.executable, *command, *options, "cms.wsgi"],
            environment=self._variables(environment),
            log=self._log("web"),
        )
        self._running.append(server)
        server.wait_for(LISTENING)
        return server

    def worker(self, *options: str) -> Process:
        """Start a worker and wait until it takes tasks."""
        worker = self.starting_worker(*options)
        worker.wait_for(WORKER_READY)
        return worker

    def starting_worker(self, *options: str) -> Process:
        """Start a worker that may take tasks later."""
        command = ["-m", "celery", "-A", "cms.celery", "worker", "--concurrency", "1", "--loglevel", "info"]
        quiet = ["--without-gossip", "--without-mingle"]
        worker = Process(
            [sys.executable, *command, *quiet, *options], environment=self._variables({}), log=self._log("worker")
        )
        self._running.append(worker)
        return worker

    def ring(self, task: str, **arguments: object) -> None:
        """Send a task by name, as schedule and services do."""
        self.run("-m", "celery", "-A", "cms.celery", "call", task, "--kwargs", json.dumps(arguments))

    def run(self, *command: str) -> str:
        """Run a command of the portal to its end and return what it said."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=REPOSITORY,
            env=self._variables({}),
            capture_output=True,
            text=True,
            timeout=START_SECONDS,
            check=False,
        )
        if done.returncode:
            raise AssertionError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def end(self) -> None:
        """End all processes."""
        for process in reversed(self._running):
            process.end()

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}-{len(self._running) + 1}.log"

    def _variables(self, more: Mapping[str, str]) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "tests.support.process_settings",
            "SECRET_KEY": settings.SECRET_KEY,  # sessions of the test are valid in the portal
            "DATABASE_URL": database_url(),
            "VAR_DIR": str(self.folder),
            "PYTHONUNBUFFERED": "1",
            **self.environment,
            **more,
        }


def database_url() -> str:
    """Return the address of the database that this test writes to."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    account = quote(known["USER"]) + (f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else "")
    return f"postgres://{account}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


def session_of(user: object, *proofs: str) -> str:
    """Sign a person in and return the session's key for the cookie; `proofs` say how they showed who they are."""
    client = Client()
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    sessions.begin(request.session)
    sessions.record_proof(request, user, *(proofs or ("code",)))
    request.session.save()
    return str(request.session.session_key)
