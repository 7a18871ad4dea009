"""Does anybody wait long while an upgrade changes a table of a million rows? PostgreSQL; bound: p99 of answers <= 1 s.

    .venv/bin/python benchmarks/upgrade.py [NUMBER OF OFFERS]

A database of its own gets the tables of before `matching.0003`, which adds columns and checks to the offers, and so
many offers. Then the migration runs as `make upgrade` runs it, while two people read offers and one writes into them.
It needs a server (`make services`, or DATABASE_URL); figures under var/benchmarks.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.servers import NotReachableError, own_database, remove_database
from cms.settings.environment import VAR_DIR

FOLDER = VAR_DIR / "benchmarks"
BEFORE, AFTER = "0002_weights_arrange_lists", "0003_more_facts_to_match"
N_OFFERS = 1_000_000
N_READERS, N_WRITERS = 2, 1
MOST_SECONDS = 1.0
PAUSE_SECONDS = 0.002  # between two questions of one person: many people, not a flood
READ = "SELECT title, summary, description FROM matching_offer WHERE id = %s"
WRITE = "UPDATE matching_offer SET updated_at = now() WHERE id = %s"


class Person(threading.Thread):
    """Somebody who asks for one offer after the other and notes how long each answer takes."""

    def __init__(self, address: str, statement: str, *, first: int, n_offers: int, step: int) -> None:
        super().__init__()
        self.seconds: list[float] = []
        self._address, self._statement = address, statement
        self._first, self._n_offers, self._step = first, n_offers, step
        self._is_over = threading.Event()

    def run(self) -> None:
        """Ask until told to end."""
        import psycopg

        with psycopg.connect(self._address, autocommit=True) as connection:
            number = 0
            while not self._is_over.wait(PAUSE_SECONDS):
                number = (number + self._step) % self._n_offers
                begin = time.perf_counter()
                connection.execute(self._statement, [self._first + number])
                self.seconds.append(time.perf_counter() - begin)

    def end(self) -> list[float]:
        """Let the last answer come and return how long each took."""
        self._is_over.set()
        self.join()
        return self.seconds


def migrate(address: str, *to: str) -> float:
    """Change the tables in a process of its own and return the seconds."""
    env = {**os.environ, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "cms.settings.local"}
    begin = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0", *to], cwd=ROOT, env=env, check=True)
    return time.perf_counter() - begin


def fill(address: str, n_offers: int) -> int:
    """Write so many offers into the tables of before and return the number of the first."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        (place,) = connection.execute(
            "INSERT INTO matching_place (code, kind, name, folded_name, postcode, district_code, latitude, longitude)"
            " VALUES ('14626', 'town', 'Görlitz', 'goerlitz', '02826', '14626', 51.15, 14.99) RETURNING id"
        ).fetchone()
        (organization,) = connection.execute(
            "INSERT INTO matching_organization"
            " (public_id, created_at, updated_at, name, kind, industry, website, description, is_demo, place_id)"
            " VALUES (gen_random_uuid(), now(), now(), 'Werk', 'company', '', '', '', true, %s) RETURNING id",
            [place],
        ).fetchone()
        connection.execute(
            "INSERT INTO matching_offer (live, has_unpublished_changes, expired, locked, public_id, created_at,"
            " updated_at, kind, title, summary, description, website, is_demo, organization_id, place_id)"
            " SELECT true, false, false, false, gen_random_uuid(), now(), now(), 'job', 'Stelle ' || number,"
            " 'Eine Stelle in der Region', repeat('Worum es geht. ', 20), '', true, %s, %s"
            " FROM generate_series(1, %s) AS number",
            [organization, place, n_offers],
        )
        connection.execute("VACUUM ANALYZE matching_offer")
        (first,) = connection.execute("SELECT min(id) FROM matching_offer").fetchone()
    return first


def main(n_offers: int) -> int:
    """Fill, migrate under load, and say whether the bound holds."""
    try:
        address = own_database(FOLDER / "upgrade", create=True)
    except NotReachableError as problem:
        print(problem)
        return 1
    try:
        migrate(address, "matching", BEFORE)
        print(f"{n_offers:,} offers …", flush=True)
        first = fill(address, n_offers)
        statements = [READ] * N_READERS + [WRITE] * N_WRITERS
        people = [
            Person(address, statement, first=first, n_offers=n_offers, step=7919 + 2 * number)
            for number, statement in enumerate(statements)
        ]
        for person in people:
            person.start()
        try:
            migrating = migrate(address, "matching", AFTER)
        finally:
            seconds = sorted(one for person in people for one in person.end())
    finally:
        remove_database(FOLDER / "upgrade")
    p99 = seconds[int(0.99 * len(seconds))]
    figures = {
        "offers": n_offers,
        "migrating_seconds": round(migrating, 2),
        "answers": len(seconds),
        "p50_ms": round(1000 * seconds[len(seconds) // 2], 2),
        "p99_ms": round(1000 * p99, 2),
        "longest_ms": round(1000 * seconds[-1], 1),
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "upgrade.json").write_text(json.dumps(figures, indent=2), encoding="utf-8")
    print(json.dumps(figures, indent=2))
    return 0 if p99 <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else N_OFFERS))
