"""What occupations are called, in memory: looked up whole, or by how a name begins."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from matching.engine import fold, load_taxonomy
from matching.engine.text import neutral_words

SHORTEST_NAME: Final = 4  # letters
_PERSON_ENDINGS: Final = ("er", "in", "frau", "mann", "kraft", "or", "ist", "ant", "ent", "eur", "koch", "wirt", "arzt")


@dataclass(frozen=True, slots=True)
class NamedOccupation:
    """A name, the ISCO groups it belongs to, and whether it says who does the work or only where."""

    name: str
    isco: tuple[str, ...]
    is_person: bool


class OccupationNames:
    """Names of occupations in memory, found whole or by how they begin."""

    def __init__(self, names: Iterable[NamedOccupation]) -> None:
        found: dict[str, list[NamedOccupation]] = {}
        for one in names:
            for half in one.name.split("/"):
                if len(key := " ".join(neutral_words(half))) >= SHORTEST_NAME:
                    found.setdefault(key, []).append(one)
        self._named = found
        labels = {(fold(half.strip()), one.name) for one in chain(*found.values()) for half in one.name.split("/")}
        self._sorted = sorted(labels)

    def named(self, words: str) -> tuple[NamedOccupation, ...]:
        """Return the occupations of exactly this name, in any gender."""
        return tuple(self._named.get(" ".join(neutral_words(words)), ()))

    def beginning_with(self, letters: str, *, limit: int) -> list[str]:
        """Return names that begin like this, the shortest first."""
        typed = fold(letters)
        start = bisect_left(self._sorted, (typed, ""))
        end = bisect_left(self._sorted, (f"{typed}\U0010ffff", ""))
        found = sorted(self._sorted[start:end], key=lambda one: (len(one[0]), one))
        return list(dict.fromkeys(label for _key, label in found))[:limit]


@lru_cache(maxsize=1)
def occupation_names() -> OccupationNames:
    """Return what occupations are called in German and English, from the packaged taxonomy; read once per process."""
    return OccupationNames(_packaged_names())


def _packaged_names() -> Iterator[NamedOccupation]:
    taxonomy = load_taxonomy()
    for row, occupation_id in enumerate(taxonomy.occupation_ids):
        isco = (taxonomy.isco_codes[row],)
        for language in ("de", "en"):
            for label in taxonomy.labels(occupation_id, language)[:1]:
                yield NamedOccupation(label, isco, is_person=True)
        for title in taxonomy.named(row).everyday:
            yield NamedOccupation(title, isco, is_person=title.endswith(_PERSON_ENDINGS))
