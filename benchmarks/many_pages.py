"""Five thousand pages: lists, menus, sitemap and publishing stay within their budgets: `make bench-pages`.

The pages are added to a copy of the demo's database, which is thrown away. The start page was read once before, as in
`make bench-web`; everything else is asked for the first time; finished pages are not kept.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")
os.environ["PAGE_CACHE"] = "parts"
os.environ["CELERY_BROKER_URL"] = "memory://"  # the portal of this folder has a worker of its own

from cms.settings.environment import VAR_DIR

FOLDER = VAR_DIR / "benchmarks"
COPY = FOLDER / "many_pages.sqlite3"
os.environ["DATABASE_URL"] = f"sqlite:///{COPY}"

N_SECTIONS = 20
N_PAGES = 5_000
MOST_QUERIES = 12
MOST_SECONDS = 1.0
TEXT = "<h2>Was Sie brauchen</h2><p>Ausweis und Bestätigung des Vermieters, dazu etwas Geduld.</p>" * 8


@dataclass(frozen=True, slots=True)
class Figures:
    """How long something took, and how often it asked the database; publishing has no budget of queries."""

    name: str
    seconds: float
    queries: int
    most_queries: int | None

    @property
    def is_over(self) -> bool:
        """Whether a bar was missed."""
        return self.seconds > MOST_SECONDS or (self.most_queries is not None and self.queries > self.most_queries)


def copy_database() -> None:
    """Copy the demo's database, with what its journal still holds."""
    original = VAR_DIR / "heimathafen.sqlite3"
    if not original.exists():
        sys.exit("The demo region is missing. Build it with: make demo")
    FOLDER.mkdir(parents=True, exist_ok=True)
    throw_away()
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(COPY)) as target:
        source.backup(target)


def throw_away() -> None:
    """Remove the copy with what belongs to it."""
    for ending in ("", "-wal", "-shm"):
        Path(f"{COPY}{ending}").unlink(missing_ok=True)


def add_pages() -> str:
    """Add the pages and return the address of a section with a twentieth of them."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import transaction
    from wagtail.models import Page

    from cms.core.models import BasePage
    from cms.welcome.models import ArticlePage, HomePage, SectionPage

    def write(parent: Page, model: type[BasePage], number: int) -> Page:
        """Write a page with its place in the tree, without looking at its neighbors each time."""
        slug = f"viele-{number}"
        page = model(
            title=f"Seite {number}",
            draft_title=f"Seite {number}",
            slug=slug,
            summary="Eine von vielen.",
            path=Page._get_path(parent.path, parent.depth + 1, parent.numchild + 1),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{slug}/",
            locale=parent.locale,
            content_type=ContentType.objects.get_for_model(model),
            story=json.dumps([{"type": "text", "value": TEXT}]),
        )
        page.save_base(raw=False)
        parent.numchild += 1
        return page

    home = HomePage.objects.get(locale__language_code="de")
    with transaction.atomic():
        home.numchild = max((int(child.path[-4:], 36) for child in home.get_children()), default=0)
        sections = [write(home, SectionPage, number) for number in range(N_SECTIONS)]
        for number in range(N_PAGES):
            write(sections[number % N_SECTIONS], ArticlePage, N_SECTIONS + number)
        for page in (home, *sections):
            Page.objects.filter(pk=page.pk).update(numchild=page.numchild)
    return str(sections[0].get_url())


def measure(name: str, do: Callable[[], object], *, most_queries: int | None = MOST_QUERIES) -> Figures:
    """Do something once and return how it went."""
    from django.db import connection

    queries: list[str] = []

    def note(execute: Callable[..., object], sql: str, *rest: object) -> object:
        if "matching_change" not in sql:
            queries.append(sql)
        return execute(sql, *rest)

    begin = time.perf_counter()
    with connection.execute_wrapper(note):
        do()
    return Figures(name, round(time.perf_counter() - begin, 2), len(queries), most_queries)


def main() -> int:
    """Build, measure, print, write, and throw away."""
    copy_database()
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from cms.core.page_cache.pages_shown import PagesShown
    from cms.welcome.models import ArticlePage

    settings.ALLOWED_HOSTS = ["localhost"]
    begin = time.perf_counter()
    section = add_pages()
    print(f"{N_PAGES + N_SECTIONS} pages written in {time.perf_counter() - begin:.0f} s")
    client = Client(HTTP_HOST="localhost")

    def ask(path: str) -> Callable[[], object]:
        def get() -> None:
            status = client.get(path).status_code
            if status != 200:
                sys.exit(f"{path} answers {status}")

        return get

    client.get("/")
    article = ArticlePage.objects.get(slug=f"viele-{N_SECTIONS}")
    article.title = "Umbenannt"
    figures = [
        measure("home, with its menus", ask("/")),
        measure("section with 250 pages", ask(section)),
        measure("article among 250", ask(str(article.get_url()))),
        measure("sitemap", ask("/sitemap.xml")),
        measure("sitemap, German pages", ask("/sitemap-de-1.xml")),
        measure("publish a page", lambda: article.save_revision().publish(), most_queries=None),
        measure("look at all pages", lambda: PagesShown().load(), most_queries=None),
    ]
    print(f"{'what':26} {'s':>6} {'queries':>8}")
    for one in figures:
        print(f"{one.name:26} {one.seconds:6} {one.queries:8}  {'MISSED' if one.is_over else 'met'}")
    (FOLDER / "pages.json").write_text(json.dumps([asdict(one) for one in figures], indent=2), encoding="utf-8")
    throw_away()
    return 1 if any(one.is_over for one in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
