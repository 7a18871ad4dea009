"""The weights in plain words, for the page that tells how the order comes about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class WeightLine:
    """One part of the score: its name, what it looks at, and its most points."""

    label: str
    text: str
    max_points: int


def weight_lines(parts: Mapping[str, float]) -> list[WeightLine]:
    """Return the parts of a program's weights, heaviest first."""
    words = _words()
    lines = [WeightLine(*words.get(name, (name, "")), round(100 * weight)) for name, weight in parts.items()]
    return sorted(lines, key=lambda line: -line.max_points)


def _words() -> dict[str, tuple[str, str]]:
    return {
        "occupation": (_("Occupation"), _("How near is the offer to your occupation?")),
        "skills": (_("Skills"), _("How many of the skills asked for do you have?")),
        "title": (_("Job title"), _("Is the offer called what you look for, in your own words?")),
        "place": (_("Distance"), _("How far is it from your place, and is that within your radius?")),
        "hours": (_("Working hours"), _("Do the hours a week and the days fit what you want?")),
        "language": (_("Language"), _("Is your level of German enough?")),
        "level": (_("Qualification"), _("Does your qualification fit the one asked for?")),
        "recency": (_("Newness"), _("How new is the offer?")),
        "interests": (_("Interests"), _("Do you like what is to be done there?")),
    }
