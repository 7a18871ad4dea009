"""Find the occupations of a title: the title as it stands, then what is left without the words of advertising."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from matching.engine.taxonomy.label_index import LabelIndex
from matching.engine.taxonomy.title_readings import Reading, title_readings
from matching.engine.text.titles import normalize_title, title_variants

_GOOD: Final = 0.9
"""From here on an exact reading is good enough not to look for similar labels."""
_LATER_SIDE: Final = 0.12
_LOWEST_SIDE: Final = 0.6
_SHORTEST_SIDE: Final = 5


class TitleFinder:
    """Asks an index of occupation labels for every reading of a title and puts the answers in one order."""

    def __init__(self, index: LabelIndex) -> None:
        self._index = index

    def find(self, title: str, *, limit: int, minimum: float) -> list[tuple[int, float]]:
        """Return (concept, confidence), most confident first; confidence never rises along the list."""
        best: dict[int, float] = {}
        variants = title_variants(title) or (normalize_title(title),)
        sides = [
            Reading(key, max(1.0 - place * _LATER_SIDE, _LOWEST_SIDE), len(key) >= _SHORTEST_SIDE)
            for place, key in enumerate(variants)
        ]
        sides[0] = Reading(variants[0], 1.0, may_be_like=True)
        readings = [*sides, *(title_readings(title) if not self._index.exact(variants[0]) else ())]
        other_level: set[int] = set()
        for reading in readings:
            for concept, confidence in self._index.exact(reading.key):
                if reading.is_other_level and concept not in best:
                    other_level.add(concept)
                _keep(best, concept, confidence * reading.worth)
        is_clear = max(best.values(), default=0.0) >= _GOOD
        for reading in readings:
            if reading.may_be_like and (reading is readings[0] or not is_clear):
                for concept, confidence in self._similar(reading, limit, minimum):
                    if concept not in other_level:
                        _keep(best, concept, confidence)
        ranked = sorted(best.items(), key=lambda found: -found[1])
        return [(concept, confidence) for concept, confidence in ranked if confidence >= minimum][:limit]

    def _similar(self, reading: Reading, limit: int, minimum: float) -> Iterator[tuple[int, float]]:
        named, ceiling = dict(self._index.exact(reading.key)), 1.0
        for concept, confidence in self._index.find(reading.key, limit=limit, minimum=minimum):
            # The index orders by more than the likeness it reports; a later one is never more certain.
            ceiling = min(ceiling, named.get(concept, confidence))
            yield concept, ceiling * reading.worth


def _keep(best: dict[int, float], concept: int, confidence: float) -> None:
    best[concept] = max(best.get(concept, 0.0), confidence)
