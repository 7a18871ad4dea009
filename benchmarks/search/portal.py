"""Search as visitors and editors meet it: the page with its facets and marks, suggestions, and news from editors.

``python benchmarks/search/portal.py [--pages 100000] [--engine embedded|elasticsearch]``

A portal of its own (database and index under ``var/benchmarks``, thrown away) gets articles with the texts of the named
generator (`texts.py`), below a hundred sections. Then, in one process and without a web server: the index is built from
the database; the questions of `search_dev` are asked of the engine and of the page ``/suche/``, with and without a
filter; beginnings of titles are completed; pages are published, and withdrawn, and searched for until they are found,
and gone. All figures go to ``var/benchmarks/search_portal.json``; a missed bar makes the command fail.
"""

import argparse
import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")

from cms.settings.environment import VAR_DIR

OUTPUT = VAR_DIR / "benchmarks"
FOLDER = OUTPUT / "search-portal"
# Read by the settings, which are imported after this.
os.environ["DATABASE_URL"] = f"sqlite:///{FOLDER / 'portal.sqlite3'}"
os.environ["SEARCH_INDEX_DIR"] = str(FOLDER / "index")
os.environ["PAGE_CACHE"] = "parts"
os.environ["CELERY_BROKER_URL"] = "memory://"  # the portal of this folder has a worker of its own

import numpy as np

from benchmarks.search.new_portal import new_portal
from benchmarks.search.texts import DATA, lines_of, mixed_sentences

N_BEGINNINGS, N_PUBLISHED, N_WARM_UP = 500, 20, 3
MOST_SECONDS_TO_FIND, MOST_SECONDS_TO_LOOK = 2.0, 10.0
LOOK_AGAIN_SECONDS = 0.02
MOST_QUERIES = 12
WORD = "Probeseitenwort"
SENDERS = count()
# What a portal with 100,000 documents must keep, in milliseconds (95 % of all) and seconds.
BARS = {"engine": 60.0, "page": 120.0, "page, one kind": 120.0, "suggestions": 30.0, "build_seconds": 300.0}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument("--engine", default="embedded")
    options = parser.parse_args()
    os.environ["SEARCH_ENGINE"] = options.engine
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    try:
        return _measure(options.pages, options.engine)
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)


def _measure(n_pages: int, engine: str) -> int:
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["localhost"]
    section = new_portal(n_pages)
    figures = {
        "pages": n_pages,
        "engine": engine,
        **_build(),
        "milliseconds": {name: _percentiles(times) for name, times in _asked().items()},
        "most_queries": _most_queries(),
        **_news(section),
    }
    missed = list(_missed(figures))
    _show(figures, missed)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / "search_portal.json").write_text(json.dumps({**figures, "missed": missed}, indent=1))
    return 1 if missed else 0


def _build() -> dict[str, float]:
    """Build the index from the database; return the seconds for reading the documents and those for the index."""
    from search import indexing
    from search.documents import sources
    from search.lexicon import prepare

    prepare()
    spent: list[float] = []
    for source in sources():
        source.load = _timed(source.load, spent)
    seconds = _seconds(indexing.rebuild)
    return {"read_seconds": sum(spent), "build_seconds": seconds - sum(spent)}


def _timed(load: Callable[..., Iterable], spent: list[float]) -> Callable[..., Iterator]:
    """Return documents as before, and note the seconds that each took."""

    def timed(object_ids: object = None) -> Iterator:
        documents = iter(load(object_ids))
        while True:
            begin = time.perf_counter()
            one = next(documents, None)
            spent.append(time.perf_counter() - begin)
            if one is None:
                return
            yield one

    return timed


def _asked() -> dict[str, list[tuple[float, float]]]:
    """Return the seconds of each question, of the engine alone and of the whole page, and of each suggestion."""
    from django.test import Client
    from django.utils import timezone

    from search.documents import sources
    from search.engines import EngineQuery, get_engine
    from search.lexicon import current_lexicon

    client = Client(HTTP_HOST="localhost")
    engine, names = get_engine(), tuple(source.name for source in sources() if source.is_open())
    questions = [one["text"] for one in lines_of(DATA / "search_dev" / "queries.jsonl")]

    def of_the_engine(text: str) -> None:
        query = EngineQuery(text=text, language="de", sources=names, moment=timezone.now(), lexicon=current_lexicon())
        engine.search(query)

    def page(**parameters: str) -> Callable[[str], None]:
        def ask(text: str) -> None:
            _get(client, "/suche/", q=text, **parameters)

        return ask

    return {
        "engine": _times(of_the_engine, questions),
        "page": _times(page(), questions),
        "page, one kind": _times(page(kind="page"), questions),
        "suggestions": _times(lambda text: _get(client, "/suche/vorschlaege/", q=text), list(_beginnings())),
    }


def _beginnings() -> Iterator[str]:
    """Return what somebody has typed so far: two to eight letters of a word that begins a title."""
    chance = random.Random(2026)
    titles = [one["title"] for one in mixed_sentences(N_BEGINNINGS)]
    for title in titles:
        yield title[: chance.randint(2, 8)]


def _most_queries() -> int:
    """Return the most questions to the database that one page of results takes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, most = Client(HTTP_HOST="localhost"), 0
    for one in list(lines_of(DATA / "search_dev" / "queries.jsonl"))[:20]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            _get(client, "/suche/", q=one["text"])
        most = max(most, len(asked))
    return most


def _news(section: object) -> dict[str, list[float]]:
    """Publish pages and withdraw them; return the seconds until each was found, and until it was gone."""
    from cms.welcome.models import ArticlePage

    found, gone = [], []
    for number in range(N_PUBLISHED):
        word = f"{WORD}{chr(97 + number)}"
        page = ArticlePage(title=f"Neu: {word}", slug=word.lower(), locale=section.locale, live=False)
        section.add_child(instance=page)
        begin = time.perf_counter()
        page.save_revision().publish()
        found.append(_wait_until(lambda word=word: _finds(word), begin))
        page.refresh_from_db()
        begin = time.perf_counter()
        page.unpublish()
        gone.append(_wait_until(lambda word=word: not _finds(word), begin))
    return {"published_to_found_seconds": found, "withdrawn_to_gone_seconds": gone}


def _finds(word: str) -> bool:
    from search import queries

    return any(word in str(hit.title) for hit in queries.search(words=word, language="de").hits)


def _wait_until(is_so: Callable[[], bool], begin: float) -> float:
    while not is_so():
        if time.perf_counter() - begin > MOST_SECONDS_TO_LOOK:
            sys.exit("A page that was published or withdrawn is not noticed.")
        time.sleep(LOOK_AGAIN_SECONDS)
    return time.perf_counter() - begin


def _get(client: object, address: str, **parameters: str) -> None:
    # Somebody else asks each time: one sender may not ask that often.
    number = next(SENDERS)
    sender = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    status = client.get(address, parameters, REMOTE_ADDR=sender).status_code
    if status != 200:
        sys.exit(f"{address} answers {status}")


def _times(ask: Callable[[str], object], texts: list[str]) -> list[tuple[float, float]]:
    """Return the seconds that passed and those of the processor, for each text."""
    for text in texts[:N_WARM_UP]:
        ask(text)
    times = []
    for text in texts:
        begin, begin_cpu = time.perf_counter(), time.process_time()
        ask(text)
        times.append((time.perf_counter() - begin, time.process_time() - begin_cpu))
    return times


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _percentiles(times: list[tuple[float, float]]) -> dict[str, float]:
    passed, used = np.array(times).T * 1_000
    p50, p95, longest = np.percentile(passed, [50, 95, 100])
    cpu_p95 = np.percentile(used, 95)
    return {"n": len(times), "p50": float(p50), "p95": float(p95), "max": float(longest), "cpu_p95": float(cpu_p95)}


def _missed(figures: dict) -> Iterator[str]:
    for name, found in figures["milliseconds"].items():
        if found["p95"] > BARS[name]:
            yield f"{name}: 95 % within {found['p95']:.0f} ms > {BARS[name]:.0f} ms"
    if figures["build_seconds"] > BARS["build_seconds"]:
        yield f"built in {figures['build_seconds']:.0f} s > {BARS['build_seconds']:.0f} s"
    if figures["most_queries"] > MOST_QUERIES:
        yield f"a page takes {figures['most_queries']} queries > {MOST_QUERIES}"
    for name in ("published_to_found_seconds", "withdrawn_to_gone_seconds"):
        if max(figures[name]) > MOST_SECONDS_TO_FIND:
            yield f"{name.replace('_', ' ')}: {max(figures[name]):.1f} > {MOST_SECONDS_TO_FIND}"


def _show(figures: dict, missed: list[str]) -> None:
    print(
        f"\n{figures['pages']:,} pages, {figures['engine']}; read in {figures['read_seconds']:.0f} s, "
        f"indexed in {figures['build_seconds']:.0f} s"
    )
    print(f"{'milliseconds':28}{'asked':>8}{'p50':>9}{'p95':>9}{'max':>9}{'CPU p95':>9}")
    for name, found in figures["milliseconds"].items():
        print(
            f"{name:28}{found['n']:>8}{found['p50']:>9.1f}{found['p95']:>9.1f}{found['max']:>9.1f}{found['cpu_p95']:>9.1f}"
        )
    for name in ("published_to_found_seconds", "withdrawn_to_gone_seconds"):
        times = figures[name]
        print(f"{name.replace('_', ' '):28}{len(times):>8}{np.median(times):>9.2f}{'':9}{max(times):>9.2f}")
    print(f"a page of results takes at most {figures['most_queries']} queries")
    for line in missed:
        print(f"MISSED {line}")


if __name__ == "__main__":
    raise SystemExit(main())
