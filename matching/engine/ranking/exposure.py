"""Which occupations deserve to be seen: untypical ones, in both directions, and those in shortage.

The rule looks at a person's interests and at figures about occupations, never at the person's sex.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.engine.tables import BoolArray
from matching.engine.taxonomy import Taxonomy

UNTYPICAL_BELOW: Final = 0.30
"""An occupation is untypical for a sex that holds less than this share of it."""

FEW_WOMEN: Final = "few_women"
FEW_MEN: Final = "few_men"
SHORTAGE: Final = "shortage"
UNTYPICAL: Final = (FEW_WOMEN, FEW_MEN)


@dataclass(frozen=True, slots=True)
class Exposure:
    """Why an occupation deserves to be seen: :data:`FEW_WOMEN`, :data:`FEW_MEN` or :data:`SHORTAGE`, with figures."""

    kind: str
    women_percent: int | None = None

    @property
    def figures(self) -> Mapping[str, int]:
        """The figure for the sentence."""
        return {} if self.women_percent is None else {"women_percent": self.women_percent}


class ExposureRule:
    """Tells for each offer whether the rule would show it; remembers the figures of each occupation group."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._of_groups: dict[tuple[str, ...], Exposure | None] = {}

    def of(
        self, interests: BoolArray, offered_interests: BoolArray, groups: tuple[tuple[str, ...], ...]
    ) -> tuple[Exposure | None, ...]:
        """Return per offer why it deserves to be seen, ``None`` for all others.

        Parameters
        ----------
        interests : ndarray of shape (n_interests,), bool
            What the person likes; nothing lies within the interests of somebody who told none.
        offered_interests : ndarray of shape (n_offers, n_interests), bool
            What each offer stands for.
        groups : tuple of n_offers tuples of str
            ISCO codes of each offer's occupations, most certain first.
        """
        exposures: list[Exposure | None] = [None] * len(groups)
        for row in np.flatnonzero(offered_interests @ interests).tolist():
            exposures[row] = self._of(groups[row])
        return tuple(exposures)

    def _of(self, codes: tuple[str, ...]) -> Exposure | None:
        if codes not in self._of_groups:
            self._of_groups[codes] = self._judge(codes)
        return self._of_groups[codes]

    def _judge(self, codes: tuple[str, ...]) -> Exposure | None:
        if not codes:
            return None
        code = codes[0]  # an offer is seen as what it most certainly is
        share = self._taxonomy.women_share(code)
        if share is not None and share < UNTYPICAL_BELOW:
            return Exposure(FEW_WOMEN, round(100 * share))
        if share is not None and 1 - share < UNTYPICAL_BELOW:
            return Exposure(FEW_MEN, round(100 * share))
        return Exposure(SHORTAGE) if self._taxonomy.is_shortage(code) else None
