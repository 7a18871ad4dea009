"""One sentence per reason code: why a part scored as it did, with the figures."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from matching.engine import Figure
from matching.models import Interest
from matching.services.figures import span_text
from matching.services.words.names import (
    concept_name,
    concept_names,
    day_names,
    german_level,
    language_names,
    number,
    qualification_name,
    week_pattern,
)
from matching.services.words.reader import Reader

NEARBY_KM = 1.0  # nobody says "0 km"

Figures = Mapping[str, Figure]
Wording = Callable[[Reader, Figures], str]


def _occupation_same(reader: Reader, figures: Figures) -> str:
    return reader.say(_("exactly your occupation"), pgettext("youth", "exactly the occupation you look for"))


def _occupation_related(reader: Reader, figures: Figures) -> str:
    own = concept_name(figures.get("profile_occupation"))
    if not own:
        return _("related to your occupation")
    return _("related to %(occupation)s") % {"occupation": own}


def _occupation_far(reader: Reader, figures: Figures) -> str:
    familiar = pgettext("youth", "another occupation than the one you look for")
    return reader.say(_("another occupation than yours"), familiar)


def _skills_covered(reader: Reader, figures: Figures) -> str:
    covered, asked = int(figures["covered"]), int(figures["asked"])
    text = ngettext("%(covered)s of %(asked)s skill", "%(covered)s of %(asked)s skills", asked) % {
        "covered": covered,
        "asked": asked,
    }
    names, near = concept_names(figures.get("ids")), concept_names(figures.get("near_ids"))
    text += f": {names}" if names else ""
    return text + (_("; similar: %(names)s") % {"names": near} if near else "")


def _skills_near(reader: Reader, figures: Figures) -> str:
    near = concept_names(figures.get("near_ids"))
    return _("similar skills: %(names)s") % {"names": near} if near else _("similar skills")


def _skills_none(reader: Reader, figures: Figures) -> str:
    return _("other skills than the ones stated")


def _title_same(reader: Reader, figures: Figures) -> str:
    return reader.say(_("called as you look for it"), pgettext("youth", "called as you look for it"))


def _title_alike(reader: Reader, figures: Figures) -> str:
    values = {"percent": number(100 * float(figures["likeness"]))}
    formal = _("the title is %(percent)s %% like what you look for")
    return reader.say(formal, pgettext("youth", "the title is %(percent)s %% like what you look for")) % values


def _place(reader: Reader, figures: Figures) -> str:
    values = {"km": number(figures["distance_km"]), "place": reader.place_name, "limit": _limit(figures)}
    if float(figures["distance_km"]) < NEARBY_KM:
        return _("in %(place)s itself") % values
    if not values["limit"]:
        return _("%(km)s km from %(place)s") % values
    formal = _("%(km)s km from %(place)s, you wanted at most %(limit)s")
    return reader.say(formal, pgettext("youth", "%(km)s km from %(place)s, you wanted at most %(limit)s")) % values


def _place_remote(reader: Reader, figures: Figures) -> str:
    return _place(reader, figures) + _(", but partly from home") if "distance_km" in figures else _("from home")


def _limit(figures: Figures) -> str:
    return number(figures["radius_km"]) if "radius_km" in figures else ""


def _hours_fit(reader: Reader, figures: Figures) -> str:
    formal = _("%(offer)s hours fit your %(own)s")
    return reader.say(formal, pgettext("youth", "%(offer)s hours fit your %(own)s")) % _hours(figures)


def _hours_differ(reader: Reader, figures: Figures) -> str:
    formal = _("%(offer)s hours, you wanted %(own)s")
    return reader.say(formal, pgettext("youth", "%(offer)s hours, you wanted %(own)s")) % _hours(figures)


def _hours(figures: Figures) -> dict[str, str]:
    return {
        "offer": span_text(float(figures["offer_min"]), float(figures["offer_max"])),
        "own": span_text(float(figures["profile_min"]), float(figures["profile_max"])),
    }


def _hours_away(reader: Reader, figures: Figures) -> str:
    sentences = []
    if "missing_days" in figures:
        formal = _("also on %(days)s, when you cannot be there")
        familiar = pgettext("youth", "also on %(days)s, when you cannot be there")
        sentences.append(reader.say(formal, familiar) % {"days": day_names(figures["missing_days"])})
    if "asked_every_weeks" in figures:
        formal = _("%(asked)s, you can come %(free)s")
        values = {name: week_pattern(figures[f"{name}_every_weeks"]) for name in ("asked", "free")}
        sentences.append(reader.say(formal, pgettext("youth", "%(asked)s, you can come %(free)s")) % values)
    return "; ".join(sentences) or _("at other times")


def _language_fit(reader: Reader, figures: Figures) -> str:
    return _("German %(known)s is enough, %(asked)s is asked for") % _german_levels(figures)


def _language_below(reader: Reader, figures: Figures) -> str:
    formal = _("German %(asked)s is asked for, you have %(known)s")
    familiar = pgettext("youth", "German %(asked)s is asked for, you have %(known)s")
    return reader.say(formal, familiar) % _german_levels(figures)


def _german_levels(figures: Figures) -> dict[str, str]:
    return {name: german_level(figures[name]) for name in ("asked", "known")}


def _language_shared(reader: Reader, figures: Figures) -> str:
    return pgettext("youth", "You both speak %(languages)s") % {
        "languages": language_names(str(figures["languages"]).split())
    }


def _language_none(reader: Reader, figures: Figures) -> str:
    return _("no language in common that was stated")


def _level_fit(reader: Reader, figures: Figures) -> str:
    return _("“%(known)s” is enough, “%(asked)s” is asked for") % _qualifications(figures)


def _level_below(reader: Reader, figures: Figures) -> str:
    formal = _("“%(asked)s” is asked for, you have “%(known)s”")
    familiar = pgettext("youth", "“%(asked)s” is asked for, you have “%(known)s”")
    return reader.say(formal, familiar) % _qualifications(figures)


def _level_above(reader: Reader, figures: Figures) -> str:
    formal = _("you bring more than is asked for: “%(known)s” instead of “%(asked)s”")
    familiar = pgettext("youth", "you bring more than is asked for: “%(known)s” instead of “%(asked)s”")
    return reader.say(formal, familiar) % _qualifications(figures)


def _qualifications(figures: Figures) -> dict[str, str]:
    return {name: qualification_name(figures[name]) for name in ("asked", "known")}


def _recency(reader: Reader, figures: Figures) -> str:
    n_days = int(figures["days"])
    if n_days == 0:
        return _("published today")
    return ngettext("published %(days)s day ago", "published %(days)s days ago", n_days) % {"days": n_days}


def _interests_shared(reader: Reader, figures: Figures) -> str:
    names = ", ".join(str(Interest(code).label) for code in str(figures["codes"]).split())
    formal, familiar = _("shared interests: %(interests)s"), pgettext("youth", "You both like: %(interests)s")
    return reader.say(formal, familiar) % {"interests": names}


def _interests_none(reader: Reader, figures: Figures) -> str:
    return _("other interests")


REASONS: Mapping[str, Wording] = {
    "occupation_same": _occupation_same,
    "occupation_related": _occupation_related,
    "occupation_far": _occupation_far,
    "skills_covered": _skills_covered,
    "skills_near": _skills_near,
    "skills_none": _skills_none,
    "title_same": _title_same,
    "title_alike": _title_alike,
    "title_far": _title_alike,
    "place_near": _place,
    "place_outside": _place,
    "place_remote": _place_remote,
    "hours_fit": _hours_fit,
    "hours_differ": _hours_differ,
    "hours_away": _hours_away,
    "language_fit": _language_fit,
    "language_below": _language_below,
    "language_shared": _language_shared,
    "language_none": _language_none,
    "level_fit": _level_fit,
    "level_below": _level_below,
    "level_above": _level_above,
    "recency_new": _recency,
    "recency_older": _recency,
    "interests_shared": _interests_shared,
    "interests_none": _interests_none,
}
