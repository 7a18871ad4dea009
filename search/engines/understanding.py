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

    def ways(
        self,
        words: Sequence[str],
        language: str,
        *,
        known: Callable[[str, str], bool],
        is_foreign: Callable[[str, str], bool],
    ) -> Iterable[LexiconWay]:
        """Return other ways to say spans of these folded words.

        `known` tells whether the index has a word, `is_foreign` whether it has it in other languages only.
        """


class IndexVocabulary(Protocol):
    """What understanding needs to know of an index."""

    def knows(self, word: str) -> bool:
        """Return whether any document holds this word, as the index spells it."""

    def is_written(self, word: str) -> bool:
        """Return whether documents write this word (folded), in whatever language."""

    def has_word_like(self, stem: str, language: str) -> bool:
        """Return whether documents in a language write a word that begins with this stem."""

    def nearest(self, word: str) -> tuple[str, str] | None:
        """Return the written word that a mistyped one was meant to be, and the language it mostly stands in."""

    def similar(self, word: str) -> Sequence[tuple[str, float]]:
        """Return the words of the index that are written much like this one, with their likeness in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say what was typed: words of the index, which add up, and how much they count.

    A way of the lexicon `is_sure` unless it knows only words that have the stems of what was typed.
    """

    terms: tuple[Term, ...]
    language: str
    why: Why
    weight: float = 1.0
    is_sure: bool = True


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
    spelled = _spelled(words, language, analyzer, vocabulary, others, insisted=insisted)
    if spelled:  # the lexicon may know the words that were meant; what it said of the others stays possible
        meant = [spelled[word][0] if word in spelled else word for word in words]
        again = _other_ways(meant, language, analyzer, vocabulary, lexicon)
        spans = dict.fromkeys((*others, *again))
        others = {span: [*dict.fromkeys((*others.get(span, ()), *again.get(span, ())))] for span in spans}
    wanted: dict[tuple[str, ...], Wanted] = {}
    at = 0
    while at < len(words):
        end = max((end for start, end in others if start == at), default=at + 1)
        span = tuple(words[at:end])
        if span not in wanted:
            wanted[span] = _wanted(
                span, language, analyzer, vocabulary, others.get((at, end), ()), spelled, insisted=insisted
            )
        at = end
    corrections = tuple((word, written) for word, (written, _language) in spelled.items())
    return UnderstoodQuery(tuple(wanted.values()), corrections)


def _spelled(
    words: Sequence[str],
    language: str,
    analyzer: Analyzer,
    vocabulary: IndexVocabulary,
    others: Mapping[tuple[int, int], Sequence[Way]],
    *,
    insisted: frozenset[str],
) -> dict[str, tuple[str, str]]:
    """Return for mistyped words the written words that were meant, with the languages these mostly stand in."""
    sure = {place for span, ways in others.items() if any(way.is_sure for way in ways) for place in range(*span)}
    unknown = [
        word
        for place, word in enumerate(words)
        if place not in sure and word not in insisted and not _typed_ways((word,), language, analyzer, vocabulary)[1]
    ]
    nearest = {word: vocabulary.nearest(word) for word in unknown}
    return {word: found for word, found in nearest.items() if found}


def _typed_ways(
    span: tuple[str, ...], language: str, analyzer: Analyzer, vocabulary: IndexVocabulary
) -> tuple[list[Way], bool]:
    """Return the words as typed, stemmed as each language would, and whether the index has any of them."""
    typed = tuple(term for word in span for term in analyzer.terms(word, language)[:1])
    ways = [Way(typed, language, "typed")]
    for other in LANGUAGES:
        terms = tuple(term for word in span for term in analyzer.terms(word, other)[:1])
        is_new = other != language and [term.word for term in terms] != [term.word for term in typed]
        if is_new and any(vocabulary.knows(term.word) for term in terms):
            ways.append(Way(terms, other, "typed"))
    return ways, any(vocabulary.knows(term.word) for way in ways for term in way.terms)


def _wanted(
    span: tuple[str, ...],
    language: str,
    analyzer: Analyzer,
    vocabulary: IndexVocabulary,
    others: Sequence[Way],
    spelled: Mapping[str, tuple[str, str]],
    *,
    insisted: frozenset[str],
) -> Wanted:
    ways, _is_known = _typed_ways(span, language, analyzer, vocabulary)
    typed = ways[0].terms
    meant = [spelled[word] for word in span if word in spelled]
    if meant:
        # What was typed stays wanted: its parts may be known where the whole word is not.
        right = chain.from_iterable(analyzer.terms(written, spoken) for written, spoken in meant)
        ways[0] = Way((*typed, *right), meant[0][1], "corrected")
    ways += others
    is_known = not meant and any(vocabulary.knows(term.word) for way in ways for term in way.terms)
    importance = QUESTION_WORD_IMPORTANCE if len(span) == 1 and is_question_word(span[0], language) else 1.0
    # A word that is known only by its translation has no relatives in this language.
    is_foreign = bool(others) and not meant and not any(vocabulary.knows(term.word) for term in typed)
    has_relatives = len(span) == 1 and insisted.isdisjoint(span) and not is_foreign
    similar = tuple(vocabulary.similar(typed[0].word)) if has_relatives else ()
    return Wanted(" ".join(span), tuple(ways), similar, importance, is_known)


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

    def is_foreign(word: str, spoken: str) -> bool:
        stems = (term.word for term in analyzer.terms(word, spoken)[:1])
        return not any(vocabulary.has_word_like(stem, spoken) for stem in stems) and vocabulary.is_written(word)

    found: dict[tuple[int, int], list[Way]] = {}
    for way in lexicon.ways(words, language, known=is_known, is_foreign=is_foreign):
        terms = tuple(term for word in way.words for term in analyzer.terms(word, way.language))
        if terms:
            why: Why = "translated" if way.kind == "translated" else "synonym"
            found.setdefault((way.start, way.end), []).append(Way(terms, way.language, why, way.weight, way.is_sure))
    return found
