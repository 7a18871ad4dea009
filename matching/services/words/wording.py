"""Everything that is said to one reader about a score."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from matching.engine import Contribution, Missing
from matching.services.words.reader import Reader
from matching.services.words.reasons import REASONS


@dataclass(frozen=True, slots=True)
class Words(Reader):
    """The wording for one reader."""

    def label(self, part: str) -> str:
        """Return a part's name."""
        return {
            "occupation": _("Occupation"),
            "skills": _("Skills"),
            "title": _("Job title"),
            "place": _("Distance"),
            "hours": _("Working hours"),
            "language": _("Language"),
            "level": _("Qualification"),
            "recency": _("Newness"),
            "interests": _("Interests"),
        }.get(part, part)

    def reason(self, part: Contribution) -> str:
        """Return why a part scored as it did."""
        if part.score is None:
            return _("not known, counted as average")
        return REASONS[part.reason](self, part.figures)

    def missing(self, fact: Missing) -> str:
        """Return what the person could add, or what the offer does not say."""
        if fact.side == "offer":
            return self.label(fact.part) + ": " + _("the offer does not say.")
        advice = {
            "occupations": self.say(
                _("Tell us your occupation, then we can compare it."),
                pgettext("youth", "Tell us which occupation you dream of, then we can compare it."),
            ),
            "titles": self.say(
                _("Tell us in your own words what you look for."),
                pgettext("youth", "Tell us in your own words what you look for."),
            ),
            "skills": self.say(
                _("Add what you are good at, then we can compare it."),
                pgettext("youth", "Add what you are good at, then we can compare it."),
            ),
            "place": self.say(
                _("Tell us your place, then we can compute the distance."),
                pgettext("youth", "Tell us where you live, then we can compute the distance."),
            ),
            "radius_km": self.say(
                _("Tell us how far you would go."), pgettext("youth", "Tell us how far you would go.")
            ),
            "hours": self.say(
                _("Tell us how many hours a week suit you."),
                pgettext("youth", "Tell us how many hours a week suit you."),
            ),
            "german_level": self.say(
                _("Tell us your level of German."), pgettext("youth", "Tell us your level of German.")
            ),
            "qualification_level": self.say(
                _("Tell us your highest qualification."), pgettext("youth", "Tell us your highest qualification.")
            ),
            "languages": self.say(
                _("Tell us which languages you speak."), pgettext("youth", "Tell us which languages you speak.")
            ),
            "interests": self.say(_("Tell us what you like to do."), pgettext("youth", "Tell us what you like to do.")),
        }
        return advice.get(fact.field, self.label(fact.part) + ": " + _("not stated yet."))
