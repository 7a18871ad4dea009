"""Changes of one fact in the direction that a scorer states, for the test that checks the statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isnan

from hypothesis import strategies as st

from matching.engine import Offer, Profile
from matching.engine.scoring import Direction
from tests.matching.engine.strategies import OCCUPATIONS, SKILLS, TITLES

_MORE_OF = {
    "occupations": st.sampled_from(OCCUPATIONS),
    "skills": st.sampled_from(SKILLS),
    "titles": st.sampled_from(TITLES),
    "languages": st.sampled_from(["de", "pl", "uk", "fr"]),
    "weekdays": st.integers(0, 6),
}
_ENDS = {"german_level": (1, 6), "every_weeks": (1, 6), "remote_share": (0.0, 1.0)}
_OTHERWISE = (1.0, 200.0)


def changed(draw, side: Profile | Offer, other: Profile | Offer, field: str, direction: Direction):
    """Return the record with this fact changed in that direction; unchanged if it states nothing there."""
    value = getattr(side, field)
    if not is_stated(value):
        return side
    if direction is Direction.TOWARDS:
        return replace(side, **{field: _towards(draw, value, getattr(other, field))})
    if isinstance(value, (tuple, frozenset)):
        return replace(side, **{field: type(value)([*value, draw(_MORE_OF[field])])})
    if isinstance(value, date):
        return replace(side, **{field: draw(st.dates(value, date(2026, 7, 1)))})
    lowest, highest = _ENDS.get(field, _OTHERWISE)
    numbers = st.integers if isinstance(value, int) else st.floats
    if direction is Direction.MORE:
        return replace(side, **{field: draw(numbers(value, max(value, highest)))})
    return replace(side, **{field: draw(numbers(min(value, lowest), value))})


def is_stated(value: object) -> bool:
    """Whether a record tells anything by this value."""
    return value not in (None, (), frozenset()) and not (isinstance(value, float) and isnan(value))


def _towards(draw, value, goal):
    if not is_stated(goal):
        return value
    if isinstance(value, frozenset):
        gained = draw(st.frozensets(st.sampled_from(sorted(goal))))
        lost = draw(st.frozensets(st.sampled_from(sorted(value))))
        return (value | gained) - (lost - goal) or value
    return draw(st.integers(min(value, goal), max(value, goal)))
