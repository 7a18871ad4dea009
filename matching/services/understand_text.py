"""What free words ask for: hours, an occupation and a place ("Teilzeit Pflege Niesky", "nurse part-time in Görlitz").

A place is one of the portal's own district, or one that "in", "near" or a postcode announces: half of all German
words are a village somewhere. A word is an occupation when it names whoever does the work ("Köchin"), or when it stands
beside a word about work ("Job", "Teilzeit"): who types "Kita" alone wants a place for a child.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeVar

from django.conf import settings

from matching.engine import fold, tokens
from matching.models import Place
from matching.services.occupation_names import OccupationNames

MOST_WORDS: Final = 32  # of a text that are looked at
LONGEST_NAME: Final = 5  # words
SHORTEST_NAME: Final = 4  # letters of a place's name that stands for the whole

FULL_TIME, PART_TIME, MINI = "full_time", "part_time", "mini"
LEAST_FULL_TIME, MOST_MINI = 35, 10  # hours a week; the second is about what a Minijob leaves room for
_HOURS: Final = {
    FULL_TIME: ("vollzeit", "vollzeitjob", "vollzeitstelle", "full time", "fulltime"),
    PART_TIME: ("teilzeit", "teilzeitjob", "teilzeitstelle", "halbtags", "halbtagsjob", "part time", "parttime"),
    MINI: (
        "minijob",
        "minijobs",
        "mini job",
        "mini jobs",
        "geringfugig",
        "geringfugige",
        "nebenjob",
        "nebenjobs",
        "aushilfe",
    ),
}
_HOURS_BY_PHRASE: Final = {phrase: kind for kind, phrases in _HOURS.items() for phrase in phrases}
_HOUR_WORDS: Final = frozenset(("stunden", "stunde", "std", "wochenstunden", "hours", "hour", "h"))
_NUMBER_OF_HOURS = re.compile(r"([1-4]?\d)(h|std)?")
_WORK_WORDS: Final = frozenset(
    fold(
        "Job Jobs Stelle Stellen Stellenangebote Arbeit Arbeitsplatz Arbeitsstelle Beruf Praktikum Ausbildung "
        "Ausbildungsplatz Lehrstelle work vacancy vacancies apprenticeship internship position"
    ).split()
)
_PLACE_WORDS: Final = frozenset(("in", "bei", "nahe", "um", "near", "around", "at"))
_NAME_ENDS = re.compile(r"\s*/.*$|\s+(?:a|i)\.?\s?d\.?\s.*$|\s+(?:auf dem|am|an der|in der)\s.*$")
_POSTCODE = re.compile(r"\d{5}")
_WORD = re.compile(r"[^\W_]+(?:[-/.][^\W_]+)*")


Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place and every way to write it, made comparable."""

    id: int
    name: str
    latitude: float
    longitude: float
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnderstoodPlace:
    """A place with the words that named it."""

    place: KnownPlace
    typed: str


@dataclass(frozen=True, slots=True)
class UnderstoodOccupation:
    """The ISCO groups of an occupation with the words that named it."""

    isco: tuple[str, ...]
    typed: str


@dataclass(frozen=True, slots=True)
class UnderstoodHours:
    """ "full_time", "part_time" or "mini", with the words that said so."""

    kind: str
    typed: str


@dataclass(frozen=True, slots=True)
class UnderstoodText:
    """What a text asks for; what it does not say is nothing."""

    hours: UnderstoodHours | None = None
    occupation: UnderstoodOccupation | None = None
    place: UnderstoodPlace | None = None


def understand_text(text: str, *, places: Sequence[KnownPlace], occupations: OccupationNames) -> UnderstoodText:
    """Return the hours, the occupation and the place that a text asks for."""
    words = _WORD.findall(text)[:MOST_WORDS]
    taken: set[int] = set()
    hours = _first(words, taken, _hours_of)
    place = _place_in(words, taken, places)
    folded = [fold(word) for word in words]
    is_about_work = hours is not None or not _WORK_WORDS.isdisjoint(folded)
    taken.update(number for number, word in enumerate(folded) if word in _WORK_WORDS)

    def occupation_of(phrase: Sequence[str]) -> tuple[str, ...] | None:
        found = [one for one in occupations.named(" ".join(phrase)) if one.is_person or is_about_work]
        return tuple(dict.fromkeys(chain.from_iterable(one.isco for one in found))) or None

    occupation = _first(words, taken, occupation_of)
    return UnderstoodText(
        hours=UnderstoodHours(*hours) if hours else None,
        occupation=UnderstoodOccupation(*occupation) if occupation else None,
        place=place,
    )


def known_places(text: str = "") -> list[KnownPlace]:
    """Return the places of the own district, and those elsewhere that a text announces; one query."""
    announced = _announced(text)
    rows = Place.objects.filter(district_code__in=settings.PORTAL_DISTRICT_CODES)
    if announced:
        rows |= Place.objects.filter(folded_name__in=announced) | Place.objects.filter(postcode__in=announced)
    values = rows.values_list("pk", "kind", "name", "folded_name", "postcode", "latitude", "longitude")
    # Of several with one name the municipality is meant, and the largest of them.
    ordered = values.order_by("kind", "-population", "pk")
    return [
        KnownPlace(pk, name, latitude, longitude, tuple(_names(kind, folded, postcode)))
        for pk, kind, name, folded, postcode, latitude, longitude in ordered
    ]


def starts_like(name: str, typed: str) -> bool:
    """Return whether a name begins with what is being typed, however its letters are written."""
    return fold(name).startswith(fold(typed))


def _first(
    words: Sequence[str], taken: set[int], meaning_of: Callable[[Sequence[str]], Meaning | None]
) -> tuple[Meaning, str] | None:
    """Return what the longest, then the first run of free words means, with these words; they are taken then."""
    for length in range(min(LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = range(start, start + length)
            if taken.isdisjoint(span) and (meaning := meaning_of(words[start : start + length])):
                taken.update(span)
                return meaning, " ".join(words[start : start + length])
    return None


def _hours_of(phrase: Sequence[str]) -> str | None:
    spelled = " ".join(chain.from_iterable(tokens(word) for word in phrase))
    if kind := _HOURS_BY_PHRASE.get(spelled):
        return kind
    number, _, unit = spelled.partition(" ")
    counted = _NUMBER_OF_HOURS.fullmatch(number)
    if counted is None or not (counted[2] if not unit else unit in _HOUR_WORDS):
        return None
    hours = int(counted[1])
    if hours >= LEAST_FULL_TIME:
        return FULL_TIME
    return MINI if hours <= MOST_MINI else PART_TIME


def _place_in(words: Sequence[str], taken: set[int], places: Sequence[KnownPlace]) -> UnderstoodPlace | None:
    by_name: dict[str, KnownPlace] = {}
    for place in places:
        for name in place.names:
            by_name.setdefault(name, place)
    found = _first(words, taken, lambda phrase: by_name.get(fold(" ".join(phrase))))
    return UnderstoodPlace(*found) if found else None


def _announced(text: str) -> set[str]:
    """Return what may be a place outside the own district: what follows "in" or "near", and postcodes."""
    words = _WORD.findall(text)[:MOST_WORDS]
    found = {word for word in words if _POSTCODE.fullmatch(word)}
    for number, word in enumerate(words):
        if fold(word) in _PLACE_WORDS:
            found |= {fold(" ".join(words[number + 1 : end])) for end in range(number + 2, number + 2 + LONGEST_NAME)}
    return found - {""}


def _names(kind: str, folded: str, postcode: str) -> Iterator[str]:
    yield folded
    short = _NAME_ENDS.sub("", folded)
    parts = short.split("-") if kind == Place.Kind.MUNICIPALITY else ()
    yield from (name for name in dict.fromkeys((short, *parts)) if name != folded and len(name) >= SHORTEST_NAME)
    if postcode:
        yield postcode
