"""How new an offer is on the day of the question."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.scoring.base import Direction, Reason, ValueScorer
from matching.engine.tables import FloatArray, IntArray, OfferTable, Pairs, ProfileTable

HALF_LIFE_DAYS: Final = 45
"""After this many days an offer counts as one of which nobody knows how old it is."""

NEW_UNTIL_DAYS: Final = 14
"""So long an offer is called new."""


class RecencyScorer(ValueScorer):
    """1 on the day of publication, half after every :data:`HALF_LIFE_DAYS`; newer never scores lower."""

    name = "recency"
    columns = ("published_on",)
    never_lowered_by = {"offer.published_on": Direction.MORE}

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        is_known = ~(np.isnat(profiles.asked_on)[pairs.profile] | np.isnat(offers.published_on)[pairs.offer])
        age_days = _days(profiles, offers, pairs)
        return np.where(is_known, 0.5 ** (age_days / HALF_LIFE_DAYS), np.nan)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        age_days = int(_days(profiles, offers, Pairs(np.array([profile]), np.array([offer])))[0])
        return Reason("recency_new" if age_days <= NEW_UNTIL_DAYS else "recency_older", {"days": age_days})

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        days = {"profile.asked_on": profiles.asked_on[profile], "offer.published_on": offers.published_on[offer]}
        return tuple(name for name, day in days.items() if np.isnat(day))


def _days(profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> IntArray:
    """Return the age of each pair's offer in days, at least 0; meaningless where a day is unknown."""
    age = profiles.asked_on[pairs.profile] - offers.published_on[pairs.offer]
    return np.maximum(age.astype("timedelta64[D]").astype(np.int64), 0)
