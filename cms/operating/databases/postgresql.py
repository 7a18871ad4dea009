"""PostgreSQL: taken with pg_dump in the snapshot in which the tables are summed, loaded in one transaction."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO

from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient

from cms.operating.databases import harmless, programs
from cms.operating.databases.snapshot import Snapshot, describe
from cms.operating.errors import DISK_FULL, OperatingError, UnreadableError
from cms.operating.manifest import TableSum
from cms.settings.environment import program_environment

TABLES = "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# Rows are summed as text; the text must not depend on how a server or a session is set.
SETTINGS = (
    "SET timezone = 'UTC'; SET datestyle = 'ISO, MDY'; SET intervalstyle = 'postgres';"
    " SET extra_float_digits = 1; SET bytea_output = 'hex'; SET lock_timeout = '30s';"
)
SUM = (
    "SELECT count(*), coalesce(sum(('x' || substr(md5(one::text), 1, 15))::bit(60)::bigint), 0)::text"
    ' FROM public."{table}" AS one'
)
# pg_restore may be newer than the server, and begins with settings that an older one refuses.
ONLY_NEW_SERVERS_KNOW = (b"SET transaction_timeout = 0;\n",)
LAST_OF_THE_SETTINGS = b"SET client_min_messages"
DROP_EVERYTHING = """
DO $drop$
DECLARE line record;
BEGIN
  FOR line IN SELECT format('DROP TABLE IF EXISTS public.%I CASCADE', tablename) AS words
    FROM pg_catalog.pg_tables WHERE schemaname = 'public' LOOP EXECUTE line.words; END LOOP;
  FOR line IN SELECT format('DROP SEQUENCE IF EXISTS public.%I CASCADE', sequencename) AS words
    FROM pg_catalog.pg_sequences WHERE schemaname = 'public' LOOP EXECUTE line.words; END LOOP;
  FOR line IN SELECT format('DROP FUNCTION IF EXISTS %s CASCADE', one.oid::regprocedure) AS words
    FROM pg_catalog.pg_proc AS one WHERE one.pronamespace = 'public'::regnamespace AND one.prokind = 'f'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = one.oid AND deptype = 'e')
    LOOP EXECUTE line.words; END LOOP;
END $drop$;
"""


class Postgresql:
    """One database of a server."""

    engine = "postgresql"
    file_name = "database.dump"

    def is_damaged(self) -> bool:
        """Return no: a server that cannot read its database says so by itself."""
        return False

    def set_aside(self) -> Path:
        """Refuse."""
        raise OperatingError("A database of a server is not set aside by the portal.")

    def take(self, into: Path) -> Snapshot:
        """Let pg_dump and the sums read the same snapshot, however much is written meanwhile."""
        own = connection.copy()
        try:
            program = programs.find("pg_dump", at_least=_server_version(own))
            with _said_clearly(), own.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute(SETTINGS)
                cursor.execute("SELECT pg_export_snapshot()")
                snapshot = cursor.fetchone()[0]
                _run([program, "-Fc", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"], into / self.file_name)
                return _describe(own)
        finally:
            own.close()

    def load(self, folder: Path, tables: dict[str, TableSum]) -> None:
        """Feed one transaction to psql: drop, load, compare, make harmless; without its last line nothing holds."""
        version = _server_version(connection)
        restore, psql = programs.find("pg_restore", at_least=version), programs.find("psql", at_least=0)
        connections.close_all()
        arguments, environment = _server()
        with tempfile.TemporaryFile() as complaints:
            into = subprocess.Popen(  # noqa: S603 - our own command
                [psql, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", *arguments],
                env=program_environment(environment),
                stdin=subprocess.PIPE,
                stderr=complaints,
            )
            assert into.stdin is not None
            try:
                is_whole = _feed(into.stdin, [restore, str(folder / self.file_name)], tables, complaints)
            except BrokenPipeError:
                is_whole = False
            into.communicate()
            complaints.seek(0)
            said = complaints.read().decode(errors="replace")
        if into.returncode != 0 or not is_whole:
            raise OperatingError(f"The database could not be loaded and is as it was: {_reason(said)}")


def _feed(psql: IO[bytes], restore: list[str], tables: dict[str, TableSum], complaints: IO[bytes]) -> bool:
    """Write the transaction; return whether all of it was written."""
    psql.write(f"BEGIN; SET client_min_messages = warning; {SETTINGS} {DROP_EVERYTHING}\n".encode())
    psql.flush()
    command = [*restore, "--no-owner", "--no-privileges", "--file=-"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdout=subprocess.PIPE, stderr=complaints, env=program_environment({})
    ) as read:
        assert read.stdout is not None
        for line in read.stdout:
            if line not in ONLY_NEW_SERVERS_KNOW:
                psql.write(line)
            if line.startswith(LAST_OF_THE_SETTINGS):
                break
        shutil.copyfileobj(read.stdout, psql)
    if read.returncode != 0:
        return False
    psql.write(f"\nSET search_path = public; {SETTINGS}\n".encode())
    for table, known in tables.items():
        psql.write(_comparison(table, known).encode())
    for statement in harmless.statements(tables):
        psql.write(f"{statement};\n".encode())
    psql.write(b"COMMIT;\n")
    psql.flush()
    return True


def _comparison(table: str, known: TableSum) -> str:
    return (
        f"DO $compare$ DECLARE n bigint; s text; BEGIN "  # noqa: S608 - names and figures that we wrote down
        f"SELECT found.* INTO n, s FROM ({SUM.format(table=table)}) AS found;"
        f" IF n <> {known.rows} OR s <> '{known.checksum}' THEN"
        f" RAISE EXCEPTION 'the loaded table {table} differs from the back-up'; END IF; END $compare$;\n"
    )


def _describe(own: BaseDatabaseWrapper) -> Snapshot:
    def rows(query: str) -> Iterable[tuple[object, ...]]:
        with own.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    @cache
    def columns(table: str) -> set[str]:
        with own.cursor() as cursor:
            cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [table])
            return {name for (name,) in cursor.fetchall()}

    names = [str(name) for (name,) in rows(TABLES)]
    sums = {name: _table_sum(rows(SUM.format(table=name))) for name in names}
    return describe(rows=rows, tables=sums, columns=columns)


def _table_sum(rows: Iterable[tuple[object, ...]]) -> TableSum:
    ((n_rows, total),) = rows
    return TableSum(int(str(n_rows)), str(total))


def _server_version(own: BaseDatabaseWrapper) -> int:
    with _said_clearly(), own.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        return int(cursor.fetchone()[0]) // 10_000


def _server() -> tuple[list[str], dict[str, str]]:
    """Return how PostgreSQL's programs reach the server, as `manage.py dbshell` does it."""
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    return command[1:], environment or {}


def _run(command: list[str], output: Path) -> None:
    arguments, environment = _server()
    with output.open("wb") as target:
        done = subprocess.run(  # noqa: S603 - our own command
            [*command, *arguments],
            stdout=target,
            stderr=subprocess.PIPE,
            check=False,
            env=program_environment(environment),
        )
    if done.returncode != 0:
        raise OperatingError(f"pg_dump failed: {_reason(done.stderr.decode(errors='replace'))}")


def _reason(said: str) -> str:
    if re.search("No space left on device|disk full", said, re.IGNORECASE):
        return DISK_FULL
    if "lock timeout" in said:
        return "somebody still works with the database: stop web server and worker, then run the same command again."
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = next(
        (line for line in lines if "error:" in line.lower()), lines[0] if lines else "its programs said nothing"
    )
    return f"{told[:300].removesuffix('.')}."


@contextmanager
def _said_clearly() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise UnreadableError(f"The database cannot be read: {str(error).strip()}.") from error
