"""A phrase as a key: the folded words of an entry, and their stems for what visitors inflect."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from search.analysis import Analyzer

MOST_WORDS: Final = 5  # of a phrase that is looked up; longer entries are sentences, which nobody types word for word
_MOST_BLANKS: Final = 12  # with all their stop words; a cheap look at sentences that need not be analyzed

_ENGLISH_ENDINGS: Final = frozenset(("", "s", "es", "'s", "e", "d", "ed", "ing", "y", "ies", "ied", "ying"))

_GERMAN_ENDINGS: Final = frozenset(("", "e", "n", "en", "nen", "s", "es", "em"))

_analyzer: Final = Analyzer()  # it has learned no compounds: an entry is looked up whole


class Phrase(NamedTuple):
    """The words of an entry joined by blanks: folded, and stemmed."""

    text: str
    stems: str


@lru_cache(maxsize=20_000)
def phrase_of(text: str, language: str) -> Phrase | None:
    """Return an entry's words as a query's words would be; nothing if it has none or too many.

    Examples
    --------
    >>> phrase_of("Anmeldung des Wohnsitzes", "de")
    Phrase(text='anmeldung wohnsitzes', stems='anmeld wohnsitz')
    """
    if text.count(" ") > _MOST_BLANKS:
        return None
    terms = _analyzer.terms(text, language)
    if not 0 < len(terms) <= MOST_WORDS:
        return None
    return Phrase(" ".join(term.typed for term in terms), " ".join(term.word for term in terms))


def word_of(word: str, language: str) -> Phrase:
    """Return one word of a query as this language would take it, whatever language the visitor reads."""
    return phrase_of(word, language) or Phrase(word, word)


def is_inflected(text: str, name: str, language: str) -> bool:
    """Return whether two phrases with the same stems are forms of the same words, not just related ones.

    English stems also join what means something else ("operator" and "operation", "organ" and "organization");
    German ones join "anmelden" and "Anmeldung", which is as it should be.

    Examples
    --------
    >>> is_inflected("swimming courses", "swim course", "en"), is_inflected("operator", "operation", "en")
    (True, False)
    """
    return language != "en" or _differ_by_endings(text, name, _ENGLISH_ENDINGS)


def is_surely_inflected(text: str, name: str, language: str) -> bool:
    """Return whether two phrases with the same stems can be nothing but forms of the same words.

    What is not sure may be a mistyped word as well.

    Examples
    --------
    >>> is_surely_inflected("mieten", "miete", "de"), is_surely_inflected("kindergartn", "kindergartner", "de")
    (True, False)
    """
    return _differ_by_endings(text, name, _ENGLISH_ENDINGS if language == "en" else _GERMAN_ENDINGS)


def _differ_by_endings(text: str, name: str, endings: frozenset[str]) -> bool:
    words = zip(text.split(), name.split(), strict=False)
    return all(_has_ending(word, other, endings) and _has_ending(other, word, endings) for word, other in words)


def _has_ending(word: str, other: str, endings: frozenset[str]) -> bool:
    """Return whether what a word has beyond the other one is an ending of plural, time or possession."""
    n_shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    shared, ending = word[:n_shared], word[n_shared:]
    # "swim", "swimming": the last letter is doubled before an ending.
    return ending in endings or (ending[:1] == shared[-1:] and ending[1:] in endings)
