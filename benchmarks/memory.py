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
PATHS = ("/", "/angebote/", "/suche/?q=Pflege", "/suche/?q=Mechatroniker", "/ankommen/", "/termine/", "/en/")


def main(n_requests: int) -> int:
    """Serve, ask, measure, and say whether the bound holds."""
    # Each request comes from somebody else, or the limits would end the measurement.
    settings = {"DJANGO_SETTINGS_MODULE": "cms.settings.local", "TRUSTED_PROXY_COUNT": "1"}
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        command = [Path(sys.executable).with_name("gunicorn"), "--bind", f"fd://{door.fileno()}", "--workers", "1"]
        command += ["--threads", "2", "cms.wsgi"]
        server = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **settings},
            pass_fds=[door.fileno()],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    try:
        _ask(port, N_TO_FILL)
        (web,) = _children(server.pid)
        before = _resident_kilobytes(web)
        begin = time.monotonic()
        _ask(port, n_requests)
        seconds = time.monotonic() - begin
        after = _resident_kilobytes(web)
    finally:
        server.terminate()
        server.wait(START_SECONDS)
    growth = after / before - 1
    figures = {
        "requests": n_requests,
        "paths": list(PATHS),
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


def _ask(port: int, n_requests: int) -> None:
    """Ask for one page after the other; one that does not answer would make the figure mean less."""
    for number, path in enumerate(islice(cycle(PATHS), n_requests)):
        if (status := _status(port, path, visitor=number)) != 200:
            raise SystemExit(f"{path} answers {status}: has the demo region been built (make demo)?")


def _status(port: int, path: str, *, visitor: int) -> int:
    somebody = f"10.{visitor >> 16 & 255}.{visitor >> 8 & 255}.{visitor & 255}"
    headers = {"Host": "localhost", "Accept": "text/html", "X-Forwarded-For": somebody}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", path, headers=headers)
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


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else N_REQUESTS))
