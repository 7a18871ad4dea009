"""Whether an offer is near enough, measured by the radius the person chose."""

from __future__ import annotations

from math import isnan
from typing import Final

import numpy as np

from matching.engine.scoring.base import Direction, Figure, Reason, ValueScorer
from matching.engine.tables import FloatArray, OfferTable, Pairs, ProfileTable, great_circle_km

SCORE_AT_RADIUS: Final = 0.55
"""What an offer exactly at the edge of the radius scores: a little better than unknown."""

NOTHING_FROM: Final = 2.5
"""From this many radii on, an offer is as far as any other."""

_MOSTLY_REMOTE: Final = 0.5


class PlaceScorer(ValueScorer):
    """1 at the door, .55 at the radius, 0 from two and a half radii on; days at home count as no way at all."""

    name = "place"
    columns = ("latitude", "longitude", "remote_share")
    never_lowered_by = {"profile.radius_km": Direction.MORE, "offer.remote_share": Direction.MORE}

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        distance_km = distances_km(profiles, offers, pairs)
        radii = distance_km / profiles.radius_km[pairs.profile]
        inside = 1 - (1 - SCORE_AT_RADIUS) * np.minimum(radii, 1) ** 2
        left = 1 - (np.clip(radii, 1, NOTHING_FROM) - 1) / (NOTHING_FROM - 1)
        on_site = np.where(radii <= 1, inside, SCORE_AT_RADIUS * left**2)
        remote = np.nan_to_num(offers.remote_share[pairs.offer], nan=0.0)
        # Who works at home all the time need not live anywhere in particular.
        return np.where(remote >= 1, 1.0, remote + (1 - remote) * on_site)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        distance_km = float(
            great_circle_km(
                float(profiles.latitude[profile]),
                float(profiles.longitude[profile]),
                offers.latitude[offer],
                offers.longitude[offer],
            )
        )
        radius_km = float(profiles.radius_km[profile])
        figures: dict[str, Figure] = {}
        if not isnan(distance_km):
            figures["distance_km"] = round(distance_km, 1)
        if not isnan(radius_km):
            figures["radius_km"] = radius_km
        remote_share = float(offers.remote_share[offer])
        if remote_share > 0:
            figures["remote_share"] = remote_share
        if remote_share >= 1 or (remote_share >= _MOSTLY_REMOTE and distance_km > radius_km):
            return Reason("place_remote", figures)
        return Reason("place_near" if distance_km <= radius_km else "place_outside", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        if offers.remote_share[offer] >= 1:
            return ()
        values = {
            "profile.place": profiles.latitude[profile],
            "profile.radius_km": profiles.radius_km[profile],
            "offer.place": offers.latitude[offer],
        }
        return tuple(name for name, value in values.items() if np.isnan(value))


def distances_km(profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
    """Return the great-circle distance of each pair in kilometers, shape (n_pairs,); ``nan`` if a place is unknown."""
    return great_circle_km(
        profiles.latitude[pairs.profile],
        profiles.longitude[pairs.profile],
        offers.latitude[pairs.offer],
        offers.longitude[pairs.offer],
    )
