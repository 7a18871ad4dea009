"""One part of the portal, with a mark and words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from django.template.defaultfilters import filesizeformat
from django.utils.timesince import timesince
from django.utils.translation import gettext as _


class Level(IntEnum):
    """How a part is; the highest decides about the whole."""

    WELL = 0
    LOOK = 1
    BAD = 2

    @property
    def word(self) -> str:
        """The mark as a word, so that nobody depends on its color."""
        return [_("well"), _("look at it"), _("act now")][self]

    @property
    def icon(self) -> str:
        """The mark as a sign."""
        return ["check", "warning", "cross"][self]


@dataclass(frozen=True, slots=True)
class Part:
    """What the screen shows of one part."""

    name: str
    level: Level
    text: str  # what was measured
    meaning: str  # what this part is for, or what its state means for people
    advice: str = ""  # what to do, where there is anything to do


def size(n_bytes: int) -> str:
    """Return a number of bytes in words."""
    return str(filesizeformat(n_bytes))


def span(duration: timedelta) -> str:
    """Return a duration in words, its largest unit only."""
    end = datetime(2000, 1, 1) + max(duration, timedelta())  # noqa: DTZ001  only the distance counts
    return str(timesince(datetime(2000, 1, 1), end, depth=1))  # noqa: DTZ001
