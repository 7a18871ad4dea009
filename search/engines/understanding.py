"""From a visitor's words to the words of an index: the same for every engine.

A word that the index does not know is looked up in its vocabulary: first as the portal's other languages would spell
it, then as its nearest relative.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import Analyzer, Term

MOST_TERMS = 32  # of one query; a question has ten
SHORTEST_CORRECTED = 4  # characters; shorter words have too many neighbors
TWO_EDITS_FROM = 8  # characters
_LANGUAGES = ("de", "en")


class IndexVocabulary(Protocol):
    """What understanding needs to know of an index."""

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word."""

    def words(self) -> dict[str, int]:
        """Return all words with the number of documents that hold them."""


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A query in the words of the index; `corrections` pairs what was typed with what was taken instead."""

    terms: tuple[Term, ...]
    corrections: tuple[tuple[str, str], ...]

    @property
    def wanted(self) -> frozenset[str]:
        """Every word and part that counts as found when it is seen in a text."""
        return frozenset(word for term in self.terms for word in (term.word, *term.parts))


def understand(text: str, language: str, *, analyzer: Analyzer, vocabulary: IndexVocabulary) -> UnderstoodQuery:
    """Return a query's distinct terms, unknown ones replaced by what the index knows."""
    terms: dict[str, Term] = {}
    corrections = []
    for term in analyzer.terms(text, language):
        if len(terms) >= MOST_TERMS:
            break
        known = _in_words_of(term, language, analyzer, vocabulary)
        if known is None:
            nearest = nearest_word(term.word, vocabulary.words().items())
            known = replace(term, word=nearest) if nearest else term
            if nearest:
                corrections.append((term.typed, nearest))
        terms.setdefault(known.word, known)
    return UnderstoodQuery(tuple(terms.values()), tuple(corrections))


def nearest_word(word: str, frequencies: Iterable[tuple[str, int]]) -> str | None:
    """Return the known word with the fewest edits (swapped neighbors count as one), the most frequent of these."""
    if len(word) < SHORTEST_CORRECTED or not word.isalpha():
        return None
    most_edits = 2 if len(word) >= TWO_EDITS_FROM else 1
    candidates = {known: count for known, count in frequencies if abs(len(known) - len(word)) <= most_edits}
    found = process.extract(word, list(candidates), scorer=OSA.distance, score_cutoff=most_edits, limit=None)
    best = min(found, key=lambda match: (match[1], -candidates[match[0]], match[0]), default=None)
    return best[0] if best else None


def _in_words_of(term: Term, language: str, analyzer: Analyzer, vocabulary: IndexVocabulary) -> Term | None:
    if vocabulary.knows(term.word):
        return term
    for other in _LANGUAGES:
        if other != language:
            for spelled in analyzer.terms(term.typed, other)[:1]:
                if vocabulary.knows(spelled.word):
                    return replace(spelled, typed=term.typed)
    return None
