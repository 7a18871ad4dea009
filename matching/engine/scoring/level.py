"""Whether a person's qualification is the one an offer asks for."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.scoring.base import Direction, Reason, ValueScorer
from matching.engine.tables import FloatArray, OfferTable, Pairs, ProfileTable

PER_MISSING_LEVEL: Final = 0.35
"""What each level below the one asked for costs."""

PER_UNUSED_LEVEL: Final = 0.1
"""What each level costs that the work would leave unused, from the second on."""

LEAST_FOR_MORE: Final = 0.5
"""Who brings more than is asked for never falls below what an unknown level counts."""


class LevelScorer(ValueScorer):
    """1 at the level asked for or one above it; then less with every level between, much less if one is missing."""

    name = "level"
    columns = ("qualification_level",)
    never_lowered_by = {
        "profile.qualification_level": Direction.TOWARDS,
        "offer.qualification_level": Direction.TOWARDS,
    }

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        more = profiles.qualification_level[pairs.profile] - offers.qualification_level[pairs.offer]
        unused = np.maximum(1 - PER_UNUSED_LEVEL * np.maximum(more - 1, 0), LEAST_FOR_MORE)
        return np.where(more < 0, np.maximum(1 + PER_MISSING_LEVEL * more, 0), unused)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        asked, known = int(offers.qualification_level[offer]), int(profiles.qualification_level[profile])
        figures = {"asked": asked, "known": known}
        if known < asked:
            return Reason("level_below", figures)
        return Reason("level_fit" if known <= asked + 1 else "level_above", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        levels = {
            "profile.qualification_level": profiles.qualification_level[profile],
            "offer.qualification_level": offers.qualification_level[offer],
        }
        return tuple(name for name, value in levels.items() if np.isnan(value))
