"""Hard yes/no rules for pairs, as boolean arrays: what no score may ever outweigh.

Every rule is on the safe side: what would have to be known and is not, excludes. There is no grace period.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import BoolArray, OfferTable, Pairs, ProfileTable

MINIMUM_CONSENT_AGE: Final = 16
"""From this age on a person may take a mentor without a guardian's recorded consent."""

RULES: Final = (
    "not_screened",
    "consent_missing",
    "too_young",
    "paused",
    "no_capacity",
    "expired",
    "declined",
)
"""Names of the rules in the order in which they are asked; a pair is counted under the first that excludes it."""

ELIGIBLE: Final = -1
"""Code in :attr:`Eligibility.rule` of a pair that no rule excludes."""


@dataclass(frozen=True, eq=False)
class Eligibility:
    """Which pairs may be looked at at all, and for the others why not.

    `mask` is True for eligible pairs, `rule` holds the position in :data:`RULES` or :data:`ELIGIBLE`; both of shape
    (n_pairs,).
    """

    mask: BoolArray
    rule: NDArray[np.int8]

    def counts(self) -> dict[str, int]:
        """Return how many pairs each rule excluded; rules that excluded none are left out."""
        counts = np.bincount(self.rule[~self.mask], minlength=len(RULES))
        return {name: int(count) for name, count in zip(RULES, counts, strict=True) if count}

    def names(self) -> list[str | None]:
        """Return the excluding rule of each pair, ``None`` for eligible ones."""
        return [None if code == ELIGIBLE else RULES[code] for code in self.rule.tolist()]


def eligible(profiles: ProfileTable, offers: OfferTable, pairs: Pairs, *, today: date) -> Eligibility:
    """Apply every rule to every pair.

    Parameters
    ----------
    profiles, offers : ProfileTable, OfferTable
        The encoded sides.
    pairs : Pairs
        The pairs to judge.
    today : date
        The day in the portal's time zone; what ends today is still valid today.
    """
    day = np.datetime64(today, "D")
    age = profiles.age_years[pairs.profile]
    is_mentor = offers.is_mentor[pairs.offer]
    excluded = {
        # NaT compares as False: a mentor without screening date is never screened.
        "not_screened": is_mentor & ~(offers.screened_until >= day)[pairs.offer],
        "consent_missing": is_mentor & ~(age >= MINIMUM_CONSENT_AGE) & ~profiles.has_guardian_consent[pairs.profile],
        "too_young": _is_too_young(age, offers.minimum_age[pairs.offer]),
        "paused": offers.is_paused[pairs.offer],
        "no_capacity": is_mentor & (offers.capacity_left <= 0)[pairs.offer],
        "expired": (offers.expires_on < day)[pairs.offer],
        "declined": _is_declined(profiles, offers, pairs),
    }
    rule = np.full(len(pairs), ELIGIBLE, dtype=np.int8)
    for code in reversed(range(len(RULES))):
        rule[excluded[RULES[code]]] = code
    return Eligibility(mask=rule == ELIGIBLE, rule=rule)


def _is_too_young(age: NDArray[np.float64], minimum: NDArray[np.float64]) -> BoolArray:
    """Whether an offer asks for an age that the person does not have or did not tell."""
    return np.asarray(~np.isnan(minimum) & ~(age >= minimum))


def _is_declined(profiles: ProfileTable, offers: OfferTable, pairs: Pairs) -> BoolArray:
    keys = [
        row * len(offers) + offers.row_of[identifier]
        for row, declined in enumerate(profiles.declined)
        for identifier in declined
        if identifier in offers.row_of
    ]
    return np.isin(pairs.profile * len(offers) + pairs.offer, np.array(keys, dtype=np.int64))
