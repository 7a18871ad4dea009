"""One way to find the best ten offers for many profiles, in a process of its own; started by retrieval.py.

``python retrieval_methods.py METHOD DATA.npz`` reads commands from stdin, one per line, and answers each with a line
of JSON. ``many N FILE`` ranks for the first N profiles and writes what it found for the first thousand into FILE,
``one N`` asks for N profiles one after another, ``memory`` tells the peak since the data were read.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

N_THREADS = 2
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS"):
    os.environ[_name] = str(N_THREADS)

import numpy as np
from scipy.sparse import csr_array, csr_matrix

K = 10
N_KEPT = 1_000


class Ours:
    """The inverted index of matching.engine."""

    def __init__(self, offers):
        sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
        from matching.engine.candidates import InvertedIndex

        self.index = InvertedIndex(offers.shape[1])
        self.index.add(np.arange(offers.shape[0]), offers)

    def many(self, profiles):
        return self.index.best_of_many(profiles, K, n_threads=N_THREADS)[0]

    def one(self, terms, values, _row):
        return self.index.best(terms, values, K)


class SparseDotTopN:
    """ING's library: product and best ones in one pass."""

    def __init__(self, offers):
        from sparse_dot_topn import sp_matmul_topn

        self.product = sp_matmul_topn
        self.columns = csr_matrix(offers.T)

    def many(self, profiles):
        return _padded(self.product(csr_matrix(profiles), self.columns, top_n=K, n_threads=N_THREADS, sort=True))

    def one(self, _terms, _values, row):
        return self.product(csr_matrix(row), self.columns, top_n=K, n_threads=1, sort=True)


class SciPy:
    """The whole sparse product, some hundred profiles at a time, then the best of each row."""

    def __init__(self, offers):
        self.columns = offers.T.tocsr()

    def many(self, profiles):
        blocks = range(0, profiles.shape[0], 500)
        return np.concatenate([_padded(_best_of_rows(profiles[at : at + 500] @ self.columns)) for at in blocks])

    def one(self, _terms, _values, row):
        return _best_of_rows(row @ self.columns)


class NearestNeighbors:
    """scikit-learn's brute force by cosine distance, which is the same order for rows of length 1."""

    def __init__(self, offers):
        from sklearn.neighbors import NearestNeighbors as Neighbors

        self.neighbors = Neighbors(n_neighbors=K, metric="cosine", algorithm="brute", n_jobs=N_THREADS).fit(offers)

    def many(self, profiles):
        return self.neighbors.kneighbors(profiles, return_distance=False)

    def one(self, _terms, _values, row):
        return self.neighbors.kneighbors(row, return_distance=False)


class RapidFuzz:
    """Every text compared with every other one; the terms are words. Another score, so its recall means nothing."""

    def __init__(self, offers):
        from rapidfuzz import fuzz, process

        self.process, self.scorer = process, fuzz.ratio
        self.texts = [_text(offers, row) for row in range(offers.shape[0])]

    def many(self, profiles):
        texts = [_text(profiles, row) for row in range(profiles.shape[0])]
        scores = self.process.cdist(texts, self.texts, scorer=self.scorer, workers=N_THREADS, dtype=np.float32)
        return np.argsort(-scores, axis=1)[:, :K]

    def one(self, _terms, _values, row):
        return self.many(row)


METHODS: dict[str, Callable[[csr_array], object]] = {
    "ours": Ours,
    "sparse_dot_topn": SparseDotTopN,
    "scipy": SciPy,
    "sklearn": NearestNeighbors,
    "rapidfuzz": RapidFuzz,
}


def _best_of_rows(product):
    """Keep the best entries of each row, best first."""
    kept_columns, kept_values, bounds = [], [], [0]
    for start, end in zip(product.indptr[:-1], product.indptr[1:], strict=True):
        values = product.data[start:end]
        chosen = np.argpartition(-values, K)[:K] if len(values) > K else np.arange(len(values))
        chosen = chosen[np.argsort(-values[chosen], kind="stable")]
        kept_columns.append(product.indices[start:end][chosen])
        kept_values.append(values[chosen])
        bounds.append(bounds[-1] + len(chosen))
    return csr_array((np.concatenate(kept_values), np.concatenate(kept_columns), bounds), shape=product.shape)


def _padded(best):
    found = np.full((best.shape[0], K), -1)
    counts = np.diff(best.indptr)
    places = np.arange(len(best.indices)) - np.repeat(best.indptr[:-1], counts)
    found[np.repeat(np.arange(best.shape[0]), counts), places] = best.indices
    return found


def _text(rows, row):
    return " ".join(f"t{term}" for term in rows.indices[rows.indptr[row] : rows.indptr[row + 1]])


def _read(path):
    with np.load(path) as data:
        shapes = data["shapes"]
        return tuple(
            csr_array((data[f"{name}_data"], data[f"{name}_indices"], data[f"{name}_indptr"]), shape=tuple(shape))
            for name, shape in zip(("profiles", "offers"), shapes, strict=True)
        )


def _memory_mib(name):
    """Return "VmRSS", what is used now, or "VmHWM", the most since :func:`_forget_peak`."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def _forget_peak():
    Path("/proc/self/clear_refs").write_text("5")


def main():
    method, path = sys.argv[1:]
    profiles, offers = _read(path)
    _forget_peak()
    start_mib, before = _memory_mib("VmRSS"), time.perf_counter()
    state = METHODS[method](offers)
    build_seconds = time.perf_counter() - before
    for line in sys.stdin:
        command, *arguments = line.split()
        if command == "many":
            answer = _time_many(state, profiles, int(arguments[0]), arguments[1])
        elif command == "one":
            answer = _time_one(state, profiles, int(arguments[0]))
        else:
            answer = {"mib": _memory_mib("VmHWM") - start_mib, "build_seconds": build_seconds}
        print(json.dumps(answer), flush=True)


def _time_many(state, profiles, n, path):
    asked = profiles[:n]
    begin, begin_cpu = time.perf_counter(), time.process_time()
    found = state.many(asked)
    seconds, cpu_seconds = time.perf_counter() - begin, time.process_time() - begin_cpu
    np.save(path, found[:N_KEPT])
    return {"seconds": seconds, "cpu_seconds": cpu_seconds}


def _time_one(state, profiles, n):
    wall, cpu = [], []
    for number in range(n + 3):
        row = profiles[number : number + 1]
        terms, values = row.indices.astype(np.int64), row.data
        begin, begin_cpu = time.perf_counter(), time.thread_time()
        state.one(terms, values, row)
        wall.append(1000 * (time.perf_counter() - begin))
        cpu.append(1000 * (time.thread_time() - begin_cpu))
    wall, cpu = wall[3:], cpu[3:]  # the first ones fill the caches
    return {
        "p50_ms": float(np.percentile(wall, 50)),
        "p95_ms": float(np.percentile(wall, 95)),
        "cpu_p95_ms": float(np.percentile(cpu, 95)),
    }


if __name__ == "__main__":
    main()
