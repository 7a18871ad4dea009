"""How time grows with the number of offers: ten times the offers may take twelve times the time.

``python benchmarks/matching/growth.py [--profiles 5000] [--rounds 5]``: the ten best for all profiles on two threads,
and for one profile at a time, among 1,000 to 100,000 offers of the generator; medians. Figures in
``var/benchmarks/growth.json``.
"""

import argparse
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from benchmarks.matching.data import N_TERMS, weighted_terms
from benchmarks.matching.figures import finish, milliseconds
from matching.engine.candidates import InvertedIndex

SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
K, N_ONE = 10, 500
MOST_GROWTH = 12.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profiles", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    profiles, offers = weighted_terms(options.profiles, SIZES[-1])
    rows = [_measure(profiles, offers[:size], options.rounds) for size in SIZES]
    print(f"{'offers':>8}{'build s':>9}{'all s':>8}{'CPU s':>8}{'one p50 ms':>12}{'p95':>8}")
    for row in rows:
        print(
            f"{row['offers']:>8,}{row['build_seconds']:>9.2f}{row['seconds']:>8.3f}{row['cpu_seconds']:>8.3f}"
            f"{row['p50_ms']:>12.3f}{row['p95_ms']:>8.3f}"
        )
    growth = [later["seconds"] / earlier["seconds"] for earlier, later in pairwise(rows[::2])]
    print("ten times the offers take", " and ".join(f"{one:.1f}" for one in growth), "times the time")
    missed = [f"growth {one:.1f}" for one in growth if one > MOST_GROWTH]
    finish("growth", {"rows": rows, "growth": growth}, missed)


def _measure(profiles, offers, n_rounds):
    begin = time.perf_counter()
    index = InvertedIndex(N_TERMS)
    index.add(np.arange(offers.shape[0]), offers)
    build_seconds = time.perf_counter() - begin
    index.best_of_many(profiles[:10], K, n_threads=2)
    seconds, cpu_seconds = [], []
    for _ in range(n_rounds):
        begin, begin_cpu = time.perf_counter(), time.process_time()
        index.best_of_many(profiles, K, n_threads=2)
        seconds.append(time.perf_counter() - begin)
        cpu_seconds.append(time.process_time() - begin_cpu)
    return {
        "offers": offers.shape[0],
        "build_seconds": build_seconds,
        "seconds": statistics.median(seconds),
        "cpu_seconds": statistics.median(cpu_seconds),
        **milliseconds(_one_by_one(index, profiles)),
    }


def _one_by_one(index, profiles):
    times = []
    for row in range(N_ONE):
        mine = slice(profiles.indptr[row], profiles.indptr[row + 1])
        terms, values = profiles.indices[mine].astype(np.int64), profiles.data[mine]
        begin = time.perf_counter()
        index.best(terms, values, K)
        times.append(time.perf_counter() - begin)
    return times


if __name__ == "__main__":
    main()
