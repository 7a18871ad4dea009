"""A PostgreSQL server of a test's own, so that it can crash without the others noticing."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.launch.services import POSTGRES_USER, free_port, postgresql_programs
from tests.support.processes import HOST


class OwnPostgresql:
    """A cluster with a copy of one database in it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        # A link to `initdb` may lie alone; where it leads, the others lie beside it.
        self._programs = (programs / "initdb").resolve().parent
        self._data, self._port = folder / "data", free_port()
        self._run("initdb", "-D", self._data, "-U", POSTGRES_USER, "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")

    @property
    def address(self) -> str:
        """Where the copy is."""
        return f"postgres://{POSTGRES_USER}@{HOST}:{self._port}/{POSTGRES_USER}"

    def start(self) -> None:
        """Start the server, and wait until it answers; after a crash it mends itself first."""
        options = f"-p {self._port} -h {HOST} -k ''"
        log = self._data / "server.log"
        self._run("pg_ctl", "start", "-D", self._data, "-w", "-o", options, "-l", log)

    def crash(self) -> None:
        """End the server at once: nothing is written down, every connection breaks."""
        self._run("pg_ctl", "stop", "-D", self._data, "-w", "-m", "immediate")

    def copy(self, address: str) -> None:
        """Copy a whole database into this one."""
        dump = subprocess.run([self._programs / "pg_dump", address], check=True, capture_output=True).stdout
        subprocess.run(
            [self._programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", self.address],
            input=dump,
            check=True,
            capture_output=True,
        )

    def _run(self, program: str, *arguments: object) -> None:
        # PostgreSQL refuses to run as root.
        account = {"user": POSTGRES_USER, "group": POSTGRES_USER, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [self._programs / program, *map(str, arguments)]
        # The server keeps the streams that it was started with, so nobody may wait for their end.
        nothing = subprocess.DEVNULL
        subprocess.run(command, check=True, stdin=nothing, stdout=nothing, stderr=nothing, cwd="/", **account)


@contextmanager
def own_postgresql(*, copy_of: str) -> Iterator[OwnPostgresql]:
    """Start a server with a copy of a database; end and remove it with the test."""
    programs = postgresql_programs()
    assert programs is not None, "the marker `postgresql` asks for it"
    folder = Path(tempfile.mkdtemp(prefix="heimathafen-own-postgresql-"))  # where the server's account may go, too
    if os.geteuid() == 0:
        shutil.chown(folder, POSTGRES_USER, POSTGRES_USER)
    try:
        server = OwnPostgresql(folder, programs)
        server.start()
        try:
            server.copy(copy_of)
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
