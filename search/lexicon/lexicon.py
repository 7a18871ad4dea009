"""Other ways to say a visitor's words, from all sources together: the longest phrase first."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from search.lexicon.concepts import ConceptTable
from search.lexicon.phrases import MOST_WORDS, word_of
from search.lexicon.shapes import Alternative, Concept, Kind, LexiconWay, PhraseSource

LANGUAGES: Final = ("de", "en")
MOST_QUERY_WORDS: Final = 64  # that are looked up; a question has ten
EDITORS_WEIGHT: Final = 1.0
"""Editors say that two words mean the same: then they count the same."""

Known = Callable[[str, str], bool]
"""Whether any document holds a word (folded, not stemmed) as this language would stem it."""

Foreign = Callable[[str, str], bool]
"""Whether documents hold a word (folded, not stemmed) in other languages than this one only."""


def _is_never_foreign(_word: str, _language: str) -> bool:
    return False


class Lexicon:
    """Says query words in other ways; one without sources knows nothing.

    Parameters
    ----------
    sources : sequence of PhraseSource
        Asked in this order; where two say the same, the higher weight counts.
    synonyms : iterable of Concept
        The editors' own sets of words that mean the same; they come on top of everything else.
    """

    def __init__(self, sources: Sequence[PhraseSource] = (), *, synonyms: Iterable[Concept] = ()) -> None:
        own = ConceptTable(tuple(synonyms), synonym_weight=EDITORS_WEIGHT, translation_weight=EDITORS_WEIGHT)
        self._sources = (own, *sources)

    def ways(
        self, words: Sequence[str], language: str, *, known: Known, is_foreign: Foreign = _is_never_foreign
    ) -> tuple[LexiconWay, ...]:
        """Return other ways to say spans of a query, as far as documents know all their words.

        The words are read in the visitor's language first, and in the others where that language does not know them.
        In one reading, spans of a kind do not overlap.

        Parameters
        ----------
        words : sequence of str
            Folded words of the query without stop words, not stemmed.
        language : str
            The visitor's.
        known : callable
            Whether any document holds a word in a language.
        is_foreign : callable
            Whether only documents in other languages use it: then it is read in these languages, too.
        """
        words = words[:MOST_QUERY_WORDS]
        ways = self._read(words, language, known, understood=frozenset())
        understood = {place for way in ways for place in range(way.start, way.end)}
        understood |= {place for place, word in enumerate(words) if known(word, language)}
        understood -= {place for place, word in enumerate(words) if is_foreign(word, language)}
        for other in LANGUAGES:
            if other != language:
                ways += self._read(words, other, known, understood=understood)
        return tuple(ways)

    def _read(
        self, words: Sequence[str], language: str, known: Known, *, understood: Collection[int]
    ) -> list[LexiconWay]:
        """Return the ways of the words as this language understands them, but for those that are understood already."""
        found = self._found(words, language)
        taken: dict[Kind, set[int]] = {"synonym": set(), "translated": set()}
        ways: list[LexiconWay] = []
        for span in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
            places = range(*span)
            if all(place in understood for place in places):
                continue
            for kind, taken_places in taken.items():
                said = _said(found[span], kind, language, known)
                if said and taken_places.isdisjoint(places):
                    taken_places.update(places)
                    ways += (
                        LexiconWay(*span, one.words, one.language, kind, _weight(one), one.is_sure) for one in said
                    )
        return ways

    def _found(self, words: Sequence[str], language: str) -> dict[tuple[int, int], list[Alternative]]:
        read = [word_of(word, language) for word in words]
        spans = {}
        phrases = {}
        for start, end in _spans(len(words)):
            text = " ".join(word.text for word in read[start:end])
            spans[start, end] = text
            phrases[text] = " ".join(word.stems for word in read[start:end])
        answers = [source.find(phrases, language) for source in self._sources]
        return {
            span: list(chain.from_iterable(answer[text] for answer in answers if text in answer))
            for span, text in spans.items()
            if any(text in answer for answer in answers)
        }


def _spans(n_words: int) -> Iterator[tuple[int, int]]:
    for start in range(n_words):
        for end in range(start + 1, min(start + MOST_WORDS, n_words) + 1):
            yield start, end


def _weight(said: Alternative) -> float:
    """Return how much an alternative counts: its words add up, and more words must not win by being more."""
    return said.weight / math.sqrt(len(said.words))


def _said(alternatives: Collection[Alternative], kind: Kind, reading: str, known: Known) -> list[Alternative]:
    """Return the alternatives of one kind that documents know, each once, with its highest weight."""
    best: dict[tuple[str, tuple[str, ...]], Alternative] = {}
    for one in alternatives:
        if (one.language == reading) != (kind == "synonym"):
            continue
        before = best.get((one.language, one.words))
        if before is None or one.weight > before.weight:
            best[one.language, one.words] = one
    return [one for one in best.values() if all(known(word, one.language) for word in one.words)]
