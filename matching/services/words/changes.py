"""Sentences about what would be different: one change of the person's, or a rule of the list."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from matching.engine import Counterfactual, Figure, Moved, Opening
from matching.services.words.names import (
    certificate_name,
    concept_name,
    day_names,
    german_level,
    number,
    qualification_name,
    week_pattern,
)

FULL_SCORE = 100


def counterfactual(change: Counterfactual, *, old_points: int) -> str:
    """Return what would happen to an offer if the person changed one thing."""
    values = {
        "what": what(change.change, change.value),
        "rank": change.new_rank,
        "old": old_points,
        "new": round(FULL_SCORE * change.new_score),
    }
    place = _("With %(what)s: place %(rank)s. ") if change.new_rank else _("With %(what)s: ")
    return place % values + _("%(old)s points would become %(new)s.") % values


def opening(found: Opening) -> str:
    """Return where an offer that is kept back would stand if the person changed one thing."""
    values = {
        "what": what(found.change, found.value),
        "rank": found.new_rank,
        "new": round(FULL_SCORE * found.new_score),
    }
    return _("With %(what)s: place %(rank)s, %(new)s points.") % values


def moved(move: Moved) -> str:
    """Return why an offer stands elsewhere than its points alone would put it."""
    women = int(move.figures.get("women_percent", 0))
    values = {"rank": move.from_rank, "women": women, "men": FULL_SCORE - women}
    return _MOVES[move.reason]() % values


def what(kind: str, value: Figure) -> str:
    """Return a change as it follows "with": "a radius of 50 km"."""
    pattern, name = _CHANGES[kind]
    return pattern() % {"value": name(value)}


_CHANGES: Mapping[str, tuple[Callable[[], str], Callable[[Figure], str]]] = {
    "radius_km": (lambda: _("a radius of %(value)s km"), number),
    "limit_km": (lambda: _("a limit of %(value)s km"), number),
    "hours": (lambda: _("%(value)s hours a week"), number),
    "weekdays": (lambda: _("time on %(value)s, too"), day_names),
    "every_weeks": (lambda: _("time %(value)s"), week_pattern),
    "german_level": (lambda: _("German %(value)s"), german_level),
    "qualification_level": (lambda: _("the qualification “%(value)s”"), qualification_name),
    "skill": (lambda: _("the skill “%(value)s”"), concept_name),
    "certificate": (lambda: "%(value)s", certificate_name),
}

_MOVES: Mapping[str, Callable[[], str]] = {
    "provider_limit": lambda: _(
        "By its points it would be number %(rank)s. It stands further down so that no company fills the list."
    ),
    "exposure_few_women": lambda: _(
        "By its points it would be number %(rank)s. It stands further up because only %(women)s %% of the people in "
        "this occupation are women."
    ),
    "exposure_few_men": lambda: _(
        "By its points it would be number %(rank)s. It stands further up because only %(men)s %% of the people in "
        "this occupation are men."
    ),
    "exposure_shortage": lambda: _(
        "By its points it would be number %(rank)s. It stands further up because people are lacking in this occupation."
    ),
}
