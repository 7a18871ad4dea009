"""Which changes are tried for an offer: those that could raise a part that is below its best, or lift a hard rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan
from typing import Final

import numpy as np

from matching.engine.entities import CERTIFICATES, Profile
from matching.engine.explanation.changes import Change
from matching.engine.explanation.records import Contribution
from matching.engine.pipeline import JudgedPairs, PipelineRun
from matching.engine.tables import held_certificates

RADIUS_STEPS_KM: Final = (10.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0)
"""Distances that are offered; beyond the last one nobody means a radius any more."""

MOST_SKILLS: Final = 2
"""So many missing skills of one offer are tried, those that count most, to find the one that helps most."""

MOST_LIMITS: Final = 3
"""So many wider limits are tried."""


def changes_for(contribution: Contribution, judged: JudgedPairs, row: int) -> Iterator[Change]:
    """Yield what a person could change about one part of an offer."""
    if contribution.part == "skills" and contribution.score is not None:
        yield from (Change("skill", skill_id) for skill_id in _missing_skills(contribution, judged, row))
    else:
        yield from _changes(contribution)


def lifting_changes(run: PipelineRun, profile: Profile) -> list[Sequence[Change]]:
    """Return what could lift the hard rules that kept offers back; of each list, the first that helps is enough."""
    found: list[Sequence[Change]] = []
    if run.excluded.get("too_far"):
        wider = (step for step in RADIUS_STEPS_KM if step > profile.limit_km)
        found.append([Change("limit_km", step) for step in wider][:MOST_LIMITS])
    if run.excluded.get("certificate_missing"):
        bits = held_certificates([frozenset({code}) for code in CERTIFICATES])
        found += (
            [Change("certificate", code)]
            for code, bit in zip(CERTIFICATES, bits, strict=True)
            if bit & run.asked_certificates and code not in profile.certificates
        )
    return found


def _missing_skills(contribution: Contribution, judged: JudgedPairs, row: int) -> list[str]:
    """Return the ids of the missing skills that count most in the offer, essential ones first."""
    asked, held = judged.offers.skills, judged.profiles.skills.indices
    mine = slice(*asked.indptr[row : row + 2])
    counts = asked.data[mine][~np.isin(asked.indices[mine], held)]
    missing_ids = str(contribution.figures["missing_ids"]).split()
    return [missing_ids[place] for place in np.argsort(-counts, kind="stable")[:MOST_SKILLS].tolist()]


def _changes(contribution: Contribution) -> Iterator[Change]:
    figures = contribution.figures
    if contribution.reason in ("place_outside", "place_remote"):
        yield from _wider_radii(float(figures.get("distance_km", nan)), float(figures.get("radius_km", nan)))
    elif contribution.reason == "hours_differ":
        is_more = float(figures["offer_min"]) > float(figures["profile_max"])
        yield Change("hours", float(figures["offer_min" if is_more else "offer_max"]))
    elif contribution.reason == "hours_away":
        if "missing_days" in figures:
            yield Change("weekdays", str(figures["missing_days"]))
        if "asked_every_weeks" in figures:
            yield Change("every_weeks", int(figures["asked_every_weeks"]))
    elif contribution.reason == "language_below":
        yield Change("german_level", int(figures["asked"]))
    elif contribution.reason == "level_below":
        yield Change("qualification_level", int(figures["asked"]))


def _wider_radii(distance_km: float, radius_km: float) -> Iterator[Change]:
    """Yield the smallest radius on offer that takes in a place outside of the present one."""
    # The figure is rounded for reading; half its last digit more is surely inside.
    inside = (step for step in RADIUS_STEPS_KM if step >= distance_km + 0.05)
    if distance_km > radius_km and (wider := next(inside, None)) is not None:
        yield Change("radius_km", wider)
