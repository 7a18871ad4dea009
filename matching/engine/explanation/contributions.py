"""Take a score apart into what each part added, and name the facts that are missing."""

from __future__ import annotations

import math

from matching.engine.errors import BrokenScorerError
from matching.engine.explanation.records import Contribution, Missing
from matching.engine.pipeline import JudgedPairs, Pipeline
from matching.engine.scoring import Reason


def contributions(pipeline: Pipeline, judged: JudgedPairs, row: int) -> tuple[Contribution, ...]:
    """Return one contribution per part that counts, in the order of the weights; they add up to the score."""
    weights, found = pipeline.weights, []
    for (name, scorer), score in zip(pipeline.scorers.items(), judged.parts[:, row].tolist(), strict=True):
        weight = weights.parts[name]
        is_known = not math.isnan(score)
        reason = scorer.reason(judged.profiles, judged.offers, 0, row) if is_known else Reason(f"{name}_unknown")
        found.append(
            Contribution(
                part=name,
                score=score if is_known else None,
                weight=weight,
                contribution=weight * (score if is_known else weights.neutral),
                reason=reason.code,
                figures=reason.figures,
            )
        )
    return tuple(found)


def missing(pipeline: Pipeline, judged: JudgedPairs, row: int) -> tuple[Missing, ...]:
    """Return the facts that would make unknown parts known.

    Raises
    ------
    BrokenScorerError
        If a part is unknown although nothing is missing: then its scorer is broken, and the place is not to be trusted.
    """
    found: list[Missing] = []
    for (part, scorer), score in zip(pipeline.scorers.items(), judged.parts[:, row].tolist(), strict=True):
        if not math.isnan(score):
            continue
        fields = scorer.unknown_fields(judged.profiles, judged.offers, 0, row)
        if not fields:
            raise BrokenScorerError(part)
        sides = (name.partition(".") for name in fields)
        found += (Missing(part=part, side=side, field=field) for side, _, field in sides)
    return tuple(found)
