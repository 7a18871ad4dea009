"""The list for one person: arranged by its rules, every offer explained, every move reported."""

from __future__ import annotations

from datetime import date

from matching.engine.entities import Profile
from matching.engine.explanation.contributions import contributions, missing
from matching.engine.explanation.counterfactuals import WhatIf
from matching.engine.explanation.records import Explanation, Moved, Ranked, Recommendation
from matching.engine.explanation.time_budget import TimeBudget
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.ranking import Arrangeable, Arrangement, ExposureRule, arrange
from matching.engine.tables import encode_changed
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
        arrangement = self.arranged(run)
        shown = arrangement.order[:limit].tolist()
        what_if = WhatIf(
            self._pipeline,
            run,
            profile=profile,
            encode=lambda changed: encode_changed(run.profiles, profile, changed, self._taxonomy),
            arrange=self.arranged,
            budget=budget,
        )
        is_good_match = run.combined.is_good_match(run.weights)
        return Recommendation(
            profile_id=profile.id,
            ranked=tuple(
                Ranked(
                    offer_id=_offer_id(run, position),
                    score=float(run.combined.score[position]),
                    rank=rank,
                    is_good_match=bool(is_good_match[position]),
                    explanation=self._explanation(run, position, what_if, explain=explain),
                )
                for rank, position in enumerate(shown, start=1)
            ),
            excluded=run.excluded,
            considered=run.considered,
            moves=self._moved(run, arrangement, shown),
            openings=what_if.openings() if explain else (),
        )

    def arranged(self, run: PipelineRun) -> Arrangement:
        """Apply the rules of the list to a run's order by score."""
        rows = run.pairs.offer
        exposures = self._exposure.of(
            run.profiles.interests[0], run.offers.interests[rows], tuple(run.offers.isco[row] for row in rows.tolist())
        )
        pairs = Arrangeable(
            providers=tuple(run.offers.providers[row] for row in rows.tolist()),
            exposures=exposures,
            has_few_known=run.combined.has_few_known,
            is_good_match=run.combined.is_good_match(run.weights),
        )
        return arrange(run.ranking, pairs, run.weights)

    def _moved(self, run: PipelineRun, arrangement: Arrangement, shown: list[int]) -> tuple[Moved, ...]:
        return tuple(
            Moved(
                offer_id=_offer_id(run, move.position),
                from_rank=move.from_place,
                to_rank=move.to_place,
                reason=move.reason,
                figures=move.figures,
            )
            for move in arrangement.moves
            if move.position in shown
        )

    def _explanation(self, run: PipelineRun, position: int, what_if: WhatIf, *, explain: bool) -> Explanation | None:
        gaps = missing(self._pipeline, run, position)  # a broken score is found here, explained or not
        if not explain:
            return None
        found = contributions(self._pipeline, run, position)
        return Explanation(
            score=float(run.combined.score[position]),
            contributions=found,
            missing=gaps,
            counterfactuals=what_if.about(position, found),
        )


def _offer_id(run: PipelineRun, position: int) -> str:
    return run.offers.ids[int(run.pairs.offer[position])]
