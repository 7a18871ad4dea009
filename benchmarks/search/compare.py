"""The portal's search beside its peers: relevance on judged sets, and what 1,000 to 100,000 documents cost.

``python benchmarks/search/compare.py [--sizes 1000 10000 100000] [--systems NAME …] [--seconds 60]``

Every system gets the same documents and the same questions, builds and answers in processes of its own (one process
builds, a second one opens the index and asks), one after the other in one run. Relevance: nDCG@10 and the share of
questions without an answer, on the copies of judged sets in `tests/data`; of the job titles every eighth. Size: texts
of the named generator (`texts.py`), the questions of `search_dev`, and fifty of them with a typo. Memory is the growth
of the peak above what the process held before; work in a server of its own is not seen. Of generated texts, a system
that needs more than ``--seconds`` for a group of questions is asked fewer (the number is shown). The processor's time
stands beside the time that passed, since the machine may be busy; a server's is not seen. Servers come from `make
services`; what is not reachable says so. The table goes to stdout, all figures to ``var/benchmarks/search.json``.
"""

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.local")

import django

django.setup()

import numpy as np

from benchmarks.search.systems import SYSTEMS
from benchmarks.search.texts import DATA, lines_of, mixed_sentences
from matching.engine.evaluation import JudgedSet, bootstrap_mean, ndcg_at, read_judged_set
from search.relevance import with_typo

OUTPUT = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "benchmarks"
FOLDER = OUTPUT / "search"
SIZES = (1_000, 10_000, 100_000)
EVERY_TITLE = 8
N_TYPOS = 50
DEPTH = 10
MOST_MINUTES = 10  # for one step of one system


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents and groups of questions that belong to them; judged groups have grades."""

    name: str
    documents: Iterable[dict]
    groups: dict[str, list[dict]]
    judged: dict[str, JudgedSet]

    def write(self, folder: Path) -> None:
        """Write what the processes read."""
        folder.mkdir(parents=True)
        with (folder / "documents.jsonl").open("w", encoding="utf-8") as target:
            target.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in self.documents)
        with (folder / "questions.jsonl").open("w", encoding="utf-8") as target:
            for group, questions in self.groups.items():
                target.writelines(json.dumps({"group": group, **one}, ensure_ascii=False) + "\n" for one in questions)


def corpora(sizes: Iterable[int]) -> Iterator[Corpus]:
    """Return everything that is searched: judged pages, judged titles, and generated texts of each size."""
    german, english, titles = (read_judged_set(DATA / name) for name in ("search_dev", "search_dev_en", "melo_aut"))
    pages = {"welcome pages": german, "with typos": german, "in English": english}
    yield Corpus(
        "judged pages",
        lines_of(DATA / "search_dev" / "documents.jsonl"),
        {
            "welcome pages": _asked(german),
            "with typos": _asked(german, has_typos=True),
            "in English": _asked(english),
        },
        pages,
    )
    yield Corpus(
        "judged titles",
        lines_of(DATA / "melo_aut" / "documents.jsonl"),
        {"job titles": _asked(titles)[::EVERY_TITLE]},
        {"job titles": titles},
    )
    for size in sizes:
        yield Corpus(
            f"{size:,} documents",
            mixed_sentences(size),
            {"questions": _asked(german), "typos": _asked(german, has_typos=True)[:N_TYPOS]},
            {},
        )


def _asked(judged: JudgedSet, *, has_typos: bool = False) -> list[dict]:
    return [
        {
            "id": one.id,
            "text": with_typo(one.text, random.Random(f"7 {one.id}")) if has_typos else one.text,
            "language": one.language or "de",
        }
        for one in judged.queries
    ]


def measure(name: str, corpus: Corpus, source: Path) -> dict:
    """Let a system build and answer, each in a process of its own, and return its figures."""
    folder = FOLDER / "index" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        built = _step("build", name, folder, source)
        if "missing" in built:
            return built
        asked = _step("ask", name, folder, source)
    finally:
        _step("remove", name, folder, source)
        shutil.rmtree(folder, ignore_errors=True)
    return asked if "missing" in asked else _figures(corpus, built, asked)


def _figures(corpus: Corpus, built: dict, asked: dict) -> dict:
    groups = {}
    for group, found in asked["groups"].items():
        p50, p95 = np.percentile(found["milliseconds"], [50, 95])
        answers = found["answers"]
        groups[group] = {
            "n_asked": len(answers),
            "p50_ms": float(p50),
            "p95_ms": float(p95),
            "cpu_p95_ms": float(np.percentile(found["cpu_milliseconds"], 95)),
            "zero_hits": sum(not ids for ids in answers.values()) / len(answers),
            **_relevance(corpus.judged.get(group), answers),
        }
    return {
        "build_seconds": built["seconds"],
        "size_mib": built["size_mib"],
        "build_memory_mib": built["memory_mib"],
        "first_ms": asked["first_ms"],
        "memory_mib": asked["memory_mib"],
        "groups": groups,
    }


def _relevance(judged: JudgedSet | None, answers: dict[str, list[str]]) -> dict:
    if judged is None:
        return {}
    interval = bootstrap_mean([ndcg_at(ids, judged.grades[question], DEPTH) for question, ids in answers.items()])
    return {"ndcg@10": interval.mean, "interval": [interval.low, interval.high]}


def _step(step: str, name: str, folder: Path, source: Path) -> dict:
    python = _peers_python() if SYSTEMS[name].is_peer else Path(sys.executable)
    command = [python, Path(__file__).with_name("one_system.py"), step, name, folder, source]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_MINUTES * 60, check=False)
    except subprocess.TimeoutExpired:
        return {"missing": f"took more than {MOST_MINUTES} minutes to {step}"}
    if done.returncode:
        sys.stderr.write(done.stderr[-2_000:])
        return {"missing": f"failed to {step}"}
    return json.loads(done.stdout.splitlines()[-1])


def _peers_python() -> Path:
    """Return the interpreter of the peers' environment, made at the first run."""
    python = OUTPUT / "search-peers" / "bin" / "python"
    if not python.exists():
        venv.create(python.parents[1], with_pip=True)
        requirements = Path(__file__).with_name("requirements.txt")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
    return python


def show(corpus: Corpus, rows: dict[str, dict]) -> None:
    """Print the table of one corpus."""
    judged = bool(corpus.judged)
    groups = list(corpus.groups)
    heads = [f"{group:>{_width(judged)}}" for group in groups]
    costs = "" if judged else f"{'build s':>9}{'MiB':>8}{'build RAM':>11}{'RAM':>7}{'first ms':>10}"
    print(f"\n{corpus.name}\n{'':34}{''.join(heads)}{costs}")
    under = "nDCG@10 zero hits  p95 ms" if judged else "asked   p50 ms   p95 ms  CPU p95"
    print(f"{'':34}" + "".join(f"{under:>{_width(judged)}}" for _ in groups))
    for name, row in rows.items():
        if "missing" in row:
            print(f"{SYSTEMS[name].title:34}  {row['missing']}")
            continue
        cells = "".join(_cell(row["groups"][group], judged) for group in groups)
        print(f"{SYSTEMS[name].title:34}{cells}{'' if judged else _costs(row)}")
    sys.stdout.flush()


def _width(judged: bool) -> int:
    return 28 if judged else 35


def _cell(group: dict, judged: bool) -> str:
    if judged:
        return f"{group['ndcg@10']:>10.3f}{group['zero_hits']:>9.1%}{group['p95_ms']:>9.1f}"
    cpu = f"{group['cpu_p95_ms']:>9.1f}"
    return f"{group['n_asked']:>8}{group['p50_ms']:>9.1f}{group['p95_ms']:>9.1f}{cpu}"


def _costs(row: dict) -> str:
    memory = [
        f"{'server':>{width}}" if row[name] is None else f"{row[name]:>{width}.0f}"
        for name, width in (("build_memory_mib", 11), ("memory_mib", 7))
    ]
    return f"{row['build_seconds']:>9.1f}{row['size_mib']:>8.1f}{memory[0]}{memory[1]}{row['first_ms']:>10.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="*", type=int, default=SIZES, help="none: judged sets only")
    parser.add_argument("--systems", nargs="+", choices=SYSTEMS, default=list(SYSTEMS))
    parser.add_argument("--seconds", type=int, default=60, help="most time for one group of questions")
    options = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    results = {}
    for corpus in corpora(options.sizes):
        source = FOLDER / "corpus"
        corpus.write(source)
        # What is judged is asked to the end: a mean over the first few would be another figure.
        os.environ["ASK_SECONDS"] = "inf" if corpus.judged else str(options.seconds)
        results[corpus.name] = rows = {}
        for name in options.systems:
            sys.stderr.write(f"{corpus.name}: {SYSTEMS[name].title}\n")
            rows[name] = measure(name, corpus, source)
        show(corpus, rows)
        shutil.rmtree(FOLDER)
    about = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "day": time.strftime("%Y-%m-%d"),
    }
    OUTPUT.mkdir(parents=True, exist_ok=True)
    (OUTPUT / "search.json").write_text(json.dumps({"about": about, "results": results}, indent=1))


if __name__ == "__main__":
    main()
