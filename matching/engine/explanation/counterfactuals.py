"""What a person could change so that an offer moves up; each is found by ranking again, never by guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import nan
from typing import Final

import numpy as np

from matching.engine.explanation.records import Contribution, Counterfactual
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.tables import ProfileTable

RADIUS_STEPS_KM: Final = (10.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0)
"""Radii that are offered; beyond the last one nobody means a radius any more."""

SMALLEST_GAIN: Final = 0.01
"""A change that moves the score by less is not worth telling."""


class WhatIf:
    """Answers "what would move this offer up?" for the run of one profile; equal changes are computed once."""

    def __init__(self, pipeline: Pipeline, run: PipelineRun) -> None:
        self._pipeline = pipeline
        self._run = run
        self._reruns: dict[tuple[str, float], tuple[PipelineRun, dict[int, int]]] = {}

    def about(self, position: int, contributions: tuple[Contribution, ...]) -> tuple[Counterfactual, ...]:
        """Return the changes that raise the score of one pair, greatest gain first."""
        score = float(self._run.combined.score[position])
        found = []
        for contribution in contributions:
            for change, value in _changes(contribution):
                rerun, ranks = self._rerun(change, value)
                new_score = float(rerun.combined.score[position])
                if new_score >= score + SMALLEST_GAIN:
                    found.append(
                        Counterfactual(change=change, value=value, new_score=new_score, new_rank=ranks.get(position))
                    )
        return tuple(sorted(found, key=lambda counterfactual: -counterfactual.new_score))

    def _rerun(self, change: str, value: float) -> tuple[PipelineRun, dict[int, int]]:
        key = (change, value)
        if key not in self._reruns:
            part, changed = _CHANGED[change]
            rerun = self._pipeline.run_again(self._run, changed(self._run.profiles, value), changed_parts=(part,))
            ranks = {position: rank for rank, position in enumerate(rerun.ranking.tolist(), start=1)}
            self._reruns[key] = (rerun, ranks)
        return self._reruns[key]


def _changes(contribution: Contribution) -> Iterator[tuple[str, float]]:
    """Yield what a person could change about a part that is below its best."""
    figures = contribution.figures
    if contribution.reason in ("place_outside", "place_remote"):
        yield from _wider_radii(float(figures.get("distance_km", nan)), float(figures.get("radius_km", nan)))
    elif contribution.reason == "hours_differ":
        is_more = float(figures["offer_min"]) > float(figures["profile_max"])
        yield "hours", float(figures["offer_min" if is_more else "offer_max"])
    elif contribution.reason == "language_below":
        yield "german_level", float(figures["asked"])


def _wider_radii(distance_km: float, radius_km: float) -> Iterator[tuple[str, float]]:
    """Yield the smallest radius on offer that takes in a place outside of the present one."""
    # The figure is rounded for reading; half its last digit more is surely inside.
    inside = (step for step in RADIUS_STEPS_KM if step >= distance_km + 0.05)
    if distance_km > radius_km and (wider := next(inside, None)) is not None:
        yield "radius_km", wider


def _with_radius(profiles: ProfileTable, value: float) -> ProfileTable:
    return replace(profiles, radius_km=np.full(len(profiles), value))


def _with_hours(profiles: ProfileTable, value: float) -> ProfileTable:
    return replace(
        profiles, hours_min=np.minimum(profiles.hours_min, value), hours_max=np.maximum(profiles.hours_max, value)
    )


def _with_german(profiles: ProfileTable, value: float) -> ProfileTable:
    return replace(profiles, german_level=np.full(len(profiles), value))


_CHANGED: Final[dict[str, tuple[str, Callable[[ProfileTable, float], ProfileTable]]]] = {
    "radius_km": ("place", _with_radius),
    "hours": ("hours", _with_hours),
    "german_level": ("language", _with_german),
}
