"""Take a score apart into what each part added, and name the facts that are missing."""

from __future__ import annotations

import math

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
    """Return the facts that would make unknown parts known."""
    profile, offer = int(run.pairs.profile[position]), int(run.pairs.offer[position])
    names = (
        (part, name)
        for part, scorer in pipeline.scorers.items()
        for name in scorer.unknown_fields(run.profiles, run.offers, profile, offer)
    )
    return tuple(Missing(part=part, side=name.partition(".")[0], field=name.partition(".")[2]) for part, name in names)
