"""Puts the engine's reason codes and figures into sentences, for adults ("Sie") and for youths ("du")."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from matching.engine import Contribution, Counterfactual, Missing, load_taxonomy
from matching.models import GermanLevel, Interest
from matching.services.figures import number_text, span_text

MAX_NAMED_SKILLS = 3
NEARBY_KM = 1.0  # nobody says "0 km"


@dataclass(frozen=True, slots=True)
class Words:
    """The wording for one reader: how they are addressed and where they are."""

    is_youth: bool
    place_name: str

    def label(self, part: str) -> str:
        """Return a part's name."""
        return {
            "occupation": _("Occupation"),
            "skills": _("Skills"),
            "place": _("Distance"),
            "hours": _("Working hours"),
            "language": _("Language"),
            "interests": _("Interests"),
        }.get(part, part)

    def reason(self, part: Contribution) -> str:
        """Return why a part scored as it did."""
        if part.score is None:
            return _("not known, counted as average")
        return _REASONS[part.reason](self, part.figures)

    def missing(self, fact: Missing) -> str:
        """Return what the person could add, or what the offer does not say."""
        if fact.side == "offer":
            return self.label(fact.part) + ": " + _("the offer does not say.")
        advice = {
            "occupations": self._say(
                _("Tell us your occupation, then we can compare it."),
                pgettext("youth", "Tell us which occupation you dream of, then we can compare it."),
            ),
            "skills": self._say(
                _("Add what you are good at, then we can compare it."),
                pgettext("youth", "Add what you are good at, then we can compare it."),
            ),
            "place": self._say(
                _("Tell us your place, then we can compute the distance."),
                pgettext("youth", "Tell us where you live, then we can compute the distance."),
            ),
            "radius_km": self._say(
                _("Tell us how far you would go."), pgettext("youth", "Tell us how far you would go.")
            ),
            "hours": _("Tell us how many hours a week suit you."),
            "german_level": _("Tell us your level of German."),
            "languages": self._say(
                _("Tell us which languages you speak."), pgettext("youth", "Tell us which languages you speak.")
            ),
            "interests": self._say(
                _("Tell us what you like to do."), pgettext("youth", "Tell us what you like to do.")
            ),
        }
        return advice.get(fact.field, self.label(fact.part) + ": " + _("not stated yet."))

    def counterfactual(self, change: Counterfactual, *, old_points: int) -> str:
        """Return what would happen if the person changed one thing."""
        figures = {
            "value": _number(change.value),
            "rank": change.new_rank,
            "old": old_points,
            "new": round(100 * change.new_score),
        }
        if change.change == "german_level":
            figures["value"] = GermanLevel(int(change.value)).label
        place = _("With %(what)s: place %(rank)s. ") if change.new_rank else _("With %(what)s: ")
        what = {
            "radius_km": _("a radius of %(value)s km"),
            "hours": _("%(value)s hours a week"),
            "german_level": _("German %(value)s"),
        }[change.change] % figures
        return place % {"what": what, **figures} + _("%(old)s points would become %(new)s.") % figures

    def _say(self, formal: str, familiar: str) -> str:
        return familiar if self.is_youth else formal


Figures = Mapping[str, float | int | str]


def _number(value: float | int | str) -> str:
    return number_text(round(float(value)))


def _occupation_same(words: Words, figures: Figures) -> str:
    if words.is_youth:
        return pgettext("youth", "exactly the occupation you look for")
    return _("exactly your occupation")


def _occupation_related(words: Words, figures: Figures) -> str:
    own = _concept(figures.get("profile_occupation"))
    if not own:
        return _("related to your occupation")
    return _("related to %(occupation)s") % {"occupation": own}


def _occupation_far(words: Words, figures: Figures) -> str:
    if words.is_youth:
        return pgettext("youth", "another occupation than the one you look for")
    return _("another occupation than yours")


def _skills_covered(words: Words, figures: Figures) -> str:
    covered, asked = int(figures["covered"]), int(figures["asked"])
    text = ngettext("%(covered)s of %(asked)s skill", "%(covered)s of %(asked)s skills", asked) % {
        "covered": covered,
        "asked": asked,
    }
    names = [_concept(one) for one in str(figures.get("ids", "")).split()[:MAX_NAMED_SKILLS]]
    return f"{text}: {', '.join(name for name in names if name)}" if any(names) else text


def _skills_none(words: Words, figures: Figures) -> str:
    return _("other skills than the ones stated")


def _place(words: Words, figures: Figures) -> str:
    values = {"km": _number(figures["distance_km"]), "place": words.place_name, "limit": _limit(figures)}
    if float(figures["distance_km"]) < NEARBY_KM:
        return _("in %(place)s itself") % values
    if not values["limit"]:
        return _("%(km)s km from %(place)s") % values
    if words.is_youth:
        return pgettext("youth", "%(km)s km from %(place)s, you wanted at most %(limit)s") % values
    return _("%(km)s km from %(place)s, you wanted at most %(limit)s") % values


def _place_remote(words: Words, figures: Figures) -> str:
    return _place(words, figures) + _(", but partly from home") if "distance_km" in figures else _("from home")


def _limit(figures: Figures) -> str:
    return _number(figures["radius_km"]) if "radius_km" in figures else ""


def _hours(figures: Figures, side: str) -> str:
    return span_text(float(figures[f"{side}_min"]), float(figures[f"{side}_max"]))


def _hours_fit(words: Words, figures: Figures) -> str:
    return _("%(offer)s hours fit your %(own)s") % {
        "offer": _hours(figures, "offer"),
        "own": _hours(figures, "profile"),
    }


def _hours_differ(words: Words, figures: Figures) -> str:
    return _("%(offer)s hours, you wanted %(own)s") % {
        "offer": _hours(figures, "offer"),
        "own": _hours(figures, "profile"),
    }


def _language_fit(words: Words, figures: Figures) -> str:
    return _("German %(known)s is enough, %(asked)s is asked for") % _levels(figures)


def _language_below(words: Words, figures: Figures) -> str:
    return _("German %(asked)s is asked for, you have %(known)s") % _levels(figures)


def _levels(figures: Figures) -> dict[str, str]:
    return {name: GermanLevel(int(figures[name])).label for name in ("asked", "known")}


def _language_shared(words: Words, figures: Figures) -> str:
    names = ", ".join(language_name(code) for code in str(figures["languages"]).split())
    return pgettext("youth", "You both speak %(languages)s") % {"languages": names}


def _language_none(words: Words, figures: Figures) -> str:
    return _("no language in common that was stated")


def _interests_shared(words: Words, figures: Figures) -> str:
    names = ", ".join(str(Interest(code).label) for code in str(figures["codes"]).split())
    if words.is_youth:
        return pgettext("youth", "You both like: %(interests)s") % {"interests": names}
    return _("shared interests: %(interests)s") % {"interests": names}


def _interests_none(words: Words, figures: Figures) -> str:
    return _("other interests")


_REASONS: Mapping[str, Callable[[Words, Figures], str]] = {
    "occupation_same": _occupation_same,
    "occupation_related": _occupation_related,
    "occupation_far": _occupation_far,
    "skills_covered": _skills_covered,
    "skills_none": _skills_none,
    "place_near": _place,
    "place_outside": _place,
    "place_remote": _place_remote,
    "hours_fit": _hours_fit,
    "hours_differ": _hours_differ,
    "language_fit": _language_fit,
    "language_below": _language_below,
    "language_shared": _language_shared,
    "language_none": _language_none,
    "interests_shared": _interests_shared,
    "interests_none": _interests_none,
}


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


def _concept(concept_id: object) -> str:
    """Return the reader's name of an occupation or skill; both halves of "Koch/Köchin" say the same."""
    if not concept_id:
        return ""
    taxonomy = load_taxonomy()
    language = "de" if (get_language() or "de").startswith("de") else "en"
    labels = taxonomy.labels(str(concept_id), language) or taxonomy.labels(str(concept_id), "en")
    return labels[0] if labels else ""
