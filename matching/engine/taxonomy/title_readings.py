"""Take the occupation out of a title as companies write it: "Azubi Zerspanung 2027", "Praktikum in der Kita".

A title has several readings: as it stands, without what only says kind and conditions, part by part, word by word.
Each has a worth in (0, 1], so that a good reading of more of the title wins over a good reading of less of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from matching.engine.taxonomy import advertised_words as words_of
from matching.engine.text.titles import normalize_title, without_gender_marks

_CORE: Final = 0.98
_PART: Final = 0.96
_LATER_PART: Final = 0.8
_FURTHER: Final = 0.02
_OTHER_FORM: Final = 0.02
_FIRST_WORDS: Final = 0.9
_LATER_WORDS: Final = 0.75
_LATER_PARTS_WORDS: Final = 0.74
_OTHER_LEVEL: Final = 0.7
_SHORT: Final = 4
_WORD_OF_ITS_OWN: Final = 6
_MOST_PARTS: Final = 6
_MOST_WORDS: Final = 8


@dataclass(frozen=True, slots=True)
class Reading:
    """One key a title may be read as.

    `may_be_like` allows labels that are only similar to it; `is_other_level` marks a trade without the word that
    makes its helper, teacher or leader of it.
    """

    key: str
    worth: float
    may_be_like: bool = False
    is_other_level: bool = False


def title_readings(title: str) -> list[Reading]:
    """Return the readings of a title beyond the title as it stands, the worthiest first, each key once."""
    parts = [words for words in map(_words, words_of.SEPARATORS.split(without_gender_marks(title))) if words]
    parts = parts[:_MOST_PARTS]
    readings: dict[str, Reading] = {}
    for reading in sorted((*_all(parts), *_without_conditions(title)), key=lambda found: -found.worth):
        known = readings.get(reading.key)
        if known is None:
            readings[reading.key] = reading
        elif reading.may_be_like and not known.may_be_like:
            readings[reading.key] = replace(known, may_be_like=True)
    return list(readings.values())


def _all(parts: list[list[str]]) -> Iterator[Reading]:
    contents = [list(filter(_is_content, words)) for words in parts]
    core = [word for words in contents for word in words]
    if core:
        yield Reading(" ".join(core), _CORE, may_be_like=len(core) <= _MOST_WORDS)
    limit = _OTHER_LEVEL if any(map(words_of.LEADERS.search, core)) else 1.0
    limit = min(limit, _OTHER_LEVEL if core and words_of.HELPERS.fullmatch(core[0]) else 1.0)
    place = 0
    for words, content in zip(parts, contents, strict=True):
        if content:
            yield from _of_part(words, content, place, limit)
            place += 1


def _without_conditions(title: str) -> Iterator[Reading]:
    """Read the title with its little words, for names that have them: "Garten und Landschaft"."""
    words = [word for word in _words(title) if word not in words_of.CONDITIONS]
    if words:
        yield Reading(" ".join(words), _CORE)


def _of_part(words: list[str], content: list[str], place: int, limit: float) -> Iterator[Reading]:
    """Read one part: all of it, without its additions ("… für die Frühschicht"), then word by word."""
    worth = _PART if place == 0 else _LATER_PART - place * _FURTHER
    first_words = _FIRST_WORDS if place == 0 else _LATER_PARTS_WORDS
    head = _before_addition(words) or content
    kept = [word for word in head if word not in words_of.GENERAL_PERSONS] or head
    for named in (words, content, head, kept):
        key = " ".join(named)
        yield _leveled(key, worth, limit, may_be_like=place == 0 and named is kept and len(key) > _SHORT)
        for form in _forms(named):
            yield _leveled(form, worth - _OTHER_FORM, limit)
    for key, is_first in _runs(kept[:_MOST_WORDS]):
        level = first_words if is_first else _LATER_WORDS
        yield _leveled(key, level, limit)
        for form in _forms(key.split(" ")):
            yield _leveled(form, level - _OTHER_FORM, limit)


def _words(part: str) -> list[str]:
    """Return the folded words of a part without numbers; compounds lose an end that names a kind or a house."""
    words = normalize_title(part).split()
    return [word for word in words if not words_of.NUMBERS.search(word)]


def _is_content(word: str) -> bool:
    return word not in words_of.CONDITIONS and word not in words_of.PREPOSITIONS and word not in words_of.ARTICLES


def _before_addition(words: list[str]) -> list[str]:
    """Return the content words before the first preposition that follows one: "erzieher" of "Erzieher im Hort"."""
    head: list[str] = []
    for word in words:
        if word in words_of.PREPOSITIONS and head:
            break
        if _is_content(word):
            head.append(word)
    return head


def _leveled(key: str, worth: float, limit: float, *, may_be_like: bool = False) -> Reading:
    """Make a reading; "kita" is not what "Leitung Kita" means, "kitaleiter" is."""
    is_other_level = limit < 1.0 and not (words_of.LEADERS.search(key) or words_of.HELPERS.search(key))
    return Reading(key, min(worth, limit) if is_other_level else worth, may_be_like, is_other_level)


def _runs(words: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield runs of words that leave something out, longest first, and whether they begin the part."""
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length]), start == 0


def _forms(words: list[str]) -> Iterator[str]:
    """Yield other ways to name the same: the person of a field, the trade of a house, the compound of two words."""
    if not words:
        return
    for person in _persons(words[-1]):
        yield " ".join([*words[:-1], person])
    if len(words) > 1:
        for person in _persons(words[0]):
            yield " ".join([person, *words[1:]])
        if words_of.LEADERS_OF_FIELDS.search(words[0]):
            yield " ".join(["leiter", *words[1:]])
    if len(words) == 2:
        yield from _compounds(*words)


def _compounds(first: str, second: str) -> Iterator[str]:
    for person, field in ((first, second), (second, first)):
        for name in (person, *_persons(person)):
            for link in words_of.LINKS:
                yield f"{field}{link}{name}"


@lru_cache(maxsize=20_000)
def _persons(word: str) -> tuple[str, ...]:
    shorter = words_of.KIND_ENDINGS.sub("", word)
    persons = [shorter] if shorter != word else []
    for field, person in words_of.PERSONS_OF_FIELDS:
        if word.endswith(field) and (len(word) > len(field) + 1 or len(field) >= _WORD_OF_ITS_OWN):
            persons.append(word.removesuffix(field) + person)
    return tuple(persons)
