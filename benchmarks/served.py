"""A portal as it runs: gunicorn on a free port, ended with the block."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30.0


@contextmanager
def served_portal() -> Iterator[str]:
    """Run the portal with two workers and return its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [gunicorn, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "2", "cms.wsgi"]
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.local", "PORTAL_URL": address, "PAGE_CACHE": "pages"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, env=env, **quiet) as process:
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(START_SECONDS)


def _wait_for(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=START_SECONDS):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("The portal did not answer in time.")
