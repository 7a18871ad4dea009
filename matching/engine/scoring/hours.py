"""Whether the weekly hours of an offer are those a person wants."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.scoring.base import Reason, Scorer
from matching.engine.tables import FloatArray, OfferTable, Pairs, ProfileTable

NOTHING_FROM_HOURS: Final = 15.0
"""A gap this wide between wish and offer cannot be talked away."""


class HoursScorer(Scorer):
    """1 if both ranges of hours meet, then less with every hour between them."""

    name = "hours"

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        gap = np.maximum(
            offers.hours_min[pairs.offer] - profiles.hours_max[pairs.profile],
            profiles.hours_min[pairs.profile] - offers.hours_max[pairs.offer],
        )
        return np.clip(1 - np.maximum(gap, 0) / NOTHING_FROM_HOURS, 0, 1)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        figures = {
            "offer_min": float(offers.hours_min[offer]),
            "offer_max": float(offers.hours_max[offer]),
            "profile_min": float(profiles.hours_min[profile]),
            "profile_max": float(profiles.hours_max[profile]),
        }
        do_meet = figures["offer_min"] <= figures["profile_max"] and figures["profile_min"] <= figures["offer_max"]
        return Reason("hours_fit" if do_meet else "hours_differ", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        values = {"profile.hours": profiles.hours_min[profile], "offer.hours": offers.hours_min[offer]}
        return tuple(name for name, value in values.items() if np.isnan(value))
