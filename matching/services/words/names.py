"""Names of codes and ids in the reader's language."""

from collections.abc import Iterable

from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from matching.engine import load_taxonomy
from matching.models import Certificate, GermanLevel, QualificationLevel, Rhythm
from matching.services.figures import number_text

MAX_NAMED = 3


def number(value: float | int | str) -> str:
    """Return a whole number as the reader's language writes it."""
    return number_text(round(float(value)))


def german_level(value: float | int | str) -> str:
    """Return "B2" for 4."""
    return str(GermanLevel(int(float(value))).label)


def concept_name(concept_id: object) -> str:
    """Return the reader's name of an occupation or skill; both halves of "Koch/Köchin" say the same."""
    if not concept_id:
        return ""
    taxonomy = load_taxonomy()
    language = "de" if (get_language() or "de").startswith("de") else "en"
    labels = taxonomy.labels(str(concept_id), language) or taxonomy.labels(str(concept_id), "en")
    return labels[0] if labels else ""


def concept_names(concept_ids: object) -> str:
    """Return the first few names of ids that are separated by spaces."""
    names = (concept_name(one) for one in str(concept_ids or "").split()[:MAX_NAMED])
    return ", ".join(name for name in names if name)


def day_names(days: object) -> str:
    """Return "Thursday, Sunday" for "3 6"."""
    return ", ".join(str(WEEKDAYS[int(day)]) for day in str(days).split())


def week_pattern(every_weeks: float | int | str) -> str:
    """Return how often somebody comes: every week, every second week, every n weeks."""
    n_weeks = max(1, int(float(every_weeks)))
    if n_weeks in Rhythm.values:
        return str(Rhythm(n_weeks).label)
    return _("every %(n)s weeks") % {"n": n_weeks}


def qualification_name(level: float | int | str) -> str:
    """Return what a level of the German qualifications framework stands for."""
    return str(QualificationLevel(int(float(level))).label)


def certificate_name(code: float | int | str) -> str:
    """Return the name of a paper that an offer may require."""
    return str(Certificate(str(code)).label)


def language_name(code: str) -> str:
    """Return a language's name in the reader's language."""
    return {
        "de": _("German"),
        "en": _("English"),
        "pl": _("Polish"),
        "cs": _("Czech"),
        "uk": _("Ukrainian"),
        "ru": _("Russian"),
        "ar": _("Arabic"),
        "vi": _("Vietnamese"),
        "fa": _("Persian"),
        "tr": _("Turkish"),
        "fr": _("French"),
        "es": _("Spanish"),
        "ro": _("Romanian"),
        "hsb": _("Upper Sorbian"),
    }.get(code, code)


def language_names(codes: Iterable[str]) -> str:
    """Return several languages' names."""
    return ", ".join(language_name(code) for code in codes)
