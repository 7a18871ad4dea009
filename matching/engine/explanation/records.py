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
    * skills_covered, skills_near, skills_none (covered, asked, ids, near_ids, missing_ids)
    * title_same, title_alike, title_far (likeness)
    * interests_shared (codes, shared), interests_none
    * place_near, place_outside, place_remote (distance_km, radius_km, remote_share where known)
    * hours_fit, hours_differ, hours_away (offer_min, offer_max, profile_min, profile_max where known; what does not
      fit: missing_days, asked_every_weeks and free_every_weeks)
    * language_fit, language_below (asked, known), language_shared (languages), language_none
    * level_fit, level_above, level_below (asked, known)
    * recency_new, recency_older (days)

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

    `side` is "profile" or "offer"; `field` is the name of the record's field, except "place" for its coordinates and
    "hours" for both ends of the weekly hours.
    """

    part: str
    side: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfactual:
    """What would happen to this offer if the person changed one thing, found by ranking again.

    `change` and `value` are those of :class:`Change`. `new_rank` counts from 1; ``None`` if the offer would not be
    shown.
    """

    change: str
    value: Figure
    new_score: float
    new_rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """An offer that a hard rule keeps back and that one change would bring into the list: a wider limit, a paper."""

    offer_id: str
    change: str
    value: Figure
    new_score: float
    new_rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An offer that a rule of the list put elsewhere than its score alone; ranks count from 1.

    `reason` is "provider_limit" (down: its provider has its places already) or "exposure_few_women",
    "exposure_few_men" (both with women_percent), "exposure_shortage" (up: it deserves to be seen).
    """

    offer_id: str
    from_rank: int
    to_rank: int
    reason: str
    figures: Mapping[str, Figure] = field(default_factory=dict)


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

    `excluded` counts by rule what was kept back, `considered` is how many offers were looked at in all. `moves` are
    those of the offers in `ranked` that a rule of the list put elsewhere, `openings` what a lifted rule would bring.
    """

    profile_id: str
    ranked: tuple[Ranked, ...]
    excluded: Mapping[str, int]
    considered: int
    moves: tuple[Moved, ...] = ()
    openings: tuple[Opening, ...] = ()
