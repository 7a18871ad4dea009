"""Does a web process grow? 20,000 pages of the demo from one process, its memory before and after; bound: +10 %.

    .venv/bin/python benchmarks/memory.py [NUMBER OF REQUESTS]

Needs the demo region (`make demo` once); figures under var/benchmarks.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

ALLOWED_GROWTH = 0.10
N_REQUESTS = 20_000
N_TO_FILL = 2_000  # until what each process keeps is there
START_SECONDS = 60.0
ROOT = Path(__file__).resolve().parents[1]
PATHS = ("/", "/angebote/", "/suche/?q=Pflege", "/suche/?q=Mechatroniker", "/ankommen/", "/leben/termine/", "/en/")


def main(n_requests: int) -> int:
    """Serve, ask, measure, and say whether the bound holds."""
    socket_file = ROOT / "var" / "memory-benchmark.sock"
    command = [Path(sys.executable).with_name("gunicorn"), "--bind", f"unix:{socket_file}", "--workers", "1"]
    settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.local"}
    server = subprocess.Popen(
        [*command, "--threads", "2", "cms.wsgi"],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        paths = _those_that_answer(socket_file)
        _ask(socket_file, paths, N_TO_FILL)
        (web,) = _children(server.pid)
        before = _resident_kilobytes(web)
        begin = time.monotonic()
        _ask(socket_file, paths, n_requests)
        seconds = time.monotonic() - begin
        after = _resident_kilobytes(web)
    finally:
        server.terminate()
        server.wait(START_SECONDS)
        socket_file.unlink(missing_ok=True)
    growth = after / before - 1
    figures = {
        "requests": n_requests,
        "paths": list(paths),
        "before_megabytes": round(before / 1024, 1),
        "after_megabytes": round(after / 1024, 1),
        "growth": round(growth, 4),
        "requests_per_second": round(n_requests / seconds, 1),
    }
    folder = ROOT / "var" / "benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "memory.json").write_text(json.dumps(figures, indent=2), "utf-8")
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    return 0 if growth <= ALLOWED_GROWTH else 1


def _those_that_answer(socket_file: Path) -> tuple[str, ...]:
    deadline = time.monotonic() + START_SECONDS
    while not socket_file.exists():
        if time.monotonic() > deadline:
            raise SystemExit("the portal does not start: is it set up (make setup)?")
        time.sleep(0.1)
    found = tuple(path for path in PATHS if _status(socket_file, path) == 200)
    if len(found) < 3:
        raise SystemExit("hardly a page answers: has the demo region been built (make demo)?")
    return found


def _ask(socket_file: Path, paths: tuple[str, ...], n_requests: int) -> None:
    for path in islice(cycle(paths), n_requests):
        if (status := _status(socket_file, path)) != 200:
            raise SystemExit(f"{path} answers {status}")


def _status(socket_file: Path, path: str) -> int:
    connection = _UnixConnection(socket_file)
    try:
        connection.request("GET", path, headers={"Host": "localhost", "Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def _children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def _resident_kilobytes(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


class _UnixConnection(http.client.HTTPConnection):
    """Speaks HTTP through a file: no port needs to be free."""

    def __init__(self, socket_file: Path) -> None:
        super().__init__("localhost", timeout=START_SECONDS)
        self._socket_file = socket_file

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(str(self._socket_file))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else N_REQUESTS))
