"""The door for services: rank what is in an index for a person, and explain what comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import inf

import numpy as np

from matching.engine.candidates import OfferIndex
from matching.engine.entities import Profile
from matching.engine.explanation.explained_list import ListMaker
from matching.engine.explanation.records import Recommendation
from matching.engine.explanation.time_budget import TimeBudget
from matching.engine.pipeline import Pipeline
from matching.engine.ranking import Weights
from matching.engine.tables import encode_profiles
from matching.engine.taxonomy import Taxonomy


class Matcher:
    """Ranks the offers or mentors of an index with the weights of one program.

    It may be kept and shared by threads: a run keeps changes out of the index while it reads there.

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
        self._lists = ListMaker(taxonomy, self._pipeline)
        offers.prepare(self._pipeline.scorers.values())

    def recommend(
        self,
        profile: Profile,
        *,
        today: date,
        limit: int = 10,
        explain: bool = True,
        budget: TimeBudget | None = None,
    ) -> Recommendation:
        """Return the best offers for one person, with reasons.

        Raises
        ------
        OutOfTimeError
            If the budget is spent before there is a ranking.
        BrokenScorerError
            If a scorer answered with something that is no score.
        """
        return self.recommend_many([profile], today=today, limit=limit, explain=explain, budget=budget)[0]

    def recommend_many(
        self,
        profiles: Sequence[Profile],
        *,
        today: date,
        limit: int = 10,
        explain: bool = True,
        budget: TimeBudget | None = None,
    ) -> list[Recommendation]:
        """Return the best offers for each person, in the order given; each sees the offers as they are at that moment.

        Raises
        ------
        DuplicateIdError
            If a profile is given twice.
        """
        if not profiles:
            return []
        budget = budget or TimeBudget(inf)
        table = encode_profiles(profiles, self._taxonomy, asked_on=today)
        recommendations = []
        for row, profile in enumerate(profiles):
            one = table.take(np.array([row])) if len(table) > 1 else table
            run = self._pipeline.run(one, self._offers, today=today, checkpoint=budget.check)
            recommendations.append(
                self._lists.recommendation(run, profile, today=today, limit=limit, explain=explain, budget=budget)
            )
        return recommendations
