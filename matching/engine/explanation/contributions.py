"""Take a score apart into what each part added, and name the facts that are missing."""

from __future__ import annotations

import math

from matching.engine.errors import BrokenScorerError
from matching.engine.explanation.records import Contribution, Missing
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.scoring import Reason


def contributions(pipeline: Pipeline, run: PipelineRun, position: int) -> tuple[Contribution, ...]:
    """Return one contribution per part that counts, in the order of the weights; they add up to the score."""
    profile, offer = int(run.pairs.profile[position]), int(run.pairs.offer[position])
    found = []
    for (name, scorer), score in zip(pipeline.scorers.items(), run.parts[:, position].tolist(), strict=True):
        weight = run.weights.parts[name]
        is_known = not math.isnan(score)
        reason = scorer.reason(run.profiles, run.offers, profile, offer) if is_known else Reason(f"{name}_unknown")
        found.append(
            Contribution(
                part=name,
                score=score if is_known else None,
                weight=weight,
                contribution=weight * (score if is_known else run.weights.neutral),
                reason=reason.code,
                figures=reason.figures,
            )
        )
    return tuple(found)


def missing(pipeline: Pipeline, run: PipelineRun, position: int) -> tuple[Missing, ...]:
    """Return the facts that would make unknown parts known.

    Raises
    ------
    BrokenScorerError
        If a part is unknown although nothing is missing: then its scorer is broken, and the place is not to be trusted.
    """
    profile, offer = int(run.pairs.profile[position]), int(run.pairs.offer[position])
    found: list[Missing] = []
    for (part, scorer), score in zip(pipeline.scorers.items(), run.parts[:, position].tolist(), strict=True):
        fields = scorer.unknown_fields(run.profiles, run.offers, profile, offer)
        if math.isnan(score) and not fields:
            raise BrokenScorerError(part)
        sides = (name.partition(".") for name in fields)
        found += (Missing(part=part, side=side, field=field) for side, _, field in sides)
    return tuple(found)
