"""How long the portal's pages take, inside one process: `make bench-web`, after `make demo` has built the demo.

Per page: queries, wall and CPU time in milliseconds over many requests after a warm-up, compressed size. The bars are
those of the project; a page above its bar makes the command fail.
"""

import gzip
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from cms.settings.environment import VAR_DIR
from matching.models import Profile

N_REQUESTS = 40
N_WARM_UP = 3


@dataclass(frozen=True, slots=True)
class Page:
    """An address, who asks for it, and the most it may take."""

    name: str
    path: str
    who: str = ""
    bar_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a page."""

    name: str
    status: int
    queries: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    gzip_kib: float
    bar_ms: float | None

    @property
    def is_over(self) -> bool:
        """Whether the page missed its bar."""
        return self.status != 200 or (self.bar_ms is not None and self.p95_ms > self.bar_ms)


PAGES = (
    Page("home", "/"),
    Page("offers", "/angebote/"),
    Page("search Pflege", "/suche/?q=Pflege"),
    Page("search question", "/suche/?q=Wie+melde+ich+meine+Wohnung+an"),
    Page("Passt zu mir", "/passt-zu-mir/", who=Profile.Kind.ALUMNA, bar_ms=300),
    Page("Mentoren für dich", "/mentoren/", who=Profile.Kind.YOUTH, bar_ms=300),
)


def measure(page: Page) -> Figures:
    """Ask for a page many times and return the figures."""
    client = Client(HTTP_HOST="localhost")
    if page.who:
        client.force_login(_demo_person(page), backend=settings.AUTHENTICATION_BACKENDS[0])
    for _ in range(N_WARM_UP):
        response = client.get(page.path)
    queries: list[str] = []
    with connection.execute_wrapper(_noting(queries)):
        client.get(page.path)
    wall, cpu = [], []
    for _ in range(N_REQUESTS):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        response = client.get(page.path)
        wall.append(1000 * (time.perf_counter() - begin))
        cpu.append(1000 * (time.process_time() - begin_cpu))
    return Figures(
        name=page.name,
        status=response.status_code,
        queries=len(queries),
        p50_ms=round(statistics.median(wall), 1),
        p95_ms=round(statistics.quantiles(wall, n=20)[-1], 1),
        cpu_ms=round(statistics.median(cpu), 1),
        gzip_kib=round(len(gzip.compress(response.content)) / 1024, 1),
        bar_ms=page.bar_ms,
    )


def _noting(queries: list[str]) -> Callable[..., object]:
    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        queries.append(sql)
        return execute(sql, *rest)

    return note


def _demo_person(page: Page) -> object:
    """Return a named demo person who sees this page: their page answers 200 and shows a list."""
    people = get_user_model().objects.filter(profile__kind=page.who, profile__is_demo=True).order_by("pk")
    for user in people:
        client = Client(HTTP_HOST="localhost")
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        if client.get(page.path).status_code == 200:
            return user
    sys.exit("The demo region is missing. Build it with: make demo")


def main() -> int:
    """Measure all pages, print a table, and write it as JSON."""
    settings.ALLOWED_HOSTS = ["localhost"]
    figures = [measure(page) for page in PAGES]
    print(f"{'page':20} {'status':>6} {'queries':>7} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'gz KiB':>7}  bar")
    for one in figures:
        bar = "" if one.bar_ms is None else f"≤ {one.bar_ms:g} ms {'MISSED' if one.is_over else 'met'}"
        print(
            f"{one.name:20} {one.status:6} {one.queries:7} {one.p50_ms:8} {one.p95_ms:8} {one.cpu_ms:8} "
            f"{one.gzip_kib:7}  {bar}"
        )
    target = VAR_DIR / "benchmarks" / "web.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps([asdict(one) for one in figures], indent=2), encoding="utf-8")
    return 1 if any(one.is_over for one in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
