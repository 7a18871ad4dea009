"""What a person could change so that an offer moves up; each is found by ranking again, never by guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan, nan
from typing import Final

import numpy as np

from matching.engine.entities import CERTIFICATES, Profile
from matching.engine.explanation.changes import CHANGED_PARTS, Change, with_change
from matching.engine.explanation.records import Contribution, Counterfactual, Opening
from matching.engine.explanation.time_budget import TimeBudget
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.ranking import Arrangement
from matching.engine.scoring import FeatureScorer, Scorer
from matching.engine.tables import OfferTable, Pairs, ProfileTable, held_certificates

RADIUS_STEPS_KM: Final = (10.0, 20.0, 30.0, 50.0, 75.0, 100.0, 150.0, 200.0)
"""Distances that are offered; beyond the last one nobody means a radius any more."""

SMALLEST_GAIN: Final = 0.01
"""A change that moves the score by less is not worth telling, even if it moves the offer up."""

LARGE_GAIN: Final = 0.05
"""From here on a change is worth telling even if the offer stays in its place."""

MOST_TOLD: Final = 3
"""So many changes are told of one offer; a person reads no fourth."""

MOST_SKILLS: Final = 2
"""So many missing skills of one offer are tried, those that count most, to find the one that helps most."""

MOST_RERUNS: Final = 8
"""So many changes are ranked again for one list, those of its first offers; an equal change costs nothing more."""

OPENING_UP_TO: Final = 10
"""What a lifted rule would bring is told if it would stand so high."""

MOST_LIMITS: Final = 3
"""So many wider limits are tried."""

_ONE_PAIR: Final = Pairs(np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class _Rerun:
    """A run with one change, and the place of each offer in its list."""

    run: PipelineRun
    arrangement: Arrangement

    @cached_property
    def rank_of(self) -> dict[str, int]:
        ids = self.run.offers.ids
        rows = self.run.pairs.offer[self.arrangement.order].tolist()
        return {ids[row]: rank for rank, row in enumerate(rows, start=1)}

    def score_of(self, offer_id: str) -> float | None:
        position = self.run.position_of(offer_id)
        return None if position is None else float(self.run.combined.score[position])


class WhatIf:
    """Answers "what would move this offer up?" for the run of one profile; equal changes are computed once.

    A change is first tried on the offer alone; what gains enough is ranked again among all offers, as long as there
    is time.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        run: PipelineRun,
        *,
        profile: Profile,
        encode: Callable[[Profile], ProfileTable],
        arrange: Callable[[PipelineRun], Arrangement],
        budget: TimeBudget,
    ) -> None:
        self._pipeline = pipeline
        self._run = run
        self._profile = profile
        self._encode = encode
        self._arrange = arrange
        self._budget = budget
        self._alone: dict[int, OfferTable] = {}
        self._tables: dict[Change, ProfileTable] = {}
        self._reruns: dict[Change, _Rerun] = {}

    def about(self, position: int, contributions: Sequence[Contribution]) -> tuple[Counterfactual, ...]:
        """Return the changes that raise the score of one pair most, greatest gain first."""
        score = float(self._run.combined.score[position])
        gains = {}
        for contribution in contributions:
            best = max(
                ((self._score_alone(position, change), change) for change in self._changes(contribution, position)),
                key=lambda found: found[0],
                default=None,
            )
            least = LARGE_GAIN if self._own_ranks[self._offer_id(position)] == 1 else SMALLEST_GAIN
            if best is not None and best[0] >= score + least:
                gains[best[1]] = best[0]
        best_changes = sorted(gains, key=lambda change: -gains[change])[:MOST_TOLD]
        found = (self._told(change, position) for change in best_changes if self._may_rerun(change))
        return tuple(counterfactual for counterfactual in found if counterfactual is not None)

    def openings(self) -> tuple[Opening, ...]:
        """Return what would stand in the list if one thing lifted a hard rule, best place first."""
        excluded = self._run.excluded
        found: list[Opening] = []
        if excluded.get("too_far"):
            found += self._first_opening(
                Change("limit_km", step) for step in _steps_beyond(self._profile.limit_km)[:MOST_LIMITS]
            )
        if excluded.get("certificate_missing"):
            for code, bit in zip(
                CERTIFICATES, held_certificates([frozenset({one}) for one in CERTIFICATES]), strict=True
            ):
                if bit & self._run.asked_certificates and code not in self._profile.certificates:
                    found += self._first_opening([Change("certificate", code)])
        return tuple(sorted(found, key=lambda opening: opening.new_rank))

    def _first_opening(self, changes: Iterator[Change] | Sequence[Change]) -> list[Opening]:
        """Return the best offer that the first change with any success brings into the list."""
        listed = {self._run.offers.ids[row] for row in self._run.pairs.offer[self._run.ranking].tolist()}
        for change in changes:
            if self._budget.is_spent:
                break
            rerun = self._rerun(change)
            for offer_id, rank in rerun.rank_of.items():
                if rank > OPENING_UP_TO:
                    break
                # What the changed list lifted, but was in the list before, was not excluded.
                score = rerun.score_of(offer_id)
                if offer_id not in listed and score is not None and self._run.position_of(offer_id) is None:
                    return [
                        Opening(
                            offer_id=offer_id,
                            change=change.kind,
                            value=change.value,
                            new_score=score,
                            new_rank=rank,
                        )
                    ]
        return []

    def _told(self, change: Change, position: int) -> Counterfactual | None:
        offer_id, rerun = self._offer_id(position), self._rerun(change)
        new_score, new_rank = rerun.score_of(offer_id), rerun.rank_of.get(offer_id)
        if new_score is None:
            return None
        is_higher = new_rank is not None and new_rank < self._own_ranks[offer_id]
        if not is_higher and new_score < float(self._run.combined.score[position]) + LARGE_GAIN:
            return None
        return Counterfactual(change=change.kind, value=change.value, new_score=new_score, new_rank=new_rank)

    @cached_property
    def _own_ranks(self) -> dict[str, int]:
        return _Rerun(self._run, self._arrange(self._run)).rank_of

    def _score_alone(self, position: int, change: Change) -> float:
        """Return what the change would make of this pair, without looking at the others."""
        table = self._table(change)
        score = float(self._run.combined.score[position])
        for name in CHANGED_PARTS[change.kind]:
            if name in self._pipeline.scorers:
                old = self._run.parts[self._run.weights.counting.index(name), position]
                new = self._new_part(self._pipeline.scorers[name], table, position)
                neutral = self._run.weights.neutral
                gain = (neutral if isnan(new) else new) - (neutral if isnan(old) else old)
                score += self._run.weights.parts[name] * float(gain)
        return score

    def _new_part(self, scorer: Scorer, table: ProfileTable, position: int) -> float:
        if isinstance(scorer, FeatureScorer):  # it would look at the features of all candidates
            return float(scorer.score(table, self._offer_alone(position), _ONE_PAIR)[0])
        return float(scorer.score(table, self._run.offers, self._run.pairs.take(np.array([position])))[0])

    def _changes(self, contribution: Contribution, position: int) -> Iterator[Change]:
        if contribution.part == "skills" and contribution.score is not None:
            yield from (Change("skill", skill_id) for skill_id in self._missing_skills(contribution, position))
        else:
            yield from _changes(contribution)

    def _missing_skills(self, contribution: Contribution, position: int) -> list[str]:
        """Return the ids of the missing skills that count most in the offer, essential ones first."""
        asked, held = self._run.offers.skills, self._run.profiles.skills.indices
        mine = slice(*asked.indptr[position : position + 2])
        counts = asked.data[mine][~np.isin(asked.indices[mine], held)]
        missing_ids = str(contribution.figures["missing_ids"]).split()
        return [missing_ids[place] for place in np.argsort(-counts, kind="stable")[:MOST_SKILLS].tolist()]

    def _offer_alone(self, position: int) -> OfferTable:
        if position not in self._alone:
            self._alone[position] = self._run.offers.take(self._run.pairs.offer[position : position + 1])
        return self._alone[position]

    def _offer_id(self, position: int) -> str:
        return self._run.offers.ids[int(self._run.pairs.offer[position])]

    def _table(self, change: Change) -> ProfileTable:
        if change not in self._tables:
            self._tables[change] = self._encode(with_change(self._profile, change))
        return self._tables[change]

    def _may_rerun(self, change: Change) -> bool:
        return change in self._reruns or (len(self._reruns) < MOST_RERUNS and not self._budget.is_spent)

    def _rerun(self, change: Change) -> _Rerun:
        if change not in self._reruns:
            parts = CHANGED_PARTS[change.kind]
            run = self._pipeline.run_again(self._run, self._table(change), changed_parts=parts)
            self._reruns[change] = _Rerun(run, self._arrange(run))
        return self._reruns[change]


def _changes(contribution: Contribution) -> Iterator[Change]:
    """Yield what a person could change about a part that is below its best."""
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


def _steps_beyond(limit_km: float) -> tuple[float, ...]:
    return tuple(step for step in RADIUS_STEPS_KM if step > limit_km)
