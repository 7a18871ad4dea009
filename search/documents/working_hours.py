"""How much somebody would work: full time, part time, or a few hours a week."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.services.understand_text import FULL_TIME, LEAST_FULL_TIME, MINI, MOST_MINI, PART_TIME

FACET = "hours"

HOURS: dict[str, str | Promise] = {
    FULL_TIME: _("Full time"),
    PART_TIME: _("Part time"),
    MINI: _("A few hours"),
}


def hours_of(least: float | None, most: float | None) -> Iterator[str]:
    """Return each way to work that an offer leaves open; none when it names no hours."""
    named = [hours for hours in (least, most) if hours is not None]
    if not named:
        return
    least, most = min(named), max(named)
    if most >= LEAST_FULL_TIME:
        yield FULL_TIME
    if least < LEAST_FULL_TIME and most > MOST_MINI:
        yield PART_TIME
    if least <= MOST_MINI:
        yield MINI
