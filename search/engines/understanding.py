"""From a visitor's words to the words of an index: the same for every engine.

A word is taken as each of the portal's languages would stem it, as far as the index knows the stem. A word that the
index knows in no language is looked up among the spellings of its documents: the nearest one joins the query.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis import Analyzer, Term

MOST_TERMS = 32  # of one query; a question has ten
SHORTEST_CORRECTED = 4  # characters; shorter words have too many neighbors
TWO_EDITS_FROM = 8  # characters
_LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A word as documents spell it: in which language mostly, and in how many."""

    language: str
    n_documents: int


class IndexVocabulary(Protocol):
    """What understanding needs to know of an index."""

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word, as the index spells it."""

    def spellings(self) -> Mapping[str, Spelling]:
        """Return all words as documents spell them (folded), to find the nearest one to a typo."""


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A query in the words of the index; `corrections` pairs what was typed with the word taken instead."""

    terms: tuple[Term, ...]
    corrections: tuple[tuple[str, str], ...]

    @property
    def wanted(self) -> frozenset[str]:
        """Every word and part that counts as found when it is seen in a text."""
        return frozenset(word for term in self.terms for word in (term.word, *term.parts))


def understand(text: str, language: str, *, analyzer: Analyzer, vocabulary: IndexVocabulary) -> UnderstoodQuery:
    """Return a query's distinct terms; unknown words are joined by the nearest one that the index knows."""
    terms: dict[str, Term] = {}
    corrections = []
    for term in analyzer.terms(text, language)[:MOST_TERMS]:
        ways = [way for way in _in_all_languages(term, language, analyzer) if vocabulary.knows(way.word)]
        if not ways and (nearest := nearest_word(term.typed, vocabulary.spellings())):
            spelling = vocabulary.spellings()[nearest]
            ways = [term, *(replace(way, typed=term.typed) for way in analyzer.terms(nearest, spelling.language))]
            corrections.append((term.typed, ways[-1].word))
        for way in ways or [term]:
            terms.setdefault(way.word, way)
    return UnderstoodQuery(tuple(terms.values()), tuple(corrections))


def nearest_word(word: str, spellings: Mapping[str, Spelling]) -> str | None:
    """Return the known word with the fewest edits (swapped neighbors count as one), the most frequent of these."""
    if len(word) < SHORTEST_CORRECTED or not word.isalpha():
        return None
    most_edits = 2 if len(word) >= TWO_EDITS_FROM else 1
    candidates = [known for known in spellings if abs(len(known) - len(word)) <= most_edits]
    found = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most_edits, limit=None)
    best = min(found, key=lambda match: (match[1], -spellings[match[0]].n_documents, match[0]), default=None)
    return best[0] if best else None


def _in_all_languages(term: Term, language: str, analyzer: Analyzer) -> list[Term]:
    """Return a word as the visitor's language stems it, and as the portal's other languages do."""
    others = (other for other in _LANGUAGES if other != language)
    return [term, *(way for other in others for way in analyzer.terms(term.typed, other)[:1] if way.word != term.word)]
