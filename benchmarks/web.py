"""How long the portal's pages take, and what they weigh: `make bench-web`, after `make demo` has built the demo.

Per page, inside one process and without finished pages: queries, wall and CPU time in milliseconds over many requests
after a warm-up, compressed size. Then a kept page against a view that does nothing; then, from a real web server in
Chromium, what each type of page loads and when its largest part is seen; last, how long a changed page is still shown
as it was. A figure above its bar makes the command fail.
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
os.environ["PAGE_CACHE"] = "parts"  # what many pages share is kept, finished pages are not

import django

django.setup()

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from benchmarks.freshness import MOST_SECONDS, seconds_until_shown
from benchmarks.page_types import one_of_each
from benchmarks.throughput import share_of_hello_world
from benchmarks.weights import weigh
from cms.settings.environment import VAR_DIR
from matching.models import Profile

N_REQUESTS = 40
N_WARM_UP = 3
MOST_QUERIES = 12
MOST_HOME_CPU_MS = 12.0
LEAST_SHARE_OF_HELLO_WORLD = 0.8


@dataclass(frozen=True, slots=True)
class Page:
    """An address, who asks for it, and the most it may take."""

    name: str
    path: str
    who: str = ""
    bar_ms: float | None = None
    bar_cpu_ms: float | None = None
    most_queries: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of a page."""

    name: str
    status: int
    queries: int
    repeated: int
    p50_ms: float
    p95_ms: float
    cpu_ms: float
    gzip_kib: float
    page: Page

    @property
    def missed(self) -> list[str]:
        """The bars that the page misses."""
        bars = (
            ("status", self.status, 200),
            ("p95 ms", self.p95_ms, self.page.bar_ms),
            ("CPU ms", self.cpu_ms, self.page.bar_cpu_ms),
            ("queries", self.queries, self.page.most_queries),
            ("repeated", self.repeated, 0 if self.page.most_queries else None),
        )
        return [f"{name} > {most:g}" for name, value, most in bars if most is not None and value > most]


PAGES = (
    Page("offers", "/angebote/"),
    Page("search Pflege", "/suche/?q=Pflege"),
    Page("search question", "/suche/?q=Wie+melde+ich+meine+Wohnung+an"),
    Page("Passt zu mir", "/passt-zu-mir/", who=Profile.Kind.ALUMNA, bar_ms=300),
    Page("Mentoren für dich", "/mentoren/", who=Profile.Kind.YOUTH, bar_ms=300),
)


def pages_of_all_types() -> list[Page]:
    """Return one page of each type with the bars that hold for all, and the start page's own."""
    return [
        Page(name, path, bar_cpu_ms=MOST_HOME_CPU_MS if name == "home" else None, most_queries=MOST_QUERIES)
        for name, path in one_of_each().items()
    ]


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
        repeated=len(queries) - len(set(queries)),
        p50_ms=round(statistics.median(wall), 1),
        p95_ms=round(statistics.quantiles(wall, n=20)[-1], 1),
        cpu_ms=round(statistics.median(cpu), 1),
        gzip_kib=round(len(gzip.compress(response.content)) / 1024, 1),
        page=page,
    )


def _noting(queries: list[str]) -> Callable[..., object]:
    def note(execute: Callable[..., object], sql: str, values: object, *rest: object) -> object:
        if "matching_change" not in sql:  # the log is read once a second, whatever is asked
            queries.append(f"{sql} {values!r}")
        return execute(sql, values, *rest)

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
    """Measure all, print tables, and write everything as JSON."""
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.ROOT_URLCONF = "benchmarks.hello_urls"
    figures = [measure(page) for page in (*pages_of_all_types(), *PAGES)]
    print(f"{'page':20} {'status':>6} {'queries':>7} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'gz KiB':>7}  bars")
    for one in figures:
        print(
            f"{one.name:20} {one.status:6} {one.queries:7} {one.p50_ms:8} {one.p95_ms:8} {one.cpu_ms:8} "
            f"{one.gzip_kib:7}  {', '.join(one.missed) or 'met'}"
        )
    settings.PAGE_CACHE = "pages"
    kept = share_of_hello_world("/")
    is_slow = kept["share"] < LEAST_SHARE_OF_HELLO_WORLD
    print(f"\na kept start page {kept['page_per_cpu_second']} times a CPU second, hello world", end=" ")
    print(f"{kept['hello_per_cpu_second']}: {kept['share']} of it", end=" ")
    print(f"{'MISSED' if is_slow else 'met'} (at least {LEAST_SHARE_OF_HELLO_WORLD})")
    connection.close()
    weights = weigh(one_of_each()) if "--no-browser" not in sys.argv else []
    if weights:
        heads = ("html", "css", "js", "fonts", "pict.", "all", "req.", "LCP s")
        print(f"\n{'KiB':20} " + " ".join(f"{head:>6}" for head in heads))
    for one in weights:
        print(
            f"{one.name:20} {one.html:6} {one.css:6} {one.js:6} {one.fonts:6} {one.pictures:6} {one.total:6.1f} "
            f"{one.requests:6} {one.lcp:6}  {', '.join(one.missed()) or 'met'}"
        )
    shown = seconds_until_shown()
    is_late = max(shown) > MOST_SECONDS
    print(f"\na changed page was last shown as it was {statistics.median(shown):.2f} s after it was published", end=" ")
    print(f"(median of {len(shown)}), {max(shown):.2f} s at most", end=" ")
    print(f"{'MISSED' if is_late else 'met'} (at most {MOST_SECONDS})")
    target = VAR_DIR / "benchmarks" / "web.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    result = {
        "shown_after_seconds": shown,
        "pages": [asdict(one) for one in figures],
        "kept": kept,
        "weights": [asdict(one) for one in weights],
    }
    target.write_text(json.dumps(result, indent=2), encoding="utf-8")
    is_missed = any(one.missed for one in figures) or any(one.missed() for one in weights)
    return 1 if is_slow or is_late or is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
