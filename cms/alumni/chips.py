"""What the engine counts with, in a few words each: "Mechatronikerin", "ab Löbau", "30–35 Stunden"."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.core.work_words import certificate_names, day_names
from matching.models import Interest, Profile
from matching.services import span_text


def profile_chips(profile: Profile) -> list[str]:
    """Return what is known about a profile; the radius stands in a field of its own beside it."""
    return [chip for chip in _chips(profile) if chip]


def _chips(profile: Profile) -> Iterator[str]:
    yield profile.occupation_text or ", ".join(occupation.label for occupation in profile.occupations.all())
    yield _("from %(place)s") % {"place": profile.place.name} if profile.place else ""
    hours = span_text(profile.hours_min, profile.hours_max)
    yield _("%(hours)s hours") % {"hours": hours} if hours else ""
    yield ", ".join(day_names(profile.weekdays))
    yield profile.get_every_weeks_display() if profile.every_weeks else ""
    yield _("at most %(km)s km away") % {"km": profile.limit_km} if profile.limit_km else ""
    yield profile.get_qualification_level_display() if profile.qualification_level else ""
    yield from certificate_names(profile.certificates)
    yield _("German %(level)s") % {"level": profile.get_german_level_display()} if profile.german_level else ""
    n_skills = profile.skills.count()
    yield ngettext("%(count)s skill", "%(count)s skills", n_skills) % {"count": n_skills} if n_skills else ""
    labels = dict(Interest.choices)
    yield from (str(labels[interest]) for interest in profile.interests if interest in labels)
