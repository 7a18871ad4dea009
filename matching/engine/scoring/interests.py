"""Whether a person and an offer or mentor care about the same fields."""

from __future__ import annotations

import numpy as np

from matching.engine.scoring.base import Direction, Reason, ValueScorer
from matching.engine.tables import INTEREST_CODES, FloatArray, OfferTable, Pairs, ProfileTable


class InterestsScorer(ValueScorer):
    """Half for lying within the other's interests, half for how much of both is shared (Dice)."""

    name = "interests"
    columns = ("interests",)
    never_lowered_by = {"profile.interests": Direction.TOWARDS, "offer.interests": Direction.TOWARDS}

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        n_profile = profiles.interests.sum(axis=1)[pairs.profile]
        n_offer = offers.interests.sum(axis=1)[pairs.offer]
        n_shared = (profiles.interests[pairs.profile] & offers.interests[pairs.offer]).sum(axis=1)
        is_known = (n_profile > 0) & (n_offer > 0)
        within = np.divide(n_shared, np.minimum(n_profile, n_offer), out=np.full(len(pairs), np.nan), where=is_known)
        dice = np.divide(2 * n_shared, n_profile + n_offer, out=np.full(len(pairs), np.nan), where=is_known)
        return np.asarray((within + dice) / 2)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        is_shared = profiles.interests[profile] & offers.interests[offer]
        codes = [code for code, shared in zip(INTEREST_CODES, is_shared.tolist(), strict=True) if shared]
        if not codes:
            return Reason("interests_none")
        return Reason("interests_shared", {"codes": " ".join(codes), "shared": len(codes)})

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        sides = {"profile.interests": profiles.interests[profile], "offer.interests": offers.interests[offer]}
        return tuple(name for name, row in sides.items() if not row.any())
