"""Whether the weekly hours of an offer are those a person wants, on days on which they can be there."""

from __future__ import annotations

from math import isnan
from typing import Final

import numpy as np

from matching.engine.scoring.base import Direction, Figure, Reason, ValueScorer
from matching.engine.tables import FloatArray, IntArray, OfferTable, Pairs, ProfileTable

NOTHING_FROM_HOURS: Final = 15.0
"""A gap this wide between wish and offer cannot be talked away."""

MOST_IF_AWAY: Final = 0.45
"""Who cannot be there whenever they are needed stays below what unknown hours count, however many hours fit."""

_N_DAYS: Final = 7


class HoursScorer(ValueScorer):
    """1 if both ranges of hours meet, then less with every hour between; low if somebody is needed when they are away.

    The presence pattern ("Thursday to Sunday, every second week") is asked about where both sides state it. One that
    fits leaves the hours as they are, one that does not caps the score: so nothing is won by not stating it.
    """

    name = "hours"
    columns = ("hours_min", "hours_max", "weekdays", "every_weeks")
    never_lowered_by = {
        "profile.hours_min": Direction.LESS,
        "profile.hours_max": Direction.MORE,
        "profile.weekdays": Direction.MORE,
        "profile.every_weeks": Direction.LESS,
        "offer.hours_min": Direction.LESS,
        "offer.hours_max": Direction.MORE,
        "offer.every_weeks": Direction.MORE,
    }

    def score(self, profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
        gap = np.maximum(
            offers.hours_min[pairs.offer] - profiles.hours_max[pairs.profile],
            profiles.hours_min[pairs.profile] - offers.hours_max[pairs.offer],
        )
        of_hours = np.clip(1 - np.maximum(gap, 0) / NOTHING_FROM_HOURS, 0, 1)
        present = _presence(profiles, offers, pairs)
        # A pattern that fits tells nothing as long as the hours are unknown.
        return np.where(present < 1, np.fmin(of_hours, MOST_IF_AWAY * present), of_hours)

    def reason(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> Reason:
        figures = {
            "offer_min": float(offers.hours_min[offer]),
            "offer_max": float(offers.hours_max[offer]),
            "profile_min": float(profiles.hours_min[profile]),
            "profile_max": float(profiles.hours_max[profile]),
        }
        figures = {name: value for name, value in figures.items() if not isnan(value)}
        missed = _missed(profiles, offers, profile, offer)
        if missed:
            return Reason("hours_away", figures | missed)
        do_meet = (
            offers.hours_min[offer] <= profiles.hours_max[profile]
            and profiles.hours_min[profile] <= offers.hours_max[offer]
        )
        return Reason("hours_fit" if do_meet else "hours_differ", figures)

    def unknown_fields(self, profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> tuple[str, ...]:
        if _missed(profiles, offers, profile, offer):
            return ()
        values = {"profile.hours": profiles.hours_min[profile], "offer.hours": offers.hours_min[offer]}
        return tuple(name for name, value in values.items() if np.isnan(value))


def _presence(profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> FloatArray:
    """Return the share in [0, 1] of the days asked for on which a person can be there; 1 where a side states none."""
    free, asked = profiles.weekdays[pairs.profile], offers.weekdays[pairs.offer]
    n_asked = _N_OF_MASK[asked]
    are_stated = (free > 0) & (asked > 0)
    of_days = np.where(are_stated, _N_OF_MASK[free & asked] / np.maximum(n_asked, 1), 1.0)
    of_weeks = offers.every_weeks[pairs.offer] / profiles.every_weeks[pairs.profile]
    return of_days * np.where(np.isnan(of_weeks), 1.0, np.minimum(of_weeks, 1.0))


def _missed(profiles: ProfileTable, offers: OfferTable, profile: int, offer: int) -> dict[str, Figure]:
    """Return why somebody's presence is below 1: days asked for that are not free, how often is asked and possible."""
    figures: dict[str, Figure] = {}
    free, asked = int(profiles.weekdays[profile]), int(offers.weekdays[offer])
    if free and asked & ~free:
        figures["missing_days"] = " ".join(str(day) for day in range(_N_DAYS) if asked & ~free & 1 << day)
    if offers.every_weeks[offer] < profiles.every_weeks[profile]:
        figures["asked_every_weeks"] = int(offers.every_weeks[offer])
        figures["free_every_weeks"] = int(profiles.every_weeks[profile])
    return figures


_N_OF_MASK: Final[IntArray] = np.array([mask.bit_count() for mask in range(1 << _N_DAYS)], dtype=np.int64)
