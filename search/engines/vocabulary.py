"""All words of an index in memory: what a mistyped word was meant to be, and what is written much like it."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Final

from search.analysis import NearestWords, SimilarWords

SHORTEST_CORRECTED: Final = 4  # letters; shorter words have too many neighbors
_MOST_REMEMBERED: Final = 5_000


class Vocabulary:
    """The words of one state of an index.

    Parameters
    ----------
    words : iterable of str
        Words as the index spells them (stemmed).
    spellings : iterable of (str, str, int)
        Words as documents write them (folded), the language of these documents, and how many there are.
    """

    def __init__(self, *, words: Iterable[str], spellings: Iterable[tuple[str, str, int]]) -> None:
        self.words = frozenset(words)
        self._similar = SimilarWords(sorted(self.words))
        counts: dict[str, int] = {}
        most: dict[str, tuple[int, str]] = {}
        written: dict[str, list[str]] = {}
        for word, language, n_documents in spellings:
            counts[word] = counts.get(word, 0) + n_documents
            most[word] = max(most.get(word, (0, "")), (n_documents, language))
            written.setdefault(language, []).append(word)
        self._languages: Mapping[str, str] = {word: language for word, (_count, language) in most.items()}
        self._written = {language: sorted(words_of_it) for language, words_of_it in written.items()}
        self._nearest = NearestWords(counts, shortest=SHORTEST_CORRECTED)
        self._remembered: dict[str, list[tuple[str, float]]] = {}

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word."""
        return word in self.words

    def nearest(self, word: str) -> tuple[str, str] | None:
        """Return the written word that a mistyped one was meant to be, and the language it mostly stands in."""
        found = self._nearest.nearest(word)
        return (found, self._languages[found]) if found else None

    def is_written(self, word: str) -> bool:
        """Return whether documents write this word (folded), in whatever language."""
        return word in self._languages

    def has_word_like(self, stem: str, language: str) -> bool:
        """Return whether documents in a language write a word that begins with this stem."""
        words = self._written.get(language, [])
        place = bisect_left(words, stem)
        return place < len(words) and words[place].startswith(stem)

    def similar(self, word: str) -> list[tuple[str, float]]:
        """Return the words that are written much like this one, itself included, with their likeness in [0, 1]."""
        known = self._remembered.get(word)
        if known is None:
            known = self._similar.similar(word)
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word] = known
        return known
