"""Rank the occupations of a judged set for each of its job titles, and say how good the order is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.evaluation.calibration import calibration_error
from matching.engine.evaluation.intervals import Interval, bootstrap_mean
from matching.engine.evaluation.judged_sets import JudgedDocument, JudgedSet
from matching.engine.evaluation.metrics import average_precision, ndcg_at, recall_at, reciprocal_rank
from matching.engine.taxonomy import Taxonomy
from matching.engine.taxonomy.records import NamedConcept

FloatArray = NDArray[np.float64]

DEPTH: Final = 10
_GROUP_ADDRESS: Final = "/isco/"

Answers = Callable[[str], tuple[NDArray[np.int64], float]]
"""From a title to the documents' rows, best first, and the confidence that the first one is right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFigures:
    """What one way of ranking reaches: one figure per question, and the time it took."""

    figures: Mapping[str, FloatArray]
    confidences: FloatArray
    is_right: NDArray[np.bool_]
    milliseconds: FloatArray

    @classmethod
    def joined(cls, parts: Sequence[tuple[NDArray[np.int64], TitleFigures]]) -> TitleFigures:
        """Return the figures of parts of a set in the order of its questions, given the positions of each part."""
        order = np.argsort(np.concatenate([positions for positions, _ in parts]))
        found = [figures for _, figures in parts]
        return cls(
            figures={name: np.concatenate([one.figures[name] for one in found])[order] for name in found[0].figures},
            confidences=np.concatenate([one.confidences for one in found])[order],
            is_right=np.concatenate([one.is_right for one in found])[order],
            milliseconds=np.concatenate([one.milliseconds for one in found])[order],
        )

    def interval(self, name: str) -> Interval:
        """Return the mean of a figure with its bootstrap interval."""
        return bootstrap_mean(self.figures[name])

    def summary(self) -> dict[str, float]:
        """Return the figures that a report names."""
        means = {name: float(np.nanmean(values)) for name, values in self.figures.items()}
        return means | {
            "ece": calibration_error(self.confidences, self.is_right),
            "queries": len(self.is_right),
            "ms_p95": float(np.quantile(self.milliseconds, 0.95)),
        }


def concepts_of(documents: Sequence[JudgedDocument], taxonomy: Taxonomy) -> list[NamedConcept]:
    """Return documents as concepts: their own labels are the names, the taxonomy adds what it knows of the concept.

    A document without concept, or with one that the taxonomy does not know, is ranked by its labels alone.
    """
    return [_concept_of(document, taxonomy) for document in documents]


def _concept_of(document: JudgedDocument, taxonomy: Taxonomy) -> NamedConcept:
    address, _, code = document.concept.rstrip("/").rpartition("/")
    if f"{address}/".endswith(_GROUP_ADDRESS):
        return taxonomy.named_group(code.lstrip("Cc"), document.labels)
    rows = taxonomy.occupation_rows([code])
    if not rows:
        return NamedConcept(names=document.labels)
    known = taxonomy.named(rows[0])
    own = {name.casefold() for name in document.labels}
    # A set in another language names its documents in that language: German names then are the foreign ones.
    foreign = known.foreign if document.language in ("", "de") else (*known.names, *known.foreign)
    return NamedConcept(
        id=known.id,
        names=document.labels,
        everyday=known.everyday,
        foreign=tuple(name for name in foreign if name.casefold() not in own),
        isco=known.isco,
        words_row=known.words_row,
    )


def evaluate(judged: JudgedSet, answers: Answers, *, queries: Sequence[int] | None = None) -> TitleFigures:
    """Ask every title of a set, or those at the given positions, and measure the answers."""
    ids = np.array([document.id for document in judged.documents], dtype=object)
    asked = [judged.queries[position] for position in (range(len(judged.queries)) if queries is None else queries)]
    rows: list[tuple[float, ...]] = []
    for query in asked:
        grades = judged.grades[query.id]
        started = time.perf_counter()
        order, confidence = answers(query.text)
        elapsed_ms = (time.perf_counter() - started) * 1_000
        ranked = ids[order].tolist()
        rows.append(
            (
                reciprocal_rank(ranked, grades),
                average_precision(ranked, grades),
                ndcg_at(ranked, grades, DEPTH),
                recall_at(ranked, grades, DEPTH),
                confidence,
                float(bool(ranked) and grades.get(ranked[0], 0) > 0),
                elapsed_ms,
            )
        )
    columns = np.array(rows, dtype=np.float64).T
    names = ("mrr", "map", f"ndcg@{DEPTH}", f"recall@{DEPTH}")
    return TitleFigures(
        figures=dict(zip(names, columns[:4], strict=True)),
        confidences=columns[4],
        is_right=columns[5] > 0,
        milliseconds=columns[6],
    )
