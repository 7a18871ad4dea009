"""Finding the best ten offers for many profiles and for one, ours beside what others use: seconds, memory, recall.

``python benchmarks/matching/retrieval.py [--profiles 100000] [--offers 10000] [--many 100000] [--rounds 5]``

Data come from :mod:`data`. Each method runs in a process of its own, on two threads; in each round all take turns, the
median counts. Slow ones rank for the first profiles only, and their seconds are scaled to all (marked "of N"). Peak
memory is counted from the moment the data were read. The peers live in an environment of their own
(``var/benchmarks/retrieval-peers``, made at the first run). The table goes to stdout, all figures to
``var/benchmarks/retrieval.json``. A missed bar makes the command fail.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np

from benchmarks.matching.data import weighted_terms
from benchmarks.matching.retrieval_methods import N_KEPT, K

HERE = Path(__file__).resolve().parent
OUTPUT = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "benchmarks"
SAMPLES = {"scipy": 10_000, "sklearn": 5_000, "rapidfuzz": 50}
N_QUESTIONS = {"ours": 1_000, "sparse_dot_topn": 300, "scipy": 300, "sklearn": 20, "rapidfuzz": 3}
LEAST_FASTER, MOST_MIB, MOST_P95_MS = 4.0, 300.0, 0.5


@dataclass
class Method:
    """A running process and what it answered."""

    name: str
    process: subprocess.Popen
    sample: int
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    found: Path | None = None

    def ask(self, *command):
        print(*command, file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended without an answer.")
        return json.loads(line)


def main():
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        batch = _measure_batch(options, Path(folder))
        single = _measure_single(options, Path(folder))
    rows = [row | single[row["method"]] for row in batch]
    _print(rows, options)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    report = {"machine": f"{platform.machine()}, {os.cpu_count()} cores", "options": vars(options), "rows": rows}
    (OUTPUT / "retrieval.json").write_text(json.dumps(report, indent=2))
    missed = _missed({row["method"]: row for row in rows})
    print(*missed, sep="\n")
    raise SystemExit(1 if missed else 0)


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=100_000)
    parser.add_argument("--offers", type=int, default=10_000)
    parser.add_argument("--many", type=int, default=100_000, help="offers for one profile at a time")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=["ours", *(name for name in N_QUESTIONS if name != "ours")])
    return parser.parse_args()


def _measure_batch(options, folder):
    profiles, offers = weighted_terms(options.profiles, options.offers)
    data = _written(folder / "batch.npz", profiles, offers)
    methods = [_started(name, data, options.profiles) for name in options.only]
    for _ in range(options.rounds):
        for method in methods:
            if method.name == "rapidfuzz" and method.seconds:
                continue  # once is enough for something a thousand times slower
            method.found = folder / f"{method.name}.npy"
            answer = method.ask("many", method.sample, method.found)
            scale = options.profiles / method.sample
            method.seconds.append(answer["seconds"] * scale)
            method.cpu_seconds.append(answer["cpu_seconds"] * scale)
    exact = _exact(profiles[:N_KEPT], offers)
    rows = [_row(method, exact) for method in methods]
    for method in methods:
        _end(method)
    return rows


def _measure_single(options, folder):
    data = _written(folder / "single.npz", *weighted_terms(2_000, options.many))
    rows = {}
    for name in options.only:  # one after another: each holds all offers
        method = _started(name, data, 1)
        rows[name] = {f"one_{key}": value for key, value in method.ask("one", N_QUESTIONS[name]).items()}
        _end(method)
    return rows


def _row(method, exact):
    memory = method.ask("memory")
    found = np.load(method.found)
    shared = [len(np.intersect1d(one, other)) / K for one, other in zip(found, exact, strict=False)]
    return {
        "method": method.name,
        "sample": method.sample,
        "seconds": statistics.median(method.seconds),
        "cpu_seconds": statistics.median(method.cpu_seconds),
        "all_seconds": method.seconds,
        "recall": float(np.mean(shared)) if method.name != "rapidfuzz" else None,
        **memory,
    }


def _exact(profiles, offers):
    """Return the best ten by multiplying everything; equal scores in the order of the offers."""
    products = (profiles @ offers.T).toarray()
    return np.lexsort((np.broadcast_to(np.arange(products.shape[1]), products.shape), -products), axis=1)[:, :K]


def _started(name, data, n_profiles):
    python = sys.executable if name == "ours" else _peers_python()
    command = [python, str(HERE / "retrieval_methods.py"), name, str(data)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return Method(name, process, min(SAMPLES.get(name, n_profiles), n_profiles))


def _end(method):
    method.process.stdin.close()
    method.process.wait(60)


def _peers_python():
    folder = OUTPUT / "retrieval-peers"
    python = folder / "bin" / "python"
    wanted = (HERE / "requirements.txt").read_text()
    mark = folder / "installed.txt"
    if not mark.exists() or mark.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "requirements.txt"], check=True)
        mark.write_text(wanted)
    return str(python)


def _written(path, profiles, offers):
    columns = {}
    for name, rows in (("profiles", profiles), ("offers", offers)):
        columns |= {f"{name}_data": rows.data, f"{name}_indices": rows.indices, f"{name}_indptr": rows.indptr}
    np.savez(path, shapes=np.array([profiles.shape, offers.shape]), **columns)
    return path


def _missed(rows):
    if not {"ours", "sparse_dot_topn"} <= rows.keys():
        return []
    ours = rows["ours"]
    faster = rows["sparse_dot_topn"]["seconds"] / ours["seconds"]
    bars = (
        (f"only {faster:.1f} × as fast as sparse_dot_topn", faster < LEAST_FASTER),
        (f"takes {ours['mib']:.0f} MiB", ours["mib"] > MOST_MIB),
        (f"p95 of one question {ours['one_p95_ms']:.2f} ms", ours["one_p95_ms"] > MOST_P95_MS),
        (f"recall {ours['recall']}", ours["recall"] < 1),
    )
    return [f"MISSED: {text}" for text, is_missed in bars if is_missed]


def _print(rows, options):
    print(
        f"Top {K} of {options.offers:,} offers for {options.profiles:,} profiles; one profile: {options.many:,} offers"
    )
    print(f"{'method':<17}{'s':>9}{'CPU s':>9}{'MiB':>7}{'recall':>8}{'one p50 ms':>12}{'p95':>8}  measured on")
    for row in rows:
        recall = "-" if row["recall"] is None else f"{row['recall']:.3f}"
        print(
            f"{row['method']:<17}{row['seconds']:>9.2f}{row['cpu_seconds']:>9.2f}{row['mib']:>7.0f}{recall:>8}"
            f"{row['one_p50_ms']:>12.3f}{row['one_p95_ms']:>8.3f}  {row['sample']:,} profiles"
        )


if __name__ == "__main__":
    main()
