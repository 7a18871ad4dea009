"""How much somebody would work: full time, part time, or a few hours a week."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FACET = "hours"
FULL_TIME_FROM = 35  # hours a week
FEW_HOURS_UNTIL = 10  # hours a week: about what a job below the limit of a Minijob leaves room for

HOURS: dict[str, str | Promise] = {
    "full_time": _("Full time"),
    "part_time": _("Part time"),
    "mini": _("A few hours"),
}


def hours_of(least: float | None, most: float | None) -> Iterator[str]:
    """Return each way to work that an offer leaves open; none when it names no hours."""
    named = [hours for hours in (least, most) if hours is not None]
    if not named:
        return
    least, most = min(named), max(named)
    if most >= FULL_TIME_FROM:
        yield "full_time"
    if least < FULL_TIME_FROM and most > FEW_HOURS_UNTIL:
        yield "part_time"
    if least <= FEW_HOURS_UNTIL:
        yield "mini"
