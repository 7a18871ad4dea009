"""From a profile to an order: hard rules, scores of all offers, the candidates that come first."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import isnan
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates import (
    MOST_CANDIDATES,
    Asking,
    ChangedStandings,
    Listed,
    OfferIndex,
    Order,
    Reading,
    Standings,
)
from matching.engine.eligibility import RULES, Eligibility, eligible
from matching.engine.errors import ShapeMismatchError, WeightsError
from matching.engine.ranking import FEW_KNOWN_PARTS, SCORE_DECIMALS, Combined, Weights, rank, within_reach
from matching.engine.scoring import Scorer, all_scorers
from matching.engine.tables import BoolArray, FloatArray, IntArray, OfferTable, Pairs, ProfileTable
from matching.engine.taxonomy import Taxonomy

_READ_BY_RULES: Final = ("age_years", "has_guardian_consent", "certificates", "latitude", "longitude", "limit_km")
"""Numbers of a profile on which the hard rules depend; `declined` comes on top."""

_CERTIFICATE_RULE: Final = RULES.index("certificate_missing")


_LOOK_FURTHER: Final = 4
"""If few providers have all of the first offers, so many times as many are looked at."""


def _go_on() -> None:
    """Let the work go on, where nobody counts the time."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Shortlist:
    """The candidates for one profile, best first, with what the rules of a list read of them.

    Candidates are those of all eligible offers that come first by `weights`: :data:`MOST_CANDIDATES`, and further ones
    of other providers as far as the rules of a list could need them. A position in a shortlist is that of one of them
    in `listed` and `combined`. `considered` is how many offers were
    looked at in all.
    """

    weights: Weights
    listed: Listed
    combined: Combined
    considered: int
    eligibility: Eligibility
    is_used: BoolArray

    @cached_property
    def ranking(self) -> IntArray:
        """Positions that are shown, best first."""
        return np.flatnonzero(np.round(self.combined.score, SCORE_DECIMALS) >= self.weights.minimum)

    @cached_property
    def excluded(self) -> dict[str, int]:
        """How many offers each hard rule kept back."""
        return self.eligibility.counts(self.is_used)

    def position_of(self, offer_id: str) -> int | None:
        """Return the position of an offer, ``None`` if it is no candidate."""
        try:
            return self.listed.ids.index(offer_id)
        except ValueError:
            return None


@dataclass(frozen=True, eq=False, kw_only=True)
class PipelineRun(Shortlist):
    """Everything one passage through the pipeline found out for one profile; read by lists and by explanations.

    `profiles` is a table of one row, `offers` holds all columns of the candidates. `asked_certificates` has the bits of
    those papers for want of which offers were kept back, `slots` says where in the index the candidates are.
    """

    profiles: ProfileTable
    offers: OfferTable
    asked_certificates: int
    slots: IntArray
    today: date
    scorers: Mapping[str, Scorer]
    index: OfferIndex
    standings: Standings

    def judged(self, positions: IntArray) -> JudgedPairs:
        """Look at some candidates part by part."""
        offers, pairs = self.offers.take(positions), Pairs.all_of(1, len(positions))
        parts = np.array([scorer.score(self.profiles, offers, pairs) for scorer in self.scorers.values()])
        return JudgedPairs(self.profiles, offers, parts, self.combined.score[positions])


@dataclass(frozen=True, eq=False)
class JudgedPairs:
    """A profile with some offers, judged part by part; a row is that of an offer in `offers`.

    `parts` of shape (n_parts, n_offers) holds what each scorer says, in the order of ``weights.counting``; `scores` are
    those by which the offers were ranked.
    """

    profiles: ProfileTable
    offers: OfferTable
    parts: FloatArray
    scores: FloatArray

    def __len__(self) -> int:
        return len(self.scores)


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
            judged = reading.judged
            eligibility = eligible(profile, judged, 0, today=today)
            checkpoint()
            weights = self.weights
            standings = reading.standings(
                Asking(profile), self.scorers, weights.parts, neutral=weights.neutral, after_each=checkpoint
            )
            shortlist, slots = self._shortlist(reading, eligibility, standings)
            return PipelineRun(
                **vars(shortlist),
                profiles=profile,
                offers=reading.take(slots),
                slots=slots,
                asked_certificates=_asked_certificates(judged.certificates, eligibility.rule, shortlist.is_used),
                today=today,
                scorers=self.scorers,
                index=offers,
                standings=standings,
            )

    def run_again(
        self, run: PipelineRun, profiles: ProfileTable, row: int = 0, *, changed_parts: Collection[str]
    ) -> Shortlist:
        """Find what comes first for a changed profile, in which only these parts can see a difference.

        The answer is that of :meth:`run`, but what the other parts gave is not computed again, unless the index has
        changed meanwhile; nor is the verdict of the hard rules, unless they read what is different.

        Parameters
        ----------
        run : PipelineRun
            What was found for the profile as it is.
        profiles : ProfileTable
            Holds the changed profile, maybe among others.
        row : int
            Which of them it is.
        changed_parts : collection of str
            Names of the parts that read what is different.
        """
        with run.index.reading() as reading:
            if reading.version == run.standings.version:
                asking = Asking(profiles.asked(run.today), row)
                scorers = {name: scorer for name, scorer in self.scorers.items() if name in changed_parts}
                eligibility, leaders = run.eligibility, run.slots[:MOST_CANDIDATES]
                if _judged_facts(profiles, row) != _judged_facts(run.profiles, 0):
                    eligibility, leaders = eligible(profiles, reading.judged, row, today=run.today), leaders[:0]
                if len(leaders) < MOST_CANDIDATES:
                    leaders = leaders[:0]  # there are no others that they could keep out
                standings = reading.changed_standings(
                    run.standings, asking, scorers, self.weights.parts, neutral=self.weights.neutral, leaders=leaders
                )
                return self._shortlist(reading, eligibility, standings)[0]
        return self.run(profiles.take(np.array([row])), run.index, today=run.today)

    def _shortlist(
        self, reading: Reading, eligibility: Eligibility, standings: Standings | ChangedStandings
    ) -> tuple[Shortlist, IntArray]:
        is_used = reading.is_used
        is_asked = eligibility.mask & is_used
        slots, combined, listed = self._candidates(reading, standings, is_asked, MOST_CANDIDATES)
        shortlist = Shortlist(
            weights=self.weights,
            listed=listed,
            combined=combined,
            considered=len(reading),
            eligibility=eligibility,
            is_used=is_used,
        )
        return shortlist, slots

    def _candidates(
        self, reading: Reading, standings: Standings | ChangedStandings, is_asked: BoolArray, limit: int
    ) -> tuple[IntArray, Combined, Listed]:
        """Return the first slots, best first: :data:`MOST_CANDIDATES`, and those that the rules of a list may need.

        The rule about providers needs more where few providers have all of the first ones. `limit` is how many are
        looked at to find them.
        """
        slots, score, n_known = reading.first(standings, is_asked, self._order, limit=limit)
        combined = Combined(score, n_known)
        # To sort texts takes longer than all the rest.
        ids = reading.ids(slots) if combined.has_ties else np.zeros(len(slots), dtype=np.str_)
        order = rank(combined, ids, self._without_minimum)[:limit]
        slots, combined = slots[order], combined.take(order)
        listed = reading.listed(slots)
        needed, is_enough = within_reach(
            listed.providers, combined.has_few_known, combined.is_good_match(self.weights), self.weights
        )
        is_all = len(slots) < limit or combined.score[-1] < self.weights.minimum - 10.0**-SCORE_DECIMALS
        if not is_enough and not is_all:
            return self._candidates(reading, standings, is_asked, limit * _LOOK_FURTHER)
        if len(slots) <= MOST_CANDIDATES:
            return slots, combined, listed
        kept = np.array([*range(MOST_CANDIDATES), *sorted(one for one in needed if one >= MOST_CANDIDATES)])
        return slots[kept], combined.take(kept), reading.listed(slots[kept])


def _asked_certificates(certificates: IntArray, rule: NDArray[np.int8], is_used: BoolArray) -> int:
    kept_back = np.flatnonzero((rule == _CERTIFICATE_RULE) & is_used)
    return int(np.bitwise_or.reduce(certificates[kept_back], initial=0))


def _judged_facts(profiles: ProfileTable, row: int) -> tuple[object, ...]:
    """Return what the hard rules read of a profile; two that are alike are judged alike."""
    numbers = (float(getattr(profiles, name)[row]) for name in _READ_BY_RULES)
    return profiles.declined[row], *(None if isnan(number) else number for number in numbers)
