"""Find the known word that a mistyped one was meant to be: "mechatronikr" → "mechatroniker"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST: Final = 5
"""Shorter words have too many neighbors to tell which one was meant."""

_TWO_EDITS_FROM: Final = 8
_LONGEST: Final = 60
_MOST_REMEMBERED: Final = 20_000


class NearestWords:
    """Knows the words of a vocabulary and answers with the nearest of them: one edit away, from eight letters on two.

    An edit is a letter too many, too few, wrong, or swapped with the next one. Of several words that are equally near
    the most frequent one is meant, of equally frequent ones the first in the alphabet.

    Parameters
    ----------
    frequencies : mapping of str to int
        Folded words and how often they occur.
    shortest : int
        Letters; shorter words are left as they are.
    """

    def __init__(self, frequencies: Mapping[str, int], *, shortest: int = SHORTEST) -> None:
        self._shortest = shortest
        self._frequencies = dict(frequencies)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._frequencies):
            if word.isalpha():
                self._by_length.setdefault(len(word), []).append(word)
        self._remembered: dict[str, str | None] = {}

    def __contains__(self, word: str) -> bool:
        return word in self._frequencies

    def nearest(self, word: str) -> str | None:
        """Return the word itself if it is known, else the known word it was meant to be, else nothing."""
        if word in self._frequencies:
            return word
        if not self._shortest <= len(word) <= _LONGEST or not word.isalpha():
            return None
        if word not in self._remembered:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[word] = self._search(word)
        return self._remembered[word]

    def _search(self, word: str) -> str | None:
        most = 2 if len(word) >= _TWO_EDITS_FROM else 1
        near: list[tuple[int, int, str]] = []
        for length in range(len(word) - most, len(word) + most + 1):
            found = process.extract(
                word, self._by_length.get(length, []), scorer=OSA.distance, score_cutoff=most, limit=None
            )
            near += [(int(distance), -self._frequencies[one], one) for one, distance, _ in found]
        return min(near)[2] if near else None
