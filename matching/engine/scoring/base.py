"""What every point of view promises."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from matching.engine.tables import FloatArray, OfferTable, Pairs, ProfileTable

Figure = float | str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a part scored as it did: a code that a service puts into words, and the figures for that sentence."""

    code: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


class Scorer(ABC):
    """One point of view on pairs; it reads columns and keeps nothing between calls."""

    name: ClassVar[str]

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
