"""From candidates to ranking: eligibility, candidates, scoring, combining, in that order."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

import numpy as np

from matching.engine.candidates import candidates
from matching.engine.eligibility import Eligibility, eligible
from matching.engine.errors import WeightsError
from matching.engine.ranking import Combined, Weights, combine, rank
from matching.engine.scoring import Scorer, all_scorers
from matching.engine.tables import FloatArray, IntArray, OfferTable, Pairs, ProfileTable
from matching.engine.taxonomy import Taxonomy


@dataclass(frozen=True, eq=False, kw_only=True)
class PipelineRun:
    """Everything one passage through the pipeline found out; read by ranking lists and by explanations.

    `everything` are all pairs that were asked about and `eligibility` the verdict on them; `pairs` are those that
    were scored, `parts` of shape (n_parts, n_pairs) their scores in the order of ``weights.counting``.
    """

    weights: Weights
    profiles: ProfileTable
    offers: OfferTable
    everything: Pairs
    eligibility: Eligibility
    pairs: Pairs
    parts: FloatArray

    @cached_property
    def combined(self) -> Combined:
        """Score and number of known parts of each scored pair."""
        return combine(self.parts, self.weights)

    @cached_property
    def ranking(self) -> IntArray:
        """Positions in `pairs` that are shown, best first; of a run for one profile."""
        return rank(self.combined, self.offers.id_column[self.pairs.offer], self.weights)

    def split(self) -> Iterator[PipelineRun]:
        """Yield one run per profile; cheap, since pairs are stored profile by profile."""
        rows = np.arange(len(self.profiles) + 1)
        bounds = np.searchsorted(self.pairs.profile, rows)
        all_bounds = np.searchsorted(self.everything.profile, rows)
        for row in range(len(self.profiles)):
            mine = slice(bounds[row], bounds[row + 1])
            all_mine = slice(all_bounds[row], all_bounds[row + 1])
            yield replace(
                self,
                profiles=self.profiles.take(np.array([row])),
                everything=_first_profile(self.everything, all_mine),
                eligibility=Eligibility(self.eligibility.mask[all_mine], self.eligibility.rule[all_mine]),
                pairs=_first_profile(self.pairs, mine),
                parts=self.parts[:, mine],
            )


class Pipeline:
    """The steps with one program's weights; keeps no state between runs.

    Raises
    ------
    WeightsError
        If the weights name a part that no scorer judges.
    """

    def __init__(self, taxonomy: Taxonomy, weights: Weights) -> None:
        scorers = all_scorers(taxonomy)
        unknown = [name for name in weights.parts if name not in scorers]
        if unknown:
            raise WeightsError(f"No scorer judges {', '.join(unknown)}.")
        self.weights = weights
        self.scorers: Mapping[str, Scorer] = MappingProxyType({name: scorers[name] for name in weights.counting})

    def run(self, profiles: ProfileTable, offers: OfferTable, *, today: date) -> PipelineRun:
        """Judge every profile against every offer that it may see."""
        everything = Pairs.all_of(len(profiles), len(offers))
        eligibility = eligible(profiles, offers, everything, today=today)
        pairs = candidates(everything, eligibility.mask)
        parts = np.array([scorer.score(profiles, offers, pairs) for scorer in self.scorers.values()])
        return PipelineRun(
            weights=self.weights,
            profiles=profiles,
            offers=offers,
            everything=everything,
            eligibility=eligibility,
            pairs=pairs,
            parts=parts,
        )

    def run_again(self, run: PipelineRun, profiles: ProfileTable, *, changed_parts: Collection[str]) -> PipelineRun:
        """Repeat a run with changed profiles of which only these parts can be different (no rule reads the change)."""
        rows = [
            self.scorers[name].score(profiles, run.offers, run.pairs) if name in changed_parts else row
            for name, row in zip(self.weights.counting, run.parts, strict=True)
        ]
        return replace(run, profiles=profiles, parts=np.array(rows))


def _first_profile(pairs: Pairs, mine: slice) -> Pairs:
    offers = pairs.offer[mine]
    return Pairs(np.zeros(len(offers), dtype=np.int64), offers)
