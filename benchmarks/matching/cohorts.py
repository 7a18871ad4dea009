"""Cohorts within capacities, ours beside what others use: seconds, memory, people placed, scores, blocking pairs.

``python benchmarks/matching/cohorts.py [--sizes 1000x300 10000x3000] [--slow] [--rounds 5]``

Cohorts come from a named generator (:func:`make_cohort`). All methods take turns in each round, on two threads; the
median is shown, with the processor's seconds beside it (the machine may be busy). What takes 20 seconds or longer runs
once, marked "×1"; what takes minutes only with ``--slow``. Two of the packages run in an environment of their own
(``var/benchmarks/cohort-peers``, made at the first run). The table goes to stdout, all figures to
``var/benchmarks/cohorts.json``; with ``--only WORDS`` methods are run and added one by one. A missed bar makes the
command fail.
"""

import os

for _threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_threads] = "2"

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
import scipy
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import csr_array, vstack

from matching.engine import Cohort, Objective, assign
from matching.engine.assignment.edges import Edges, promising
from matching.engine.assignment.market import FULL_SCORE, UNASSIGNED, Market
from matching.engine.assignment.optimum import reward_for_placing, solve
from matching.engine.assignment.stable import blocking_pairs

OUTPUT = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "benchmarks"
PEERS = ("matching==1.4.3", "networkx==3.6.1", "numpy")
SEED = 2026
LONG_SECONDS = 20.0
SEATS_PER_MENTEE = 1.2
MOST_SOLVER_SECONDS = {(10_000, 3_000): 1.5}
N_FIELDS, FIELD_FOCUS, SQUARE_KM, DECAY_KM, SHARE_EXCLUDED = 8, 0.4, 60, 20, 0.1
SOLVER, PROGRAM = "ours: solver alone, pruned pairs", "HiGHS LP, pruned pairs"

Choice = np.ndarray


@dataclass
class Method:
    """A way to assign a cohort; `most` is the largest number of pairs it is tried with, `slow` asks for ``--slow``."""

    name: str
    run: Callable[[], Choice | tuple[float, Choice]]
    most_pairs: float = float("inf")
    is_slow: bool = False
    seconds: list[float] = field(default_factory=list)
    cpu_seconds: list[float] = field(default_factory=list)
    memory_mib: float | None = None
    choice: Choice | None = None

    def take_turn(self) -> None:
        started, started_cpu = time.perf_counter(), time.process_time()
        answer = self.run()
        seconds, cpu = time.perf_counter() - started, time.process_time() - started_cpu
        # A package in its own environment tells its seconds itself.
        seconds, self.choice = answer if isinstance(answer, tuple) else (seconds, answer)
        self.seconds.append(seconds)
        self.cpu_seconds.append(cpu)


def make_cohort(n: int, m: int, *, seed: int = SEED) -> tuple[Cohort, np.ndarray]:
    """Generator "fields and places": scores are .5 × shared fields (Dirichlet .4 over 8, cosine), .3 × nearness
    (e-fold 20 km in a square of 60 km) and .2 × chance; a tenth of the pairs is excluded; capacities follow 1 to 5 and
    make 1.2 seats per mentee; mentors' wishes are .6 × score and .4 × chance."""
    draw = np.random.default_rng(seed)
    fields = [draw.dirichlet(np.full(N_FIELDS, FIELD_FOCUS), size) for size in (n, m)]
    cosine = [one / np.linalg.norm(one, axis=1)[:, None] for one in fields]
    places = [draw.uniform(0, SQUARE_KM, (size, 2)) for size in (n, m)]
    distance = np.hypot(*(places[0][:, None, axis] - places[1][None, :, axis] for axis in (0, 1)))
    scores = 0.5 * (cosine[0] @ cosine[1].T) + 0.3 * np.exp(-distance / DECAY_KM) + 0.2 * draw.random((n, m))
    scores = np.clip(scores, 0, 1)
    scores[draw.random((n, m)) < SHARE_EXCLUDED] = np.nan
    seats = draw.integers(1, 6, m)
    cohort = Cohort(
        mentee_ids=tuple(f"mentee {number:06}" for number in range(n)),
        mentor_ids=tuple(f"mentor {number:06}" for number in range(m)),
        scores=scores,
        capacities=np.maximum(1, np.rint(seats * SEATS_PER_MENTEE * n / seats.sum())).astype(np.int64),
        mentor_wishes=0.6 * scores + 0.4 * draw.random((n, m)),
    )
    return cohort, cohort.wishes[1]


def first_come(market: Market) -> Choice:
    """Everybody in turn takes the best mentor who has a seat."""
    left, choice = market.capacity.copy(), np.full(market.shape[0], UNASSIGNED)
    for row, points in enumerate(market.points):
        open_points = np.where(left > 0, points, -1)
        best = int(open_points.argmax())
        if open_points[best] >= 0:
            choice[row] = best
            left[best] -= 1
    return choice


def greedy(market: Market) -> Choice:
    """The best pair first, then the next that is still possible."""
    left, choice = market.capacity.tolist(), [UNASSIGNED] * market.shape[0]
    flat = market.points.ravel()
    for pair in np.argsort(-flat, kind="stable").tolist():
        row, column = divmod(pair, market.shape[1])
        if flat[pair] < 0:
            break
        if choice[row] == UNASSIGNED and left[column]:
            choice[row] = column
            left[column] -= 1
    return np.array(choice)


def dense(market: Market) -> Choice:
    """SciPy's solver for dense matrices: a column per seat, and one per mentee for "no mentor"."""
    mentors = np.repeat(np.arange(market.shape[1]), market.capacity)
    reward = 2 * FULL_SCORE
    costs = np.where(market.points < 0, 0.0, -(market.points + reward).astype(np.float64))[:, mentors]
    rows, seats = linear_sum_assignment(costs)
    choice = np.full(market.shape[0], UNASSIGNED)
    choice[rows] = np.where(costs[rows, seats] < 0, mentors[seats], UNASSIGNED)
    return choice


def linear_program(market: Market, edges: Edges) -> Choice:
    """HiGHS through SciPy, on the pruned pairs."""
    n, m = market.shape
    number = np.arange(len(edges))
    ones = np.ones(len(edges))
    limits = vstack(
        [csr_array((ones, (at, number)), shape=(k, len(edges))) for at, k in ((edges.row, n), (edges.column, m))]
    )
    worth = edges.points / FULL_SCORE + 2
    found = linprog(
        -worth, A_ub=limits, b_ub=np.concatenate([np.ones(n), market.capacity]), bounds=(0, 1), method="highs"
    )
    chosen = np.flatnonzero(found.x > 0.5)
    choice = np.full(n, UNASSIGNED)
    choice[edges.row[chosen]] = edges.column[chosen]
    return choice


def in_own_environment(name: str, cohort_file: Path) -> tuple[float, Choice]:
    """Run a package in the peers' environment; returns its own seconds."""
    python = OUTPUT / "cohort-peers" / "bin" / "python"
    if not python.exists():
        venv.create(python.parents[1], with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *PEERS], check=True)
    answer = cohort_file.with_suffix(f".{name}.npy")
    command = [python, Path(__file__).with_name("cohort_peers.py"), name, cohort_file, answer]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(done.stdout.split()[-1]), np.load(answer)


def methods(cohort: Cohort, edges: Edges, cohort_file: Path) -> list[Method]:
    """Return everything that is compared."""
    market = cohort.market
    reward = reward_for_placing(market)
    ours = {
        objective: Method(f"ours: {objective.value}", lambda o=objective: assign(cohort, objective=o).choice)
        for objective in Objective
    }
    return [
        Method("first come, first served", partial(first_come, market)),
        Method("greedy by score", partial(greedy, market)),
        Method(SOLVER, lambda: solve(edges, market, reward=reward)),
        *ours.values(),
        Method("SciPy linear_sum_assignment, dense", partial(dense, market)),
        Method(PROGRAM, partial(linear_program, market, edges)),
        Method(
            "networkx network simplex, pruned pairs",
            partial(in_own_environment, "network_simplex", cohort_file),
            1e6,
            is_slow=True,
        ),
        Method("PyPI matching, all pairs", partial(in_own_environment, "hospital_resident", cohort_file), 1e6),
    ]


def measure(size: tuple[int, int], *, rounds: int, with_slow: bool, only: str) -> tuple[list[dict], list[str]]:
    """Run all methods on one cohort, in turn; return a row each and the bars that are missed."""
    cohort, is_wanted = make_cohort(*size)
    market = cohort.market
    edges = promising(market)
    with tempfile.TemporaryDirectory() as folder:
        cohort_file = Path(folder) / "cohort.npz"
        np.savez(
            cohort_file,
            points=market.points,
            is_wanted=is_wanted,
            capacity=market.capacity,
            rows=edges.row,
            columns=edges.column,
        )
        compared = [
            method
            for method in methods(cohort, edges, cohort_file)
            if only in method.name and (market.points.size <= method.most_pairs or (with_slow and method.is_slow))
        ]
        for _ in range(rounds):
            for method in compared:
                if not method.seconds or method.seconds[0] < LONG_SECONDS:
                    method.take_turn()
        for method in compared:
            method.memory_mib = extra_memory_mib(method) if method.seconds[0] < LONG_SECONDS else None
    rows = [row(method, cohort) for method in compared]
    missed = missed_bars(compared, market, size)
    if any(one["blocking_pairs"] for one in rows if one["method"] == "ours: stable"):
        missed.append(f"{size}: the stable assignment has blocking pairs")
    return rows, missed


def extra_memory_mib(method: Method) -> float | None:
    """Return how much the peak of a fresh copy of this process grows; a package in its own environment counts whole."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        before = _peak_kib()
        method.run()
        grown = max(_peak_kib() - before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
        os.write(writing, str(grown).encode())
        os._exit(0)
    os.close(writing)
    with open(reading) as answer:
        grown_kib = answer.read()
    os.waitpid(pid, 0)
    return round(int(grown_kib) / 1024) if grown_kib else None


def _peak_kib() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def row(method: Method, cohort: Cohort) -> dict:
    market, choice = cohort.market, method.choice
    won = market.won(choice)
    assert (market.n_free(choice) >= 0).all()
    assert (won >= 0).all()
    return {
        "method": method.name,
        "seconds": statistics.median(method.seconds),
        "cpu_seconds": statistics.median(method.cpu_seconds),
        "runs": len(method.seconds),
        "memory_mib": method.memory_mib,
        "placed": len(won),
        "total": int(won.sum()) / FULL_SCORE,
        "mean": float(won.mean()) / FULL_SCORE,
        "worst": int(won.min()) / FULL_SCORE,
        "blocking_pairs": len(blocking_pairs(*cohort.wishes, market.capacity, choice)),
    }


def missed_bars(compared: list[Method], market: Market, size: tuple[int, int]) -> list[str]:
    """Compare the solver with the linear program on the same pairs, and with its bar; places count 2 full scores."""
    by_name = {method.name: method for method in compared}
    solver, program = by_name.get(SOLVER), by_name.get(PROGRAM)
    missed = []
    if solver and program:
        values = [int((market.won(method.choice) + 2 * FULL_SCORE).sum()) for method in (solver, program)]
        if abs(values[0] - values[1]) > FULL_SCORE * 1e-6:
            missed.append(f"{size}: objective {values[0]} is not the linear program's {values[1]}")
    most = MOST_SOLVER_SECONDS.get(size)
    if solver and most is not None and statistics.median(solver.seconds) > most:
        missed.append(f"{size}: solver {statistics.median(solver.seconds):.2f} s > {most} s")
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", nargs="+", default=["1000x300", "10000x3000"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="", help="only methods whose name holds this")
    parser.add_argument("--slow", action="store_true", help="also what takes minutes")
    options = parser.parse_args()
    OUTPUT.mkdir(parents=True, exist_ok=True)
    about = {
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "seed": SEED,
    }
    results, missed = _earlier(about) if options.only else {}, []
    for name in options.sizes:
        n, m = (int(number) for number in name.split("x"))
        rows, bars = measure((n, m), rounds=options.rounds, with_slow=options.slow, only=options.only)
        results[name] = results.get(name, {}) | {one["method"]: one for one in rows}
        missed += bars
        show(name, rows)
    figures = {"about": about, "results": results, "missed": missed}
    (OUTPUT / "cohorts.json").write_text(json.dumps(figures, indent=1))
    for line in missed:
        print(f"MISSED {line}")
    return 1 if missed else 0


def _earlier(about: dict) -> dict:
    """Return what earlier runs on this machine with ``--only`` have measured, so that methods can be run one by one."""
    file = OUTPUT / "cohorts.json"
    earlier = json.loads(file.read_text()) if file.exists() else {}
    return earlier.get("results", {}) if earlier.get("about") == about else {}


def show(name: str, rows: list[dict]) -> None:
    print(f"\nCohort {name.replace('x', ' × ')}")
    print(f"{'method':42}{'seconds':>12}{'CPU s':>8}{'MiB':>7}{'placed':>8}{'mean':>8}{'worst':>8}{'blocking':>10}")
    for one in rows:
        seconds = f"{one['seconds']:.3f}" + (" ×1" if one["runs"] == 1 else "   ")
        # Of a package in its own environment only the seconds it tells are known.
        cpu = "" if one["method"].startswith(("networkx", "PyPI")) else f"{one['cpu_seconds']:.3f}"
        memory = "" if one["memory_mib"] is None else f"{one['memory_mib']}"
        print(
            f"{one['method']:42}{seconds:>12}{cpu:>8}{memory:>7}{one['placed']:>8}{one['mean']:>8.3f}{one['worst']:>8.3f}"
            f"{one['blocking_pairs']:>10}"
        )
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
