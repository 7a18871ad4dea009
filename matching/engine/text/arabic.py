"""Make Arabic words comparable: one spelling for letters that people use for each other, and a light stem.

What :func:`.folding.fold` does for all scripts (hamza on its carrier, vowel signs, presentation forms) is done before.
The stemmer takes off the article, "and", and the endings of number, gender and possession, as "light10" does in
Larkey, Ballesteros and Connell, Light Stemming for Arabic Information Retrieval, 2007.
"""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = re.compile("[\u0600-\u06ff]")
# Tatweel only stretches a word; the rest is written for one another, by hand and on keyboards of neighbors.
_SPELLINGS: Final = str.maketrans(
    {"\u0640": None, "ة": "ه", "ى": "ي", "ٱ": "ا", "ی": "ي", "ک": "ك"}
    | {digit: str(value) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(digits)}
)
_AND: Final = "و"
_ARTICLES: Final = ("ال", "وال", "بال", "كال", "فال", "لل")
_ENDINGS: Final = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_SHORTEST_AFTER_AND: Final = 3
_SHORTEST: Final = 2


def is_arabic(word: str) -> bool:
    """Return whether a word is written in Arabic letters."""
    return _LETTERS.search(word) is not None


def arabic_spelling(token: str) -> str:
    """Return a folded token with one letter for those that are written for each other; other scripts stay.

    Examples
    --------
    >>> arabic_spelling("روضة") == arabic_spelling("روضــه")
    True
    """
    if token.isascii():  # most are, and asking is much cheaper than looking at each letter
        return token
    return token.translate(_SPELLINGS)


def light_stem(word: str) -> str:
    """Return the stem of a word in :func:`arabic_spelling`.

    Examples
    --------
    >>> light_stem("والشركات") == light_stem("شركه") == light_stem("الشركه")
    True
    """
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + _SHORTEST:
            word = word[len(article) :]
            break
    # After the article, unlike light10: "الوظيفة" and "وظيفة" (position) would have two stems otherwise.
    if word.startswith(_AND) and len(word) > _SHORTEST_AFTER_AND:
        word = word[len(_AND) :]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _SHORTEST:
            word = word[: -len(ending)]
    return word
