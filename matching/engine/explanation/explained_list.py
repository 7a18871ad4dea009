"""The list for one person: arranged by its rules, every offer explained, every move reported."""

from __future__ import annotations

from datetime import date

from matching.engine.entities import Profile
from matching.engine.explanation.contributions import contributions, missing
from matching.engine.explanation.counterfactuals import WhatIf
from matching.engine.explanation.records import Explanation, Missing, Moved, Opening, Ranked, Recommendation
from matching.engine.explanation.time_budget import TimeBudget
from matching.engine.pipeline import JudgedPairs, Pipeline, PipelineRun, Shortlist
from matching.engine.ranking import Arrangeable, Arrangement, ExposureRule, arrange
from matching.engine.tables import BoolArray, encode_changed
from matching.engine.taxonomy import Taxonomy


class ListMaker:
    """Makes runs into recommendations; keeps what it learnt about occupation groups between calls."""

    def __init__(self, taxonomy: Taxonomy, pipeline: Pipeline) -> None:
        self._taxonomy = taxonomy
        self._pipeline = pipeline
        self._exposure = ExposureRule(taxonomy)

    def recommendation(
        self, run: PipelineRun, profile: Profile, *, today: date, limit: int, explain: bool, budget: TimeBudget
    ) -> Recommendation:
        """Return the first `limit` offers of a run for this person.

        Raises
        ------
        BrokenScorerError
            If one of them has a score that cannot be trusted.
        """
        arrangement = self.arranged(run, run.profiles.interests[0])
        shown = arrangement.order[:limit]
        judged = run.judged(shown)
        gaps = [
            missing(self._pipeline, judged, row) for row in range(len(judged))
        ]  # finds broken scores, explained or not
        explanations: list[Explanation] | list[None] = [None] * len(judged)
        openings: tuple[Opening, ...] = ()
        if explain:
            what_if = WhatIf(
                self._pipeline,
                run,
                judged,
                profile=profile,
                encode=lambda changed: encode_changed(run.profiles, profile, changed, self._taxonomy),
                arrange=lambda shortlist: self.arranged(shortlist, run.profiles.interests[0]),
                budget=budget,
            )
            explanations, openings = self._explanations(judged, gaps, what_if), what_if.openings()
        is_good_match = run.combined.is_good_match(run.weights)
        return Recommendation(
            profile_id=profile.id,
            ranked=tuple(
                Ranked(
                    offer_id=run.listed.ids[position],
                    score=float(run.combined.score[position]),
                    rank=row + 1,
                    is_good_match=bool(is_good_match[position]),
                    explanation=explanations[row],
                )
                for row, position in enumerate(shown.tolist())
            ),
            excluded=run.excluded,
            considered=run.considered,
            moves=self._moved(run, arrangement, shown.tolist()),
            openings=openings,
        )

    def arranged(self, shortlist: Shortlist, interests: BoolArray) -> Arrangement:
        """Apply the rules of the list to an order by score, for a person with these interests."""
        listed, combined = shortlist.listed, shortlist.combined
        pairs = Arrangeable(
            providers=listed.providers,
            exposures=self._exposure.of(interests, listed.interests, listed.isco),
            has_few_known=combined.has_few_known,
            is_good_match=combined.is_good_match(shortlist.weights),
        )
        return arrange(shortlist.ranking, pairs, shortlist.weights)

    def _moved(self, run: PipelineRun, arrangement: Arrangement, shown: list[int]) -> tuple[Moved, ...]:
        return tuple(
            Moved(
                offer_id=run.listed.ids[move.position],
                from_rank=move.from_place,
                to_rank=move.to_place,
                reason=move.reason,
                figures=move.figures,
            )
            for move in arrangement.moves
            if move.position in shown
        )

    def _explanations(self, judged: JudgedPairs, gaps: list[tuple[Missing, ...]], what_if: WhatIf) -> list[Explanation]:
        found = [contributions(self._pipeline, judged, row) for row in range(len(judged))]
        return [
            Explanation(score=score, contributions=parts, missing=gap, counterfactuals=told)
            for score, parts, gap, told in zip(judged.scores.tolist(), found, gaps, what_if.about(found), strict=True)
        ]
