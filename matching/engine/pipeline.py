"""From a profile to an order: hard rules, scores of all offers, the candidates that come first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates import MOST_CANDIDATES, OfferIndex, Order, Reading, Standings
from matching.engine.eligibility import RULES, Eligibility, eligible
from matching.engine.errors import ShapeMismatchError, WeightsError
from matching.engine.ranking import FEW_KNOWN_PARTS, SCORE_DECIMALS, Combined, Weights, rank
from matching.engine.scoring import Scorer, all_scorers
from matching.engine.tables import BoolArray, FloatArray, IntArray, OfferTable, Pairs, ProfileTable
from matching.engine.taxonomy import Taxonomy

_READ_BY_RULES: Final = ("age_years", "has_guardian_consent", "certificates", "latitude", "longitude", "limit_km")
"""Numbers of a profile on which the hard rules depend; `declined` comes on top."""

_CERTIFICATE_RULE: Final = RULES.index("certificate_missing")

LIST_COLUMNS: Final = ("ids", "providers", "isco", "interests")
"""What the rules of a list read of offers."""


def _go_on() -> None:
    """Let the work go on, where nobody counts the time."""


@dataclass(frozen=True, eq=False, kw_only=True)
class PipelineRun:
    """Everything one passage through the pipeline found out for one profile; read by lists and by explanations.

    A run again (:meth:`Pipeline.run_again`) is for its list: `offers` then hold the columns :data:`LIST_COLUMNS` only.

    `offers` are the candidates, best first: those of all eligible offers that come first by `weights`, at most
    :data:`MOST_CANDIDATES`. `pairs` puts the profile together with each of them, and `combined` holds their scores.
    `considered` is how many offers were looked at in all, `asked_certificates` has the bits of those papers for want of
    which offers were kept back.
    """

    weights: Weights
    profiles: ProfileTable
    offers: OfferTable
    combined: Combined
    considered: int
    asked_certificates: int
    today: date
    scorers: Mapping[str, Scorer]
    index: OfferIndex
    standings: Standings
    eligibility: Eligibility
    is_used: BoolArray
    is_again: bool

    @cached_property
    def pairs(self) -> Pairs:
        """The profile with each candidate; positions in a run are positions in here, and rows of `offers`."""
        return Pairs.all_of(1, len(self.offers))

    @cached_property
    def parts(self) -> FloatArray:
        """What each scorer says about each pair, shape (n_parts, n_pairs), in the order of ``weights.counting``.

        Raises
        ------
        ShapeMismatchError
            Of a run again, which has no columns to score.
        """
        if self.is_again:
            raise ShapeMismatchError("A run again has no parts, only scores.")
        scores = [scorer.score(self.profiles, self.offers, self.pairs) for scorer in self.scorers.values()]
        return np.array(scores)

    @cached_property
    def ranking(self) -> IntArray:
        """Positions that are shown, best first."""
        return rank(self.combined, self.offers.id_column, self.weights)

    @cached_property
    def excluded(self) -> dict[str, int]:
        """How many offers each hard rule kept back."""
        return Eligibility(self.eligibility.mask[self.is_used], self.eligibility.rule[self.is_used]).counts()

    def position_of(self, offer_id: str) -> int | None:
        """Return the position of an offer, ``None`` if it is no candidate."""
        return self.offers.row_of.get(offer_id)


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
        self._without_minimum = replace(weights, minimum=0.0)
        self._order = Order(good_match=weights.good_match, few_known=FEW_KNOWN_PARTS, decimals=SCORE_DECIMALS)

    def run(
        self, profile: ProfileTable, offers: OfferIndex, *, today: date, checkpoint: Callable[[], None] = _go_on
    ) -> PipelineRun:
        """Find the offers of an index that come first for one profile.

        Parameters
        ----------
        profile : ProfileTable
            Of one row.
        offers : OfferIndex
            As it is at this moment.
        today : date
            The day in the portal's time zone.
        checkpoint : callable
            Called between two parts; may raise, to end the work.

        Raises
        ------
        ShapeMismatchError
            If there is not exactly one profile.
        BrokenScorerError
            If a score lies outside of [0, 1].
        """
        if len(profile) != 1:
            raise ShapeMismatchError("A run is for one profile.")
        profile = profile.asked(today)
        with offers.reading() as reading:
            eligibility = eligible(profile, reading.judged, 0, today=today)
            checkpoint()
            standings = self._standings(reading, profile, self.scorers, checkpoint=checkpoint)
            return self._run(reading, offers, profile, eligibility, standings, today, is_again=False)

    def run_again(self, run: PipelineRun, profile: ProfileTable, *, changed_parts: Collection[str]) -> PipelineRun:
        """Find what comes first for a changed profile, in which only these parts can see a difference.

        The answer is that of :meth:`run`, but what the other parts gave is not computed again, unless the index has
        changed meanwhile; nor is the verdict of the hard rules, unless they read what is different.
        """
        profile = profile.asked(run.today)
        with run.index.reading() as reading:
            if reading.version == run.standings.version:
                scorers = {name: scorer for name, scorer in self.scorers.items() if name in changed_parts}
                standings = run.standings
                if scorers:
                    standings = self._standings(reading, profile, scorers, known=run.standings)
                eligibility = run.eligibility
                if not _are_judged_alike(profile, run.profiles):
                    eligibility = eligible(profile, reading.judged, 0, today=run.today)
                return self._run(reading, run.index, profile, eligibility, standings, run.today, is_again=True)
        return self.run(profile, run.index, today=run.today)

    def _standings(
        self,
        reading: Reading,
        profile: ProfileTable,
        scorers: Mapping[str, Scorer],
        *,
        checkpoint: Callable[[], None] = _go_on,
        known: Standings | None = None,
    ) -> Standings:
        weights = self.weights
        return reading.standings(
            profile, scorers, weights.parts, neutral=weights.neutral, after_each=checkpoint, known=known
        )

    def _run(
        self,
        reading: Reading,
        index: OfferIndex,
        profile: ProfileTable,
        eligibility: Eligibility,
        standings: Standings,
        today: date,
        *,
        is_again: bool,
    ) -> PipelineRun:
        is_used = reading.is_used
        slots = reading.first_slots(standings, eligibility.mask & is_used, self._order, limit=MOST_CANDIDATES)
        combined = _combined(standings, slots)
        slots = slots[rank(combined, reading.ids(slots), self._without_minimum)[:MOST_CANDIDATES]]
        return PipelineRun(
            weights=self.weights,
            profiles=profile,
            offers=reading.take(slots, LIST_COLUMNS if is_again else None),
            combined=_combined(standings, slots),
            considered=len(reading),
            asked_certificates=0 if is_again else _asked_certificates(reading, eligibility.rule, is_used),
            today=today,
            scorers=self.scorers,
            index=index,
            standings=standings,
            eligibility=eligibility,
            is_used=is_used,
            is_again=is_again,
        )


def _asked_certificates(reading: Reading, rule: NDArray[np.int8], is_used: BoolArray) -> int:
    is_kept_back = (rule == _CERTIFICATE_RULE) & is_used
    return int(np.bitwise_or.reduce(reading.judged.certificates[is_kept_back], initial=0))


def _combined(standings: Standings, slots: IntArray) -> Combined:
    return Combined(standings.totals[slots], standings.n_known[slots].astype(np.int64))


def _are_judged_alike(one: ProfileTable, other: ProfileTable) -> bool:
    """Whether the hard rules read the same of both."""
    return one.declined == other.declined and all(
        np.array_equal(getattr(one, name), getattr(other, name), equal_nan=True) for name in _READ_BY_RULES
    )
