"""All words of an index in memory: what a mistyped word was meant to be, and what is written much like it."""

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
        spoken: dict[str, list[tuple[int, str]]] = {}
        for word, language, n_documents in spellings:
            counts[word] = counts.get(word, 0) + n_documents
            spoken.setdefault(word, []).append((-n_documents, language))
        # Few orders of languages stand for all words: each is kept once.
        orders: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._languages: Mapping[str, tuple[str, ...]] = {
            word: orders.setdefault(order, order)
            for word, found in spoken.items()
            for order in [tuple(language for _count, language in sorted(found))]
        }
        self._nearest = NearestWords(counts, shortest=SHORTEST_CORRECTED)
        self._remembered: dict[str, list[tuple[str, float]]] = {}

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word."""
        return word in self.words

    def nearest(self, word: str) -> tuple[str, str] | None:
        """Return the written word that a mistyped one was meant to be, and the language it mostly stands in."""
        found = self._nearest.nearest(word)
        return (found, self._languages[found][0]) if found else None

    def is_foreign(self, word: str, language: str) -> bool:
        """Return whether documents write this word (folded), but none in this language does."""
        languages = self._languages.get(word, ())
        return bool(languages) and language not in languages

    def similar(self, word: str) -> list[tuple[str, float]]:
        """Return the words that are written much like this one, itself included, with their likeness in [0, 1]."""
        known = self._remembered.get(word)
        if known is None:
            known = self._similar.similar(word)
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word] = known
        return known
