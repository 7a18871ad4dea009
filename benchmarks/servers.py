"""Servers that measurements need, and a database of its own for each, where `make services` or DATABASE_URL says."""

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit


class NotReachableError(Exception):
    """A server or package is missing; the message says which."""


def own_database(folder: Path, *, create: bool = False) -> str:
    """Return the address of the database that belongs to a folder; made anew if asked for."""
    server = _server()
    name = _name_of(folder)
    if create:
        _execute(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))


def remove_database(folder: Path) -> None:
    """Take the database of a folder away."""
    _execute(_server(), f'DROP DATABASE IF EXISTS "{_name_of(folder)}" WITH (FORCE)')


def _server() -> str:
    from deploy.launch.services import running_services

    found = [os.environ.get("DATABASE_URL", ""), running_services().get("DATABASE_URL", "")]
    for address in found:
        if address.startswith("postgres"):
            return address.replace("postgres://", "postgresql://", 1)
    raise NotReachableError("PostgreSQL is not reachable (make services)")


def _execute(server: str, *statements: str) -> None:
    import psycopg

    try:
        with psycopg.connect(server, autocommit=True, connect_timeout=5) as connection:
            for statement in statements:
                connection.execute(statement)
    except psycopg.OperationalError:
        raise NotReachableError("PostgreSQL is not reachable (make services)") from None


def _name_of(folder: Path) -> str:
    return f"bench-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
