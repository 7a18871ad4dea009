"""Hard yes/no rules for one person and many offers, as boolean arrays: what no score may ever outweigh.

Every rule is on the safe side: what would have to be known and is not, excludes. There is no grace period.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import BoolArray, DateArray, FloatArray, IntArray, ProfileTable, is_within_km

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

    def counts(self) -> dict[str, int]:
        """Return how many offers each rule excluded; rules that excluded none are left out."""
        counts = np.bincount(self.rule[~self.mask], minlength=len(RULES))
        return {name: int(count) for name, count in zip(RULES, counts, strict=True) if count}

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
    def latitude(self) -> FloatArray: ...
    @property
    def longitude(self) -> FloatArray: ...
    @property
    def remote_share(self) -> FloatArray: ...


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
    day = np.datetime64(today, "D")
    age = float(profiles.age_years[row])
    may_have_mentor = age >= MINIMUM_CONSENT_AGE or bool(profiles.has_guardian_consent[row])
    is_mentor = offers.is_mentor
    excluded = {
        # NaT compares as False: a mentor without screening date is never screened.
        "not_screened": is_mentor & ~(offers.screened_until >= day),
        "consent_missing": is_mentor & (not may_have_mentor),
        # So does nan: who did not tell their age is not old enough for an offer that asks for one.
        "too_young": ~np.isnan(offers.minimum_age) & ~(offers.minimum_age <= age),
        "certificate_missing": (offers.certificates & ~profiles.certificates[row]) != 0,
        "paused": offers.is_paused,
        "no_capacity": is_mentor & (offers.capacity_left <= 0),
        "expired": offers.expires_on < day,
        "too_far": _is_too_far(profiles, offers, row),
        "declined": _is_declined(profiles, offers, row),
    }
    rule = np.full(len(offers), ELIGIBLE, dtype=np.int8)
    for code in reversed(range(len(RULES))):
        rule[excluded[RULES[code]]] = code
    return Eligibility(mask=rule == ELIGIBLE, rule=rule)


def _is_too_far(profiles: ProfileTable, offers: JudgedOffers, row: int) -> BoolArray:
    """Whether an offer lies beyond the person's limit or, where there is a limit, nobody knows where."""
    limit_km = float(profiles.limit_km[row])
    if np.isnan(limit_km):
        return np.zeros(len(offers), dtype=np.bool_)
    is_near = is_within_km(
        float(profiles.latitude[row]), float(profiles.longitude[row]), offers.latitude, offers.longitude, limit_km
    )
    return np.asarray(~is_near & ~(offers.remote_share >= 1))


def _is_declined(profiles: ProfileTable, offers: JudgedOffers, row: int) -> BoolArray:
    is_declined = np.zeros(len(offers), dtype=np.bool_)
    is_declined[[offers.row_of[offer] for offer in profiles.declined[row] if offer in offers.row_of]] = True
    return is_declined
