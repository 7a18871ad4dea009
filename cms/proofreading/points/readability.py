"""Is the text easy to read? Reading ease after Flesch, for German in Amstad's form.

References
----------
Flesch, R. (1948). A new readability yardstick. Journal of Applied Psychology 32(3), 221-233.
Amstad, T. (1978). Wie verständlich sind unsere Zeitungen? Dissertation, University of Zurich.
"""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.proofreading.draft import Draft, Finding, Place
from cms.proofreading.language import sentences, syllables, words

# Constant, weight of words per sentence, weight of syllables per word. Other languages have no formula here.
FORMULAS = {"de": (180.0, 1.0, 58.5), "en": (206.835, 1.015, 84.6)}
HARD_BELOW = 40.0  # of 100; Flesch calls 30 to 50 difficult, and German names of offices are long
MIN_WORDS = 100  # his sample; fewer say little
MAX_SENTENCE_WORDS = 25
MAX_SENTENCES_SHOWN = 3
N_WORDS_QUOTED = 6


def reading_ease(text: list[str], *, language_code: str) -> float | None:
    """Return how easy paragraphs are to read, about 0 to 100; None for a language without a formula, or no words."""
    formula = FORMULAS.get(language_code)
    all_words = [word for one in text for word in words(one)]
    if formula is None or not all_words:
        return None
    constant, by_sentence, by_word = formula
    n_sentences = sum(len(sentences(one)) for one in text)
    n_syllables = sum(syllables(word, language_code=language_code) for word in all_words)
    return constant - by_sentence * len(all_words) / n_sentences - by_word * n_syllables / len(all_words)


def readability(draft: Draft) -> Iterator[Finding]:
    """Yield a text that is hard to read, and its longest sentences."""
    text = [one.text for one in draft.paragraphs]
    ease = reading_ease(text, language_code=draft.language_code)
    if ease is not None and ease < HARD_BELOW and sum(len(words(one)) for one in text) >= MIN_WORDS:
        yield Finding(
            code="hard_text",
            what=_("This text is hard to read: %(ease)d of 100 points, from %(enough)d on it is well.")
            % {"ease": max(round(ease), 0), "enough": int(HARD_BELOW)},
            why=_("Many readers are still learning the language, or are looking something up in a hurry."),
            how=_("Say one thing per sentence, and take a shorter word where there is one."),
            place=Place(_("Content"), ("story",)),
        )
    yield from _long_sentences(draft)


def _long_sentences(draft: Draft) -> Iterator[Finding]:
    found = [(len(words(one)), one, para.place) for para in draft.paragraphs for one in sentences(para.text)]
    too_long = sorted((row for row in found if row[0] > MAX_SENTENCE_WORDS), key=lambda row: -row[0])
    for n_words, sentence, place in too_long[:MAX_SENTENCES_SHOWN]:
        yield Finding(
            code="long_sentence",
            what=_("A sentence has %(n)d words: “%(begin)s …”")
            % {"n": n_words, "begin": " ".join(sentence.split()[:N_WORDS_QUOTED])},
            why=_("At the end of a long sentence its beginning is forgotten, and a screen reader cannot skip back."),
            how=_("Make two sentences of it, or a list."),
            place=place,
        )
