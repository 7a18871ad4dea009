"""German-first text analysis: documents and queries become the same words here, whatever the engine.

A text becomes *words* (folded, without gender forms and stop words, stemmed) and *parts* (what its compounds are made
of: "Kinderbetreuung" → "kind", "betreu"). Words in Arabic letters are spelled and stemmed as Arabic, whatever the
text's or the visitor's language: their letters say what they are. Parts go into fields of their own that weigh less.
Which compounds there are is learned from the vocabulary of the index itself, as a snapshot that is stored with the
index: documents and queries always meet the same snapshot.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from matching.engine.text import (
    Compounds,
    NearestWords,
    SimilarWords,
    arabic_spelling,
    fold,
    gender_neutral,
    is_arabic,
    light_stem,
    neutral_words,
    stem,
    tokens,
)

__all__ = [
    "ANALYSIS_VERSION",
    "Analyzed",
    "Analyzer",
    "NearestWords",
    "SimilarWords",
    "Term",
    "analyze",
    "fold",
    "is_question_word",
    "plain_words",
    "title_forms",
    "title_key",
    "vocabulary_of",
]

ANALYSIS_VERSION: Final = 3
"""Raised with every change of what analyze() returns: an index of another version is rebuilt."""

MOST_CHARACTERS: Final = 200_000  # of one text; a longer one is cut, which costs recall and no time
_MOST_REMEMBERED: Final = 200_000  # words
_RAREST_TAUGHT: Final = 2  # documents a word must occur in to teach a compound part; rarer ones are mostly typos

_STOP_WORDS_DE: Final = frozenset(
    fold(
        """
        aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da dabei dafür
        damit dann daran darauf das dass dazu dein deine deinem deinen deiner dem den denn der des dessen
        dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer
        eines er es etwa etwas euch euer eure für gegen gibt habe haben hat hatte hatten hier hin ich ihm
        ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes kann kannst
        können könnt könnte machen man mein meine meinem meinen meiner mich mir mit muss müssen musst nach
        nicht noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich sie sind so soll sollte
        sowie über um und uns unser unsere unserem unseren unserer unter vom von vor wann war waren warum
        was weil welche welchem welchen welcher welches wenn wer werde werden wie wieder will wir wird wo
        woher wohin wurde wurden zu zum zur zwischen
        """
    ).split()
)
_STOP_WORDS_EN: Final = frozenset(
    fold(
        """
        a about an and any are as at be been but by can could did do does for from had has have how i if in
        into is it its me my no not of on or our out shall should so than that the their them then there
        these they this those to was we were what when where which who why will with would you your
        """
    ).split()
)
_STOP_WORDS_AR: Final = frozenset(
    arabic_spelling(word)
    for word in fold(
        """
        في من على إلى عن مع هذا هذه ذلك تلك التي الذي الذين أن إن أو ثم لا ما لم لن هل كيف أين متى ماذا لماذا كل
        بعد قبل عند حتى كان كانت يكون تكون هو هي هم أنا أنت نحن أنتم كما قد بين أي إذا فقط أيضا غير عبر
        """
    ).split()
)
# Words that questions are made of and pages say everywhere: they count a little, as they may be what is asked.
_QUESTION_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "de": frozenset(
        fold(
            """
            art arten bedeutet bekomme bekommen bekommt benoetige benoetigen benoetigt bestimmte bestimmten brauche
            brauchen braucht deutschland erhalte erhalten erhaelt finde finden findet funktioniert gebe geben genau
            heisst helfen hilft information informationen infos konkret konkrete moechte moeglich moeglichkeit
            moeglichkeiten muessten nutzen passiert speziell spezielle suche suchen sucht tun verfuegbar versteht
            wichtig wissen
            """
        ).split()
    ),
    "en": frozenset(
        fold(
            """
            available exactly find finding germany get getting give given happens help helps information kind kinds
            know like looking mean means need needed needs possible specific tell type types understand use want work
            """
        ).split()
    ),
}
# Arabic ones count in every language: no other language writes them.
_STOP_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "de": _STOP_WORDS_DE | _STOP_WORDS_AR,
    "en": _STOP_WORDS_EN | _STOP_WORDS_AR,
}


@dataclass(frozen=True, slots=True)
class Analyzed:
    """What an index holds of a text: words in order, and the parts of its compounds in order."""

    words: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a query: as it was typed (folded), as the index spells it, and what it is made of."""

    typed: str
    word: str
    parts: tuple[str, ...]


class Analyzer:
    """Analyzes texts with one snapshot of compounds.

    Parameters
    ----------
    vocabulary : mapping of str to int
        Folded words and in how many documents they occur; see :func:`vocabulary_of`.
    """

    def __init__(self, vocabulary: Mapping[str, int] | None = None) -> None:
        self.vocabulary = dict(vocabulary or {})
        self._compounds = Compounds(self.vocabulary)
        self._remembered: dict[tuple[str, str], Term] = {}
        self._said: dict[tuple[str, str], frozenset[str]] = {}

    @property
    def version(self) -> str:
        """What an index must have been built with to understand this analyzer's queries."""
        digest = hashlib.sha256(str(ANALYSIS_VERSION).encode())
        for word, frequency in sorted(self.vocabulary.items()):
            digest.update(f"{word} {frequency}\n".encode())
        return f"{ANALYSIS_VERSION}-{digest.hexdigest()[:12]}"

    def analyze(self, text: str, language: str = "de") -> Analyzed:
        """Return the words and parts of a text.

        Examples
        --------
        >>> Analyzer({"kinder": 3, "betreuung": 2}).analyze("Kinderbetreuung für die Lehrer:innen (m/w/d)")
        Analyzed(words=('kinderbetreu', 'lehr'), parts=('kind', 'betreu'))
        """
        terms = self.terms(text, language)
        return Analyzed(
            words=tuple(term.word for term in terms),
            parts=tuple(part for term in terms for part in term.parts),
        )

    def terms(self, text: str, language: str = "de") -> list[Term]:
        """Return the words of a text one by one, each with its parts; queries are understood word by word."""
        return [self._term(word, language) for word in plain_words(text, language)]

    def marks(self, word: str, language: str, wanted: frozenset[str]) -> bool:
        """Return whether a word of a running text is one of the wanted words, or a compound made of one."""
        said = self._said.get((word, language))
        if said is None:
            said = frozenset(one for term in self.terms(word, language) for one in (term.word, *term.parts))
            if len(self._said) < _MOST_REMEMBERED:
                self._said[word, language] = said
        return not wanted.isdisjoint(said)

    def _term(self, word: str, language: str) -> Term:
        term = self._remembered.get((word, language))
        if term is None:
            term = Term(typed=word, word=_stem(word, language), parts=self._parts(word, language))
            # Writing to a dictionary is atomic; when two threads do the same work, one result is simply lost.
            if len(self._remembered) < _MOST_REMEMBERED:
                self._remembered[word, language] = term
        return term

    def _parts(self, word: str, language: str) -> tuple[str, ...]:
        if language != "de":
            return ()
        return tuple(stem(part, language) for part in self._compounds.split(word) if part not in _STOP_WORDS_DE)


def plain_words(text: str, language: str = "de") -> list[str]:
    """Return the folded words of a text before stemming, without stop words and, in German, without gender forms.

    A text of nothing but stop words ("Wer, wie, was") keeps them: somebody may look for exactly that.
    """
    text = text[:MOST_CHARACTERS]
    is_german = language == "de"
    found = _spelled(neutral_words(text)) if is_german else _spelled(tokens(text))
    stop_words = _STOP_WORDS.get(language, _STOP_WORDS_AR)
    return [word for word in found if word not in stop_words] or found


def is_question_word(word: str, language: str) -> bool:
    """Return whether a folded word helps to ask rather than says what about ("finden", "möglich", "Art")."""
    return word in _QUESTION_WORDS.get(language, ())


def title_key(text: str) -> str:
    """Return what two titles share when a visitor would call them the same.

    Examples
    --------
    >>> title_key("Erzieher/in (m/w/d)") == title_key("Erzieherin")
    True
    """
    return " ".join(_spelled(neutral_words(text[:MOST_CHARACTERS])))


def title_forms(text: str) -> list[tuple[str, ...]]:
    """Return for each word of a title how it may be typed: as it stands there, and without its gender form.

    Examples
    --------
    >>> title_forms("Beraterin für Familien")
    [('beraterin', 'berater'), ('fur',), ('familien',)]
    """
    words = _spelled(tokens(text[:MOST_CHARACTERS]))
    return [tuple(dict.fromkeys((word, gender_neutral(word)))) for word in words]


def vocabulary_of(texts: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Return in how many texts each German word occurs: what compounds are learned from.

    Parameters
    ----------
    texts : iterable of (str, str)
        Text and its language code; texts in other languages teach nothing about German compounds.
    """
    counts: Counter[str] = Counter()
    for text, language in texts:
        if language == "de":
            counts.update({word for word in plain_words(text, language) if word.isalpha()})
    return {word: count for word, count in counts.items() if count >= _RAREST_TAUGHT or len(word) < 12}


def analyze(text: str, language: str = "de") -> Analyzed:
    """Return the words of a text as an index does that has not learned any compounds yet."""
    return _UNTAUGHT.analyze(text, language)


def _spelled(words: list[str]) -> list[str]:
    # A word may be nothing but tatweel, and nothing is left of it.
    return [spelled for word in words if (spelled := arabic_spelling(word))]


def _stem(word: str, language: str) -> str:
    return light_stem(word) if is_arabic(word) else stem(word, language)


_UNTAUGHT = Analyzer()
