"""The door for services: rank what is in an index for a person, and explain what comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matching.engine.candidates import OfferIndex
from matching.engine.entities import Profile
from matching.engine.explanation.contributions import contributions, missing
from matching.engine.explanation.counterfactuals import WhatIf
from matching.engine.explanation.records import Explanation, Ranked, Recommendation
from matching.engine.pipeline import Pipeline, PipelineRun
from matching.engine.ranking import Weights
from matching.engine.tables import encode_profiles
from matching.engine.taxonomy import Taxonomy


class Matcher:
    """Ranks the offers or mentors of an index with the weights of one program.

    It may be kept and shared by threads: the index swaps its tables, and a run reads one snapshot.

    Parameters
    ----------
    taxonomy : Taxonomy
        The same that the index was built with.
    offers : OfferIndex
        What can be recommended.
    weights : Weights
        Of the program.

    Raises
    ------
    WeightsError
        If the weights name a part that nobody scores.
    """

    def __init__(self, taxonomy: Taxonomy, offers: OfferIndex, weights: Weights) -> None:
        self._taxonomy = taxonomy
        self._offers = offers
        self._pipeline = Pipeline(taxonomy, weights)

    def recommend(self, profile: Profile, *, today: date, limit: int = 10, explain: bool = True) -> Recommendation:
        """Return the best offers for one person, with reasons."""
        return self.recommend_many([profile], today=today, limit=limit, explain=explain)[0]

    def recommend_many(
        self, profiles: Sequence[Profile], *, today: date, limit: int = 10, explain: bool = True
    ) -> list[Recommendation]:
        """Return the best offers for each person, in the order given; all see the same snapshot of offers.

        Raises
        ------
        DuplicateIdError
            If a profile is given twice.
        """
        if not profiles:
            return []
        run = self._pipeline.run(encode_profiles(profiles, self._taxonomy), self._offers.snapshot(), today=today)
        return [self._recommendation(one, limit=limit, explain=explain) for one in run.split()]

    def _recommendation(self, run: PipelineRun, *, limit: int, explain: bool) -> Recommendation:
        is_good_match = run.combined.is_good_match(run.weights)
        what_if = WhatIf(self._pipeline, run)
        ranked = tuple(
            Ranked(
                offer_id=run.offers.ids[run.pairs.offer[position]],
                score=float(run.combined.score[position]),
                rank=rank,
                is_good_match=bool(is_good_match[position]),
                explanation=self._explanation(run, position, what_if) if explain else None,
            )
            for rank, position in enumerate(run.ranking[:limit].tolist(), start=1)
        )
        return Recommendation(
            profile_id=run.profiles.ids[0],
            ranked=ranked,
            excluded=run.eligibility.counts(),
            considered=len(run.everything),
        )

    def _explanation(self, run: PipelineRun, position: int, what_if: WhatIf) -> Explanation:
        found = contributions(self._pipeline, run, position)
        return Explanation(
            score=float(run.combined.score[position]),
            contributions=found,
            missing=missing(self._pipeline, run, position),
            counterfactuals=what_if.about(position, found),
        )
