"""Days and papers in the reader's words, wherever a profile or an offer is shown."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS

from matching.models import Certificate


def day_names(days: Iterable[int]) -> list[str]:
    """Return the names of days in the order of the week; 0 is Monday."""
    return [str(WEEKDAYS[day]) for day in sorted(set(days)) if day in WEEKDAYS]


def certificate_names(codes: Iterable[str]) -> list[str]:
    """Return the names of papers, the same order every time; a code that we no longer know stays a code."""
    labels = {str(code): str(label) for code, label in Certificate.choices}
    return [labels.get(code, code) for code in sorted(set(codes), key=[*labels, *codes].index)]
