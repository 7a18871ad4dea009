"""From a visitor's words to the words of an index: the same for every engine.

Each typed word (or phrase the lexicon knows) becomes a :class:`Wanted` with rivals: ways to say it, of which the best
one counts in each document. A word that the index does not know is joined by the nearest spelling; words that are
written much alike count a little, too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal, Protocol

from search.analysis import Analyzer, Term, is_question_word, plain_words
from search.lexicon import LexiconWay

MOST_TERMS: Final = 32  # of one query; a question has ten
QUESTION_WORD_IMPORTANCE: Final = 0.3
KNOWN_WORD_LIKENESS: Final = 0.8  # relatives of a word that the index knows count less than those of an unknown one
LANGUAGES: Final = ("de", "en")

Why = Literal["typed", "corrected", "synonym", "translated"]


class WordBook(Protocol):
    """What understanding asks a lexicon."""

    def ways(self, words: Sequence[str], language: str, *, known: Callable[[str, str], bool]) -> Iterable[LexiconWay]:
        """Return other ways to say spans of these folded words; `known` tells whether the index has a word."""


class IndexVocabulary(Protocol):
    """What understanding needs to know of an index."""

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word, as the index spells it."""

    def nearest(self, word: str) -> tuple[str, str] | None:
        """Return the written word that a mistyped one was meant to be, and the language it mostly stands in."""

    def similar(self, word: str) -> Sequence[tuple[str, float]]:
        """Return the words of the index that are written much like this one, with their likeness in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say what was typed: words of the index, which add up, and how much they count."""

    terms: tuple[Term, ...]
    language: str
    why: Why
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word or phrase of the query: its ways are rivals; `similar` words are written much alike.

    `is_known` says whether the index has a word for it at all.
    """

    typed: str
    ways: tuple[Way, ...]
    similar: tuple[tuple[str, float], ...] = ()
    importance: float = 1.0
    is_known: bool = True

    @property
    def likeness(self) -> float:
        """How much the relatives of this word count."""
        return KNOWN_WORD_LIKENESS if self.is_known else 1.0


@dataclass(frozen=True, slots=True)
class UnderstoodQuery:
    """A query in the words of the index; `corrections` pairs what was typed with the written word taken instead."""

    wanted: tuple[Wanted, ...]
    corrections: tuple[tuple[str, str], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the index has any of the words: as typed, corrected, as a synonym or translated.

        Otherwise there is nothing but words that are written alike, which is a guess.
        """
        return bool(self.corrections) or any(one.is_known for one in self.wanted)

    @property
    def marked(self) -> frozenset[str]:
        """Every word and part that counts as found when it is seen in a text."""
        said = [(term, way.why) for one in self.wanted for way in one.ways for term in way.terms]
        whole = {term.word for term, _why in said}
        # "daycare" means "Kindertag"; it does not mean every "Tag".
        return frozenset(whole.union(*(term.parts for term, why in said if why != "translated")))


def understand(
    text: str,
    language: str,
    *,
    analyzer: Analyzer,
    vocabulary: IndexVocabulary,
    lexicon: WordBook | None = None,
    exact: frozenset[str] = frozenset(),
) -> UnderstoodQuery:
    """Return what a query wants.

    Parameters
    ----------
    exact : frozenset of str
        Words the visitor insists on, as typed: they are neither corrected nor widened.
    """
    words = plain_words(text, language)[:MOST_TERMS]
    insisted = frozenset(chain.from_iterable(plain_words(one, language) for one in exact))
    others = _other_ways(words, language, analyzer, vocabulary, lexicon)
    wanted: list[Wanted] = []
    corrections: list[tuple[str, str]] = []
    taken: set[tuple[str, ...]] = set()
    at = 0
    while at < len(words):
        end = max((end for start, end in others if start == at), default=at + 1)
        span = tuple(words[at:end])
        if span not in taken:
            taken.add(span)
            found, corrected = _wanted(
                span, language, analyzer, vocabulary, others.get((at, end), ()), is_exact=not insisted.isdisjoint(span)
            )
            wanted.append(found)
            corrections += corrected
        at = end
    return UnderstoodQuery(tuple(wanted), tuple(corrections))


def _wanted(
    span: tuple[str, ...],
    language: str,
    analyzer: Analyzer,
    vocabulary: IndexVocabulary,
    others: Sequence[Way],
    *,
    is_exact: bool,
) -> tuple[Wanted, list[tuple[str, str]]]:
    typed = [analyzer.terms(word, language)[0] for word in span]
    ways = [Way(tuple(typed), language, "typed")]
    for other in LANGUAGES:
        terms = tuple(term for word in span for term in analyzer.terms(word, other)[:1])
        is_new = other != language and [term.word for term in terms] != [term.word for term in typed]
        if is_new and any(vocabulary.knows(term.word) for term in terms):
            ways.append(Way(terms, other, "typed"))
    ways += others
    corrections: list[tuple[str, str]] = []
    is_known = any(vocabulary.knows(term.word) for way in ways for term in way.terms)
    if not is_known and not is_exact and (nearest := vocabulary.nearest(span[0])):
        spelled, spoken = nearest
        # What was typed stays wanted: its parts may be known where the whole word is not.
        ways[0] = Way((*typed, *analyzer.terms(spelled, spoken)), spoken, "corrected")
        corrections.append((span[0], spelled))
    importance = QUESTION_WORD_IMPORTANCE if len(span) == 1 and is_question_word(span[0], language) else 1.0
    # A word that is known only by its translation has no relatives in this language.
    is_foreign = bool(others) and not any(vocabulary.knows(term.word) for term in typed)
    similar = () if is_exact or is_foreign or len(span) > 1 else tuple(vocabulary.similar(typed[0].word))
    return Wanted(" ".join(span), tuple(ways), similar, importance, is_known), corrections


def _other_ways(
    words: Sequence[str],
    language: str,
    analyzer: Analyzer,
    vocabulary: IndexVocabulary,
    lexicon: WordBook | None,
) -> Mapping[tuple[int, int], list[Way]]:
    """Return the lexicon's ways by the span of words that they stand for."""
    if lexicon is None:
        return {}

    def is_known(word: str, spoken: str) -> bool:
        return any(vocabulary.knows(one) for term in analyzer.terms(word, spoken) for one in (term.word, *term.parts))

    found: dict[tuple[int, int], list[Way]] = {}
    for way in lexicon.ways(words, language, known=is_known):
        terms = tuple(term for word in way.words for term in analyzer.terms(word, way.language))
        if terms:
            why: Why = "translated" if way.kind == "translated" else "synonym"
            found.setdefault((way.start, way.end), []).append(Way(terms, way.language, why, way.weight))
    return found
