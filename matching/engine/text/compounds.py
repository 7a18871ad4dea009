"""Split German compounds by what a vocabulary teaches: "Kinderbetreuung" → "kinder", "betreuung".

No dictionary is needed: words that stand alone are parts, and so are ends that many words share after a known word.
The choice among splits follows Koehn and Knight, Empirical Methods for Compound Splitting, EACL 2003.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from matching.engine.text.folding import fold

LINKING_ELEMENTS: Final = ("", "s", "es", "n", "en", "er", "e", "ns", "ens")
"""What German puts between two parts; tried in this order, so that "kinder" wins over "kind" + "er"."""

MINIMUM_PART_LENGTH: Final = 4
SHORTEST_END: Final = 3
"""Short words such as "Bau" or "Amt" count only at the end, and only if they stand alone elsewhere."""
_MOST_PARTS: Final = 4
# How much a whole word's frequency resists splitting; below 1, since parts are only an additional way to be found.
_WHOLE: Final = 0.8
# Endings and prefixes of derivation: they are frequent and mean nothing on their own.
_NEVER_PARTS: Final = frozenset(
    "schaft keit heit lich isch chen lein ungen innen tion tionen ismus barkeit igkeit lichkeit enden ende erin "  # noqa: SIM905
    "ische ischer isches ischen liche licher liches lichen sche schen gung rung tung lung nung dung ling linge uber "
    "unter nach aber oder eine einer eines einen ster iert ieren ierung ungs der die das den dem des und ein ist mit "
    "von vor bei aus auf zum zur ihr ihm ihn wir sie als per pro nur ins ans was wer wie hat bis ten tes ter".split()
)
# Longer "words" are addresses or noise, and trying every split of them would only cost time.
_LONGEST_WORD: Final = 60


class Compounds:
    """Knows the parts that a vocabulary is made of and splits words into them.

    Parameters
    ----------
    frequencies : mapping of str to int
        Words and how often they occur, in texts or documents; they are folded here.
    support : int
        In how many different words an end must follow a known word before it counts as a part of its own.
    """

    def __init__(self, frequencies: Mapping[str, int], *, support: int = 3) -> None:
        self._frequencies: Counter[str] = Counter()
        for word, frequency in frequencies.items():
            self._frequencies[fold(word)] += frequency
        self._parts = {
            word: count for word, count in self._frequencies.items() if _can_be_part(word) and word.isalpha()
        }
        self._short_ends: dict[str, int] = {}
        self._learn_ends(support)
        self._cache: dict[str, tuple[str, ...]] = {}

    @property
    def parts(self) -> frozenset[str]:
        """Every part that a word may be split into."""
        return frozenset(self._parts)

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a word in order, without linking elements; empty if it is no known compound.

        The split with the highest geometric mean of its parts' frequencies wins, fewer parts first; a word that is
        itself more frequent than that mean stays whole.
        """
        folded = fold(word)
        found = self._cache.get(folded)
        if found is None:
            found = self._best(folded)
            # A plain dictionary is enough: writes are atomic, and a lost one costs only time.
            if len(self._cache) < 200_000:
                self._cache[folded] = found
        return found

    def _best(self, word: str) -> tuple[str, ...]:
        if not MINIMUM_PART_LENGTH + SHORTEST_END <= len(word) <= _LONGEST_WORD or not word.isalpha():
            return ()
        best: tuple[str, ...] = ()
        best_worth = _WHOLE * math.log1p(self._frequencies.get(word, 0))
        fewest = _MOST_PARTS + 1
        for parts in self._splits(word, _MOST_PARTS):
            worth = sum(math.log1p(self._parts.get(part, 0) or self._short_ends[part]) for part in parts) / len(parts)
            is_shorter = len(parts) < fewest and worth >= best_worth
            if is_shorter or (len(parts) == fewest and worth > best_worth):
                best, best_worth, fewest = parts, worth, len(parts)
        return best

    def _splits(self, word: str, most: int) -> Iterator[tuple[str, ...]]:
        """Yield every way to write a word as at least two known parts with linking elements between them."""
        for end in range(MINIMUM_PART_LENGTH, len(word) - SHORTEST_END + 1):
            if word[:end] not in self._parts:
                continue
            for link in LINKING_ELEMENTS:
                rest = word[end + len(link) :]
                if len(rest) < SHORTEST_END or not word.startswith(link, end):
                    continue
                if rest in self._parts or rest in self._short_ends:
                    yield (word[:end], rest)
                if most > 2:
                    yield from ((word[:end], *further) for further in self._splits(rest, most - 1))

    def _learn_ends(self, support: int) -> None:
        """Add ends that follow a known word in enough different words, and count how often known parts are used."""
        ends: Counter[str] = Counter()
        for word in self._frequencies:
            if not word.isalpha() or len(word) > _LONGEST_WORD:
                continue
            ends.update(
                {
                    word[start:]
                    for end in range(MINIMUM_PART_LENGTH, len(word) - SHORTEST_END + 1)
                    if word[:end] in self._parts
                    for start in _starts_after(word, end)
                }
            )
        for end, uses in ends.items():
            if end in self._parts:
                self._parts[end] += uses
            elif uses < support or end in _NEVER_PARTS or _swallowed_a_link(end, uses, ends):
                continue
            elif len(end) >= MINIMUM_PART_LENGTH:
                self._parts[end] = uses
            elif self._frequencies.get(end, 0) >= support:
                self._short_ends[end] = uses


def _starts_after(word: str, end: int) -> Iterator[int]:
    for link in LINKING_ELEMENTS:
        start = end + len(link)
        if len(word) - start >= SHORTEST_END and word.startswith(link, end):
            yield start


def _swallowed_a_link(end: str, uses: int, ends: Mapping[str, int]) -> bool:
    """Whether an end is another one with a linking element stuck to it: "nbau" of "Maschine-n-bau"."""
    return any(link and end.startswith(link) and ends.get(end[len(link) :], 0) >= uses for link in LINKING_ELEMENTS)


def _can_be_part(word: str) -> bool:
    return len(word) >= MINIMUM_PART_LENGTH and word not in _NEVER_PARTS
