"""The real servers that tests need: throw-away PostgreSQL, Redis and Elasticsearch on loopback, ended as started."""

import os
import random
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

from deploy.launch import elasticsearch_node
from deploy.launch.paths import child_environment, dotenv, shown, var_dir
from deploy.launch.problems import Problem, explain
from deploy.launch.processes import run_logged, stop, tail

# Linux gives ports from 32768 on to those who ask for none (net.ipv4.ip_local_port_range).
PORTS_NOBODY_IS_GIVEN = range(20_000, 32_000)
POSTGRES_USER = "postgres"  # PostgreSQL refuses to run as root; its package brings this account
STOP_PATIENCE_SECONDS = 20.0
# A throw-away database need not survive a power cut.
POSTGRES_OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=80"


def folder() -> Path:
    """Return where the servers' state and their process numbers lie."""
    return var_dir() / "services"


def running_services() -> dict[str, str]:
    """Return how to reach the servers that `make services` started and that still answer."""
    found = dotenv(folder() / "environment")
    return {name: url for name, url in found.items() if _answers_at(url)}


def start_services() -> list[str]:
    """Start each server that is installed and not yet running; return what to tell."""
    running = running_services()
    folder().mkdir(parents=True, exist_ok=True)
    lines, found = [], dict(running)
    for variable, start, way_out in (
        ("DATABASE_URL", _start_postgresql, "postgresql (Debian: apt install postgresql)"),
        ("TEST_REDIS_URL", _start_redis, "redis-server (Debian: apt install redis-server)"),
        ("TEST_ELASTICSEARCH_URL", _start_elasticsearch, elasticsearch_node.what_is_missing()),
    ):
        if variable in running:
            lines.append(f"already running: {variable}={running[variable]}")
            continue
        try:
            url = start()
        except Problem as problem:  # the other servers are of use without this one
            lines.append(f"not started: {problem}")
            continue
        if url is None:
            lines.append(f"not installed: {way_out}")
            continue
        found[variable] = url
        lines.append(f"started: {variable}={url}")
        (folder() / "environment").write_text("".join(f"{name}={value}\n" for name, value in found.items()), "utf-8")
    return lines


def stop_services() -> list[str]:
    """End what `start_services` started; return what to tell."""
    lines = []
    programs, data = postgresql_programs(), _postgresql_data()
    url = dotenv(folder() / "environment").get("DATABASE_URL", "")
    # A server that was killed leaves its number behind; there is nothing to end then.
    if programs and data and (data / "postmaster.pid").exists() and _answers_at(url):
        _as_postgres(
            [str(programs / "pg_ctl"), "stop", "-D", str(data), "-m", "immediate", "-w"], title="Ending PostgreSQL"
        )
        lines.append("ended: PostgreSQL")
    if data:
        shutil.rmtree(data, ignore_errors=True)
    if _end_redis():
        lines.append("ended: Redis")
    if elasticsearch_node.end_node(_elasticsearch_data()):
        lines.append("ended: Elasticsearch")
    shutil.rmtree(folder(), ignore_errors=True)
    return lines or ["nothing was running"]


def postgresql_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server on this machine."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda found: int(found.parts[-3]))
    return versions[-1].parent if versions else None


def free_ports(n_ports: int) -> list[int]:
    """Return different ports of the loopback address that nobody uses now.

    A port that the system would give could be given to somebody else before we listen there, so these are others.
    """
    free: list[int] = []
    while len(free) < n_ports:
        port = random.choice(PORTS_NOBODY_IS_GIVEN)  # noqa: S311 - no secret
        if port not in free and _is_free(port):
            free.append(port)
    return free


def free_port() -> int:
    """Return one of the `free_ports`."""
    return free_ports(1)[0]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do: who has just left a port does not keep it.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _start_postgresql() -> str | None:
    programs = postgresql_programs()
    if programs is None:
        return None
    # Its own account may not be able to enter our folder, so the cluster lies where every account may go.
    data, port = Path(tempfile.mkdtemp(prefix="heimathafen-postgresql-")), free_port()
    (folder() / "postgresql.txt").write_text(str(data), "utf-8")
    if os.geteuid() == 0:
        shutil.chown(data, POSTGRES_USER, POSTGRES_USER)
    create = [str(programs / "initdb"), "-D", str(data), "-U", POSTGRES_USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    _as_postgres([*create, "--locale", "C.UTF-8"], title="Creating a PostgreSQL cluster")
    options = f"-p {port} -h 127.0.0.1 -k '' {POSTGRES_OPTIONS}"
    begin = [str(programs / "pg_ctl"), "start", "-D", str(data), "-l", str(data / "server.log"), "-w", "-o", options]
    _as_postgres(begin, title="Starting PostgreSQL")
    return f"postgres://{POSTGRES_USER}@127.0.0.1:{port}/postgres"


def _postgresql_data() -> Path | None:
    note = folder() / "postgresql.txt"
    return Path(note.read_text("utf-8")) if note.exists() else None


def _start_redis() -> str | None:
    program = shutil.which("redis-server")
    if program is None:
        return None
    data, port = folder() / "redis", free_port()
    data.mkdir(parents=True, exist_ok=True)
    place = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(data), "--pidfile", str(data / "pid")]
    quiet = ["--save", "", "--appendonly", "no", "--daemonize", "yes", "--logfile", str(data / "server.log")]
    run_logged([program, *place, *quiet], title="Starting Redis", log=var_dir() / "log" / "redis.log")
    return f"redis://127.0.0.1:{port}/0"


def _end_redis() -> bool:
    pid_file = folder() / "redis" / "pid"
    url = dotenv(folder() / "environment").get("TEST_REDIS_URL", "")
    if not pid_file.exists() or not _answers_at(url):
        return False
    # The number is ours: the port we gave it still answers.
    os.kill(int(pid_file.read_text("utf-8")), signal.SIGTERM)
    return True


def _start_elasticsearch() -> str | None:
    port, transport_port = free_ports(2)
    return elasticsearch_node.start_node(_elasticsearch_data(), port=port, transport_port=transport_port)


def _elasticsearch_data() -> Path:
    return folder() / "elasticsearch"


def _as_postgres(command: list[str], *, title: str) -> None:
    """Run a program of PostgreSQL, under its own account when we are root."""
    log = var_dir() / "log" / "postgresql.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    account = POSTGRES_USER if os.geteuid() == 0 else None
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            cwd="/",
            env=child_environment({"LC_ALL": "C.UTF-8"}),
            user=account,
            group=account,
            extra_groups=[] if account else None,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            process.wait(timeout=STOP_PATIENCE_SECONDS * 3)
        finally:
            if process.returncode is None:
                stop(process)
    if process.returncode != 0:
        raise explain(title=title, output=tail(log), log=shown(log))


def _answers_at(url: str) -> bool:
    host, _sign, port = url.partition("://")[2].rpartition("@")[2].partition("/")[0].rpartition(":")
    if not port.isdigit():
        return False
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True
