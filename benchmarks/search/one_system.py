"""One system in a process of its own: ``python one_system.py build|ask|remove NAME FOLDER CORPUS``.

CORPUS is a folder with `documents.jsonl` and `questions.jsonl` (group, id, text, language). Prints one line of JSON:
`build` the seconds, the size and by how much the peak of the memory grew, `ask` the answers and times of every group.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.search.systems import SYSTEMS, System
from benchmarks.servers import NotReachableError

MOST_SECONDS = float(os.environ.get("ASK_SECONDS", "60"))  # for one group; what is slower answers fewer questions


def main(step: str, name: str, folder: str, corpus: str) -> None:
    entry = SYSTEMS[name]
    try:
        system = getattr(importlib.import_module(f"benchmarks.search.systems.{entry.module}"), entry.class_name)(
            Path(folder)
        )
        result = {"build": build, "ask": ask, "remove": remove}[step](system, Path(corpus))
    except NotReachableError as problem:
        result = {"missing": str(problem)}
    print(json.dumps(result))


def build(system: System, corpus: Path) -> dict:
    """Index the documents; they are read line by line and take no memory here."""
    system.prepare(lambda: _lines(corpus / "documents.jsonl"))
    at_start = _resting_kib()
    begin = time.perf_counter()
    system.build(_lines(corpus / "documents.jsonl"))
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "memory_mib": _grown_mib(system, at_start), "size_mib": system.size_bytes() / 2**20}


def ask(system: System, corpus: Path) -> dict:
    """Ask all questions one after the other; the very first one is counted apart, since it opens the index."""
    at_start = _resting_kib()
    system.open()
    groups: dict[str, list[dict]] = {}
    for question in _lines(corpus / "questions.jsonl"):
        groups.setdefault(question["group"], []).append(question)
    first = next(iter(groups.values()))[0]
    begin = time.perf_counter()
    system.ask(first["text"], first["language"])
    first_ms = (time.perf_counter() - begin) * 1_000
    answered = {name: _ask_group(system, questions) for name, questions in groups.items()}
    return {"first_ms": first_ms, "memory_mib": _grown_mib(system, at_start), "groups": answered}


def remove(system: System, _corpus: Path) -> dict:
    """Leave nothing behind on a server."""
    system.remove()
    return {}


def _ask_group(system: System, questions: list[dict]) -> dict:
    answers, milliseconds, cpu_milliseconds, spent = {}, [], [], 0.0
    for question in questions:
        if spent > MOST_SECONDS:
            break
        begin, begin_cpu = time.perf_counter(), time.process_time()
        answers[question["id"]] = system.ask(question["text"], question["language"])
        elapsed = time.perf_counter() - begin
        cpu_milliseconds.append((time.process_time() - begin_cpu) * 1_000)
        milliseconds.append(elapsed * 1_000)
        spent += elapsed
    return {"answers": answers, "milliseconds": milliseconds, "cpu_milliseconds": cpu_milliseconds}


def _resting_kib() -> int:
    """Forget the peak that imports and preparation left, and return what is held now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _status_kib("VmRSS")


def _grown_mib(system: System, at_start: int) -> float | None:
    return None if system.has_own_process else max(0, _status_kib("VmHWM") - at_start) / 1024


def _status_kib(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def _lines(path: Path):
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
