"""Is this container's program alive? Asked by deploy/container every half minute: `python -m cms.core.alive web`.

It starts without Django, so that asking costs little: the web server is asked for its health page, worker and
schedule by the heartbeat that they write together.
"""

import sys
from http.client import HTTPConnection, HTTPException

import psycopg

from cms.settings.environment import env

ADDRESS = ("127.0.0.1", 8000)
PATIENCE_SECONDS = 8
HEARTBEAT = "SELECT count(*) FROM core_heartbeat WHERE seen_at > now() - interval '90 seconds'"


def web_is_alive(address: tuple[str, int] = ADDRESS) -> bool:
    """Return whether the web server answers and what it cannot do without is there."""
    asked = HTTPConnection(*address, timeout=PATIENCE_SECONDS)
    hosts: list[str] = env.list("ALLOWED_HOSTS", default=["localhost"])
    try:
        # To any other name than its own the portal answers nothing.
        asked.request("GET", "/health/", headers={"Host": hosts[0].lstrip(".")})
        return asked.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


def worker_is_alive() -> bool:
    """Return whether schedule and worker have done something together just now."""
    try:
        with psycopg.connect(env.str("DATABASE_URL"), connect_timeout=PATIENCE_SECONDS) as connection:
            row = connection.execute(HEARTBEAT).fetchone()
    except psycopg.Error:
        return False
    return bool(row and row[0])


PROGRAMS = {"web": web_is_alive, "worker": worker_is_alive}

if __name__ == "__main__":
    sys.exit(0 if PROGRAMS[sys.argv[1]]() else 1)
