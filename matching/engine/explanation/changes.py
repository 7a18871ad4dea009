"""What a person could change about themselves, one thing at a time: the kinds of counterfactuals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import isnan
from types import MappingProxyType
from typing import Final

from matching.engine.entities import Profile
from matching.engine.scoring import Figure


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its kind (a key of :data:`CHANGED_PARTS`) and the new value.

    * radius_km, limit_km: the new distance
    * hours: weekly hours that the wish would have to reach
    * weekdays: the days that would be free as well, 0 = Monday, separated by spaces
    * every_weeks: 1 for each week, 2 for every second
    * german_level, qualification_level: the new level
    * skill, certificate: the id or code of one more
    """

    kind: str
    value: Figure


CHANGED_PARTS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "radius_km": ("place",),
        "hours": ("hours",),
        "weekdays": ("hours",),
        "every_weeks": ("hours",),
        "german_level": ("language",),
        "skill": ("skills",),
        "qualification_level": ("level",),
        "limit_km": (),
        "certificate": (),
    }
)
"""Which parts see a change; those without parts lift a hard rule."""


def with_change(profile: Profile, change: Change) -> Profile:
    """Return the person as they would be after a change.

    Raises
    ------
    KeyError
        If there is no such kind of change.
    """
    return _APPLIED[change.kind](profile, change.value)


def _with_hours(profile: Profile, value: Figure) -> Profile:
    ends = [end for end in (profile.hours_min, profile.hours_max, float(value)) if not isnan(end)]
    return replace(profile, hours_min=min(ends), hours_max=max(ends))


def _with_weekdays(profile: Profile, value: Figure) -> Profile:
    return replace(profile, weekdays=profile.weekdays | {int(day) for day in str(value).split()})


_APPLIED: Final[Mapping[str, Callable[[Profile, Figure], Profile]]] = MappingProxyType(
    {
        "radius_km": lambda profile, value: replace(profile, radius_km=float(value)),
        "hours": _with_hours,
        "weekdays": _with_weekdays,
        "every_weeks": lambda profile, value: replace(profile, every_weeks=int(value)),
        "german_level": lambda profile, value: replace(profile, german_level=int(value)),
        "skill": lambda profile, value: replace(profile, skills=profile.skills | {str(value)}),
        "qualification_level": lambda profile, value: replace(profile, qualification_level=int(value)),
        "limit_km": lambda profile, value: replace(profile, limit_km=float(value)),
        "certificate": lambda profile, value: replace(profile, certificates=profile.certificates | {str(value)}),
    }
)
