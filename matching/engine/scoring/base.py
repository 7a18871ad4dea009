"""What every point of view promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from matching.engine.tables import BoolArray, FloatArray, IntArray, OfferTable, Pairs, ProfileTable

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Figure = float | str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part scored as it did: a code that a service puts into words, and the figures for that sentence."""

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


class Direction(Enum):
    """In which way a fact may change without lowering a known score; for a set, more is a superset."""

    MORE = "more"
    LESS = "less"
    TOWARDS = "towards what the other side states"


class Scorer(ABC):
    """One point of view on pairs; it reads columns and keeps nothing between calls.

    Every scorer is either a :class:`ValueScorer` or a :class:`FeatureScorer`, which says how an index may find its
    scores for all offers at once, exactly and without a second copy of the formula.
    """

    name: ClassVar[str]
    never_lowered_by: ClassVar[Mapping[str, Direction]]
    """Facts of a record, as "profile.radius_km", with the direction in which a change never lowers a known score."""

    @abstractmethod
    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        """Return how well each pair fits, seen from here.

        Parameters
        ----------
        profiles, offers : ProfileTable, OfferTable
            The encoded sides.
        pairs : Pairs
            The pairs to judge; a pair's score depends on nothing but its two rows.

        Returns
        -------
        ndarray of shape (n_pairs,), float64
            In [0, 1]; ``nan`` where a side does not tell what is needed.
        """

    @abstractmethod
    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        """Return why one pair with a known score got it; `profile` and `offer` are rows."""

    @abstractmethod
    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        """Return what one pair would need to get a score, as "profile.radius_km"; empty if nothing is unknown."""


class ValueScorer(Scorer):
    """A scorer whose offers take few different values in the columns it reads.

    Offers that agree in `columns` have the same score, so an index may score one offer of each kind and hand the
    score to all of them.
    """

    columns: ClassVar[tuple[str, ...]]
    """Names of the :class:`OfferTable` columns that the score reads, and nothing else of the offer."""


class FeatureScorer(Scorer):
    """A scorer that is linear in sparse, non-negative features of an offer, so that an inverted index can answer it.

    The score of a pair with both sides known is ``min(1, best)``, where `best` is the highest product of the offer's
    features with any of the profile's queries, and 0 if there is none.
    """

    @property
    @abstractmethod
    def n_features(self) -> int:
        """Number of columns of the features; it does not depend on the offers."""

    @abstractmethod
    def features_of_offers(self, offers: OfferTable) -> csr_array:
        """Return the features, shape (n_offers, n_features), float64 ≥ 0; a row depends on its offer only."""

    @abstractmethod
    def query(self, profiles: ProfileTable, row: int) -> Sequence[tuple[IntArray, FloatArray]]:
        """Return the queries of one profile: ascending features and their values ≥ 0; the best one counts."""

    @abstractmethod
    def is_known_offer(self, offers: OfferTable) -> BoolArray:
        """Return which offers tell what is needed, shape (n_offers,); a pair is known if both sides are."""

    @abstractmethod
    def is_known_profile(self, profiles: ProfileTable) -> BoolArray:
        """Return which profiles tell what is needed, shape (n_profiles,)."""

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        scores = np.full(len(pairs), np.nan)
        if not len(pairs):
            return scores
        is_known_offer, is_known_profile = self.is_known_offer(offers), self.is_known_profile(profiles)
        features = self.features_of_offers(offers)
        for row, mine in positions_by_profile(pairs):
            if is_known_profile[row]:
                best = np.zeros(len(offers))
                for terms, values in self.query(profiles, row):
                    asked = np.zeros(self.n_features)
                    asked[terms] = values
                    np.maximum(best, features @ asked, out=best)
                scores[mine] = best[pairs.offer[mine]]
        return np.where(is_known_offer[pairs.offer], np.minimum(scores, 1.0), np.nan)


def positions_by_profile(pairs: Pairs) -> Iterator[tuple[int, IntArray | slice]]:
    """Yield each profile row that occurs with the positions of its pairs."""
    if len(pairs) and (pairs.profile == pairs.profile[0]).all():  # the question of one person
        yield int(pairs.profile[0]), slice(None)
        return
    order = np.argsort(pairs.profile, kind="stable")
    rows, first_of = np.unique(pairs.profile[order], return_index=True)
    yield from zip(rows.tolist(), np.split(order, first_of[1:]), strict=True)
