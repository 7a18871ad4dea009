"""What a ranking and its explanation consist of; codes and figures only, a service puts them into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from matching.engine.scoring.base import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one part adds to the score: ``weight × score``, with the neutral value where the score is unknown.

    `score` is ``None`` when unknown; then `reason` is "<part>_unknown". Otherwise `reason` is one of

    * occupation_same, occupation_related, occupation_far (similarity, profile_occupation, offer_occupation)
    * skills_covered, skills_none (covered, asked, ids, missing_ids)
    * interests_shared (codes, shared), interests_none
    * place_near, place_outside, place_remote (distance_km, radius_km, remote_share where known)
    * hours_fit, hours_differ (offer_min, offer_max, profile_min, profile_max)
    * language_fit, language_below (asked, known), language_shared (languages), language_none

    Ids and codes in figures are separated by spaces.
    """

    part: str
    score: float | None
    weight: float
    contribution: float
    reason: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A fact that would make a part known.

    `side` is "profile" or "offer"; `field` is one of occupations, skills, interests, place, radius_km, hours,
    german_level and languages.
    """

    part: str
    side: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """What would happen to this offer if the person changed one thing, found by ranking again.

    `change` is "radius_km" (`value`: the new radius), "hours" (`value`: weekly hours the wish would have to reach) or
    "german_level" (`value`: 1 to 6). `new_rank` counts from 1; ``None`` if the offer would not be shown.
    """

    change: str
    value: float
    new_score: float
    new_rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A score taken apart; the contributions add up to it."""

    score: float
    contributions: tuple[Contribution, ...]
    missing: tuple[Missing, ...] = ()
    counterfactuals: tuple[Counterfactual, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One offer or mentor in a ranking; `rank` counts from 1."""

    offer_id: str
    score: float
    rank: int
    is_good_match: bool
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The ranking for one profile; an empty `ranked` means "no good match".

    `excluded` counts by rule what was kept back, `considered` is how many offers were looked at in all.
    """

    profile_id: str
    ranked: tuple[Ranked, ...]
    excluded: Mapping[str, int]
    considered: int
