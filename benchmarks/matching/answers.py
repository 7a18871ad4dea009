"""Whole answers and changes at 100,000 offers that carry the names and skills of real occupations.

``python benchmarks/matching/answers.py [--offers 100000] [--questions 200] [--changes 2000] [--exhaustive 100]``

* answers: hard rules, all scorers, ranking and rules of the list for people who tell everything, with and without the
  explanations of the first ten,
* changes: additions, updates and removals of one offer, mixed, each with its encoding; never a rebuild,
* candidates: in how many cases the ten best by scoring every eligible offer are among the candidates, also with place
  weighted .6.

Wall time counts; the processor's time stands beside it, since the machine may be busy. Figures in
``var/benchmarks/answers.json``.
"""

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from benchmarks.matching.figures import finish, milliseconds
from benchmarks.matching.labelled import SEED, TODAY, labelled_offers, labelled_profiles
from matching.engine import Matcher, OfferIndex, Pipeline, Weights, combine, eligible, load_taxonomy, rank
from matching.engine.tables import Pairs, encode_profiles

ALL_PARTS = Weights(
    program="all parts",
    version=1,
    parts={
        "occupation": 0.28,
        "skills": 0.18,
        "title": 0.06,
        "interests": 0.02,
        "place": 0.18,
        "hours": 0.12,
        "language": 0.08,
        "level": 0.05,
        "recency": 0.03,
    },
)
MOSTLY_PLACE = replace(ALL_PARTS, parts={name: 0.6 if name == "place" else 0.05 for name in ALL_PARTS.parts})
MOST_ANSWER_MS, MOST_CHANGE_MS, LEAST_RECALL = 20.0, 5.0, 0.99
N_WARM_UP, TOP = 5, 10


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--offers", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--changes", type=int, default=2_000)
    parser.add_argument("--exhaustive", type=int, default=100)
    options = parser.parse_args()
    taxonomy = load_taxonomy()
    offers = list(labelled_offers(taxonomy, options.offers))
    people = list(labelled_profiles(taxonomy, options.questions + N_WARM_UP))
    index, load = _timed(lambda: OfferIndex(taxonomy, offers))
    matcher, prepare = _timed(lambda: Matcher(taxonomy, index, ALL_PARTS))
    figures = {"load_seconds": load, "prepare_seconds": prepare}
    for explain in (False, True):
        name = "answer, ten explained" if explain else "answer, not explained"
        figures[name] = _ask(matcher, people, explain)
    new = list(labelled_offers(taxonomy, options.changes, seed=SEED + 2))
    figures["change"] = _change(index, offers, new, options.changes)
    for weights, name in ((ALL_PARTS, "recall of ten"), (MOSTLY_PLACE, "recall of ten, place .6")):
        figures[name] = _recall(Pipeline(taxonomy, weights), index, people[: options.exhaustive], taxonomy)
    _print(figures, options)
    finish("answers", {"options": vars(options), **figures}, _missed(figures))


def _ask(matcher, people, explain):
    wall, cpu = [], []
    for person in people:
        begin, begin_cpu = time.perf_counter(), time.process_time()
        matcher.recommend(person, today=TODAY, explain=explain)
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - begin_cpu)
    return {**milliseconds(wall[N_WARM_UP:]), "cpu_p50_ms": milliseconds(cpu[N_WARM_UP:])["p50_ms"]}


def _change(index, offers, new, n):
    random, wall, cpu = np.random.default_rng(SEED), [], []
    for number in range(n):
        offer = offers[int(random.integers(len(offers)))]
        change = (
            lambda number=number: index.update([replace(new[number], id=f"new-{number}")]),
            lambda number=number, offer=offer: index.update([replace(new[number], id=offer.id)]),
            lambda offer=offer: index.remove([offer.id]),
        )[number % 3]
        begin, begin_cpu = time.perf_counter(), time.process_time()
        change()
        wall.append(time.perf_counter() - begin)
        cpu.append(time.process_time() - begin_cpu)
    return {**milliseconds(wall), "cpu_p50_ms": milliseconds(cpu)["p50_ms"]}


def _recall(pipeline, index, people, taxonomy):
    """Return the share of people whose ten best offers by scoring everything are all among the candidates."""
    everything = index.snapshot()
    n_complete = 0
    for person in people:
        table = encode_profiles([person], taxonomy, asked_on=TODAY)
        rows = np.flatnonzero(eligible(table, everything, 0, today=TODAY).mask)
        pairs = Pairs(np.zeros(len(rows), dtype=np.int64), rows)
        parts = np.array([scorer.score(table, everything, pairs) for scorer in pipeline.scorers.values()])
        best = rank(combine(parts, pipeline.weights), everything.id_column[rows], pipeline.weights)[:TOP]
        run = pipeline.run(table, index, today=TODAY)
        n_complete += {everything.ids[row] for row in rows[best].tolist()} <= set(run.offers.ids)
    return n_complete / len(people) if people else None


def _timed(work):
    begin = time.perf_counter()
    return work(), time.perf_counter() - begin


def _missed(figures):
    bars = (
        ("answer, ten explained, p50", figures["answer, ten explained"]["p50_ms"], MOST_ANSWER_MS),
        ("change, p95", figures["change"]["p95_ms"], MOST_CHANGE_MS),
    )
    missed = [f"{name} {value:.1f} ms" for name, value, most in bars if value > most]
    recalls = {name: value for name, value in figures.items() if name.startswith("recall") and value is not None}
    return missed + [f"{name} {value:.3f}" for name, value in recalls.items() if value < LEAST_RECALL]


def _print(figures, options):
    print(f"{options.offers:,} offers; loaded in {figures['load_seconds']:.1f} s, ", end="")
    print(f"encoded for all scorers in {figures['prepare_seconds']:.1f} s")
    print(f"{'':<24}{'p50 ms':>9}{'p95':>9}{'max':>9}{'CPU p50':>9}")
    for name, row in figures.items():
        if isinstance(row, dict):
            print(f"{name:<24}{row['p50_ms']:>9.2f}{row['p95_ms']:>9.2f}{row['max_ms']:>9.2f}{row['cpu_p50_ms']:>9.2f}")
        elif name.startswith("recall"):
            print(f"{name:<24}{row:>9.3f}" if row is not None else f"{name:<24}        -")


if __name__ == "__main__":
    main()
