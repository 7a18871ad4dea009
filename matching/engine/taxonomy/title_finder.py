"""Find the occupations of a title: the title as it stands, then what is left without the words of advertising.

A reading whose words are exactly a name is a fact of the taxonomy; names that are only alike are ranked by the
:class:`.TitleRanker`. Both speak in the same unit: how often such an answer was right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from matching.engine.taxonomy.listed_titles import ListedTitle
from matching.engine.taxonomy.title_names import EVERYDAY, PREFERRED
from matching.engine.taxonomy.title_ranker import LISTED_CONFIDENCE, LONGEST_TITLE, TitleRanker
from matching.engine.taxonomy.title_readings import Reading, title_readings
from matching.engine.text.nearest_words import NearestWords
from matching.engine.text.titles import normalize_title, title_variants

# How often the concept was right that a title names exactly, among 1,120 judged Austrian titles, rounded.
_PREFERRED_NAME: Final = 0.95  # 316 titles, .965
_ALTERNATIVE_NAME: Final = 0.56  # 80 titles
_SHARED_NAME: Final = 0.2  # 15 titles that are an alternative name of several concepts
_FURTHER_OWNER: Final = 0.1
# Everyday names were given by hand for what is usually meant in Germany; the Austrian titles cannot judge that.
_EVERYDAY_NAME: Final = 0.95

_CLEAR: Final = 0.9
"""Worth from which on a reading that is exactly a name leaves no need to look for names that are only alike."""
_WHOLE_ENOUGH: Final = 0.85
_GUESS: Final = 0.5
"""A reading of less than most of a title is a guess, however well its words are known."""
_MISTYPED: Final = 0.93
_MOST_WORDS: Final = 8
_MOST_COMPARED: Final = 2
_LATER_SIDE: Final = 0.12
_LOWEST_SIDE: Final = 0.6
_SHORTEST_SIDE: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A concept, how often such an answer was right, and whether a reading of most of the title is exactly its name."""

    concept: int
    confidence: float
    is_named: bool


class TitleFinder:
    """Asks a ranker of occupations for every reading of a title and puts the answers in one order."""

    def __init__(self, ranker: TitleRanker) -> None:
        self._ranker = ranker
        self._names = ranker.evidence.names
        self._words = NearestWords(Counter(word for key in self._names.keys for word in key.split(" ") if word))

    def use_listed(self, titles: Iterable[ListedTitle]) -> None:
        """Answer from now on with these listed titles instead of those before."""
        self._ranker.evidence.use_listed(titles)

    def find(self, title: str, *, limit: int, minimum: float) -> list[Found]:
        """Return what a title may mean, most confident first, each concept once."""
        title = title[: 2 * LONGEST_TITLE]
        variants = title_variants(title) or (normalize_title(title),)
        readings = [*_sides(variants), *(() if self._called(variants[0]) else self._further(variants[0], title))]
        best: dict[int, Found] = {}
        other_level: set[int] = set()
        clearest = 0.0
        for reading in readings:
            for concept, confidence in self._called(reading.key):
                if reading.is_other_level and concept not in best:
                    other_level.add(concept)
                is_named = reading.worth >= _WHOLE_ENOUGH
                _keep(best, Found(concept, confidence * _trust(reading), is_named))
                clearest = max(clearest, reading.worth)
        is_settled = len(best) >= limit and max(one.confidence for one in best.values()) >= _CLEAR
        for reading in () if is_settled else _worth_comparing(readings, clearest):
            for found in self._similar(reading, minimum):
                if found.concept not in other_level:
                    _keep(best, found)
        ranked = sorted(best.values(), key=lambda found: -found.confidence)
        return [found for found in ranked if found.confidence >= minimum][:limit]

    def _further(self, key: str, title: str) -> Iterator[Reading]:
        """Yield what a title that is no name may be read as: with known words for mistyped ones, and part by part."""
        words = key.split(" ")
        meant = [self._words.nearest(word) or word for word in words[:_MOST_WORDS]]
        if meant != words:
            yield Reading(" ".join(meant), _MISTYPED)
        yield from title_readings(title)

    def _called(self, key: str) -> list[tuple[int, float]]:
        """Return the concepts that are called exactly so, the name's first owner first.

        What a list says of exactly this title counts before everything else. Otherwise a key belongs to the concept of
        which it is an everyday or the preferred name; the others are less certain to be meant.
        """
        listed = self._ranker.evidence.listed.occupations_called(key)
        if listed:
            return [(concept, _FURTHER_OWNER if place else LISTED_CONFIDENCE) for place, concept in enumerate(listed)]
        rows = self._names.rows_called(key)
        marks = {row: int(self._names.marks[row]) & (EVERYDAY | PREFERRED) for row in rows}
        foremost = max((_ownership(mark) for mark in marks.values()), default=0)
        owners = [row for row in rows if _ownership(marks[row]) == foremost]
        first = (_SHARED_NAME if len(owners) > 1 else _ALTERNATIVE_NAME, _PREFERRED_NAME, _EVERYDAY_NAME)[foremost]
        found: dict[int, float] = {}
        for row in (*owners, *rows):
            found.setdefault(int(self._names.owners[row]), first if row in owners else _FURTHER_OWNER)
        return list(found.items())

    def _similar(self, reading: Reading, minimum: float) -> Iterator[Found]:
        ranked = self._ranker.rank_key(reading.key, only_candidates=True)
        for concept, confidence in zip(ranked.rows.tolist(), ranked.confidence.tolist(), strict=True):
            if confidence * _trust(reading) < minimum:
                break
            yield Found(concept, confidence * _trust(reading), is_named=False)


def _worth_comparing(readings: Sequence[Reading], clearest: float) -> list[Reading]:
    """Return the readings to compare with all names: the title itself, and others if no reading is clearly a name."""
    if clearest >= _CLEAR:
        return [readings[0]]
    by_key = {reading.key: reading for reading in reversed(readings) if reading.may_be_like}
    first = by_key.pop(readings[0].key, readings[0])
    return [first, *sorted(by_key.values(), key=lambda reading: -reading.worth)][:_MOST_COMPARED]


def _sides(variants: tuple[str, ...]) -> Iterator[Reading]:
    for place, key in enumerate(variants):
        worth = max(1.0 - place * _LATER_SIDE, _LOWEST_SIDE)
        yield Reading(key, worth, may_be_like=place == 0 or len(key) >= _SHORTEST_SIDE)


def _trust(reading: Reading) -> float:
    return reading.worth if reading.worth >= _WHOLE_ENOUGH else reading.worth * _GUESS


def _ownership(marks: int) -> int:
    return 2 if marks & EVERYDAY else int(bool(marks & PREFERRED))


def _keep(best: dict[int, Found], found: Found) -> None:
    before = best.get(found.concept)
    if before is None or before.confidence < found.confidence:
        is_named = found.is_named or (before is not None and before.is_named)
        best[found.concept] = Found(found.concept, found.confidence, is_named)
