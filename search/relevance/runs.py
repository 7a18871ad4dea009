"""What one run over a judged set is worth, and whether another one is better by more than chance."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from matching.engine.evaluation import Interval, bootstrap_mean, compare_paired

DEPTH: Final = 10
NDCG, MRR, RECALL = f"ndcg@{DEPTH}", "mrr", f"recall@{DEPTH}"
_FIGURES: Final = (NDCG, MRR, RECALL)


class BrokenReportError(Exception):
    """A file is not the report of an earlier run over the same questions; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One question as it was asked, how good its answers were, and how long they took."""

    query_id: str
    asked: str
    ndcg: float
    reciprocal_rank: float
    recall: float
    n_hits: int
    milliseconds: float

    def figure(self, name: str) -> float:
        """Return a figure by the name that reports give it."""
        return {NDCG: self.ndcg, MRR: self.reciprocal_rank, RECALL: self.recall}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelevanceRun:
    """All questions of a set, answered by one engine."""

    engine: str
    digest: str
    has_typos: bool
    answers: tuple[Answered, ...]

    def mean(self, name: str) -> float:
        """Return the mean of a figure over all questions."""
        return float(np.mean([one.figure(name) for one in self.answers]))

    def interval(self, name: str) -> Interval:
        """Return the mean of a figure with its bootstrap interval."""
        return bootstrap_mean([one.figure(name) for one in self.answers])

    @property
    def zero_hits(self) -> float:
        """Share of questions to which there was no answer at all, in [0, 1]."""
        return sum(not one.n_hits for one in self.answers) / len(self.answers)

    def milliseconds(self, share: float) -> float:
        """Return the time within which this share of the questions was answered."""
        return float(np.quantile([one.milliseconds for one in self.answers], share))

    def report(self) -> dict[str, Any]:
        """Return what the command prints as JSON and what a later run can be compared with."""
        interval = self.interval(NDCG)
        return {
            "engine": self.engine,
            **{name: round(self.mean(name), 4) for name in _FIGURES},
            "interval": [round(interval.low, 4), round(interval.high, 4)],
            "zero_hits": round(self.zero_hits, 4),
            "queries": len(self.answers),
            "ms_p50": round(self.milliseconds(0.5), 2),
            "ms_p95": round(self.milliseconds(0.95), 2),
            "typos": self.has_typos,
            "set": self.digest,
            "questions": {
                one.query_id: {name: one.figure(name) for name in _FIGURES} | {"hits": one.n_hits}
                for one in self.answers
            },
        }


def differences(run: RelevanceRun, earlier: Mapping[str, Any]) -> dict[str, Interval]:
    """Return by figure how much better a run is than an earlier report, question by question, with intervals."""
    if earlier["set"] != run.digest:
        raise BrokenReportError("The two runs were asked different questions; they cannot be compared.")
    questions = earlier["questions"]
    return {
        name: compare_paired(
            [one.figure(name) for one in run.answers],
            [_number(questions, one.query_id, name) for one in run.answers],
        )
        for name in _FIGURES
    }


def read_report(path: Path) -> dict[str, Any]:
    """Read what an earlier run printed with --json."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise BrokenReportError(f"{path} cannot be read: {problem}") from None
    if not isinstance(report, dict) or not isinstance(report.get("questions"), dict) or "set" not in report:
        raise BrokenReportError(f"{path} is not what `evaluate_search --json` prints.")
    return report


def _number(questions: Mapping[str, Any], query_id: str, name: str) -> float:
    try:
        return float(questions[query_id][name])
    except (KeyError, TypeError, ValueError):
        raise BrokenReportError(f"The earlier report has no {name} of question {query_id}.") from None
