"""Hard yes/no rules for one person and many offers, as boolean arrays: what no score may ever outweigh.

Every rule is on the safe side: what would have to be known and is not, excludes. There is no grace period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import inf, isnan
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import BoolArray, DateArray, FloatArray, IntArray, Places, ProfileTable, is_within_km

MINIMUM_CONSENT_AGE: Final = 16
"""From this age on a person may take a mentor without a guardian's recorded consent."""

RULES: Final = (
    "not_screened",
    "consent_missing",
    "too_young",
    "certificate_missing",
    "paused",
    "no_capacity",
    "expired",
    "too_far",
    "declined",
)
"""Names of the rules in the order in which they are asked; an offer is counted under the first that excludes it."""

ELIGIBLE: Final = -1
"""Code in :attr:`Eligibility.rule` of an offer that no rule excludes."""


@dataclass(frozen=True, eq=False)
class Eligibility:
    """Which offers one person may be shown at all, and for the others why not.

    `mask` is True for eligible offers, `rule` holds the position in :data:`RULES` or :data:`ELIGIBLE`; both of shape
    (n_offers,).
    """

    mask: BoolArray
    rule: NDArray[np.int8]

    def counts(self, is_counted: BoolArray | None = None) -> dict[str, int]:
        """Return how many offers each rule excluded, of all or of some; rules that excluded none are left out."""
        rule = self.rule if is_counted is None or is_counted.all() else self.rule[is_counted]
        # Comparing bytes a few times is much quicker than counting them as numbers.
        counts = {name: int(np.count_nonzero(rule == code)) for code, name in enumerate(RULES)}
        return {name: count for name, count in counts.items() if count}

    def names(self) -> list[str | None]:
        """Return the excluding rule of each offer, ``None`` for eligible ones."""
        return [None if code == ELIGIBLE else RULES[code] for code in self.rule.tolist()]


class JudgedOffers(Protocol):
    """What the rules read of offers: an :class:`OfferTable`, or the columns that an index keeps of all of them."""

    def __len__(self) -> int: ...

    @property
    def row_of(self) -> Mapping[str, int]: ...
    @property
    def is_mentor(self) -> BoolArray: ...
    @property
    def screened_until(self) -> DateArray: ...
    @property
    def minimum_age(self) -> FloatArray: ...
    @property
    def is_paused(self) -> BoolArray: ...
    @property
    def capacity_left(self) -> IntArray: ...
    @property
    def expires_on(self) -> DateArray: ...
    @property
    def certificates(self) -> IntArray: ...
    @property
    def places(self) -> Places: ...


def eligible(profiles: ProfileTable, offers: JudgedOffers, row: int, *, today: date) -> Eligibility:
    """Apply every rule to one profile and every offer.

    Parameters
    ----------
    profiles : ProfileTable
        The people who ask.
    offers : JudgedOffers
        The columns of everything that might be shown.
    row : int
        Which of the profiles is judged.
    today : date
        The day in the portal's time zone; what ends today is still valid today.
    """
    excluded = _excluded_mentors(profiles, offers, row, today) | _excluded_by_any_rule(profiles, offers, row, today)
    first = np.full(len(offers), ELIGIBLE, dtype=np.int8).view(np.uint8)  # the highest number of all
    for code, name in enumerate(RULES):
        if name in excluded:
            # The code where the rule excludes, and that highest number elsewhere; a loop over masks would take longer.
            np.minimum(first, (excluded[name].view(np.uint8) - np.uint8(1)) | np.uint8(code), out=first)
    rule = first.view(np.int8)
    return Eligibility(mask=rule == ELIGIBLE, rule=rule)


def _excluded_mentors(profiles: ProfileTable, offers: JudgedOffers, row: int, today: date) -> dict[str, BoolArray]:
    """Return what the rules exclude that mentors alone are under."""
    is_mentor = offers.is_mentor
    if not is_mentor.any():
        return {}
    may_have_mentor = profiles.age_years[row] >= MINIMUM_CONSENT_AGE or bool(profiles.has_guardian_consent[row])
    return {
        # NaT compares as False: a mentor without screening date is never screened.
        "not_screened": is_mentor & ~(offers.screened_until >= np.datetime64(today, "D")),
        "consent_missing": is_mentor & (not may_have_mentor),
        "no_capacity": is_mentor & (offers.capacity_left <= 0),
    }


def _excluded_by_any_rule(profiles: ProfileTable, offers: JudgedOffers, row: int, today: date) -> dict[str, BoolArray]:
    """Return what the other rules exclude."""
    age_years = float(profiles.age_years[row])
    excluded = {
        # nan and NaT compare as False: they ask for no age, and never end. Who did not tell their age is under any.
        "too_young": offers.minimum_age > (-inf if isnan(age_years) else age_years),
        "certificate_missing": (offers.certificates & ~profiles.certificates[row]) != 0,
        "paused": offers.is_paused,
        "expired": offers.expires_on < np.datetime64(today, "D"),
    }
    if not np.isnan(profiles.limit_km[row]):
        excluded["too_far"] = _is_too_far(profiles, offers.places, row)
    if profiles.declined[row]:
        excluded["declined"] = _is_declined(profiles, offers, row)
    return excluded


def _is_too_far(profiles: ProfileTable, places: Places, row: int) -> BoolArray:
    """Whether an offer lies beyond the person's limit or nobody knows where."""
    latitude, longitude = float(profiles.latitude[row]), float(profiles.longitude[row])
    limit_km = float(profiles.limit_km[row])
    is_near = is_within_km(latitude, longitude, places.latitude, places.longitude, limit_km)
    return places.of_offers(~is_near & ~(places.remote_share >= 1))


def _is_declined(profiles: ProfileTable, offers: JudgedOffers, row: int) -> BoolArray:
    is_declined = np.zeros(len(offers), dtype=np.bool_)
    is_declined[[offers.row_of[offer] for offer in profiles.declined[row] if offer in offers.row_of]] = True
    return is_declined
