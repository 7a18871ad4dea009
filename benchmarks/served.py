"""A portal as it runs: gunicorn on a free port, ended with the block."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30.0


@contextmanager
def served_portal() -> Iterator[str]:
    """Run the portal with two workers and return its address."""
    gunicorn = Path(sys.executable).with_name("gunicorn")
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = "http://{}:{}".format(*door.getsockname())
        command = [gunicorn, "--bind", f"fd://{door.fileno()}", "--workers", "2", "--threads", "2", "cms.wsgi"]
        own = {"DJANGO_SETTINGS_MODULE": "cms.settings.local", "PORTAL_URL": address, "PAGE_CACHE": "pages"}
        process = subprocess.Popen(
            command,
            env={**os.environ, **own},
            pass_fds=[door.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    with process:
        try:
            _knock(address)
            yield address
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _knock(address: str) -> None:
    """Ask for the start page: the request waits at the door until a worker opens it, and fails if none is left."""
    try:
        with urllib.request.urlopen(address, timeout=START_SECONDS):
            return
    except OSError as problem:
        raise SystemExit(f"The portal did not answer: {problem}") from problem
