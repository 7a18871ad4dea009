"""Cut texts into what indexes count: tokens, stems and character n-grams."""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import Stemmer

from matching.engine.text.folding import fold

# Letters and digits in any script; "c++", "c#", ".net" and "24/7" keep what makes them words.
_TOKEN = re.compile(r"\.net\b|[^\W_]+(?:'[^\W_]+)*(?:\+\+|#)?")
_stemmers = threading.local()


def tokens(text: str) -> list[str]:
    """Return the folded words of a text in order; hyphens separate, umlauts and case are folded.

    Examples
    --------
    >>> tokens("Teilzeit-Stelle in der Pflege, C++")
    ['teilzeit', 'stelle', 'in', 'der', 'pflege', 'c++']
    """
    return cut(fold(text))


def cut(folded: str) -> list[str]:
    """Return the words of a text that was folded already."""
    return _TOKEN.findall(folded)


@lru_cache(maxsize=200_000)
def stem(token: str, language: str = "german") -> str:
    """Return the Snowball stem of a folded token; tokens with digits or in a language without stemmer stay as they are.

    Parameters
    ----------
    token : str
        One word as :func:`tokens` gives it.
    language : str
        Name or ISO code as Snowball knows it ("german", "de", "english" …).
    """
    if not token.isalpha():
        return token
    stemmer = _stemmer(language)
    return token if stemmer is None else str(stemmer.stemWord(token))


def _stemmer(language: str) -> Stemmer.Stemmer | None:
    # A Snowball stemmer keeps state while it works, so each thread has its own.
    known: dict[str, Stemmer.Stemmer | None] = _stemmers.__dict__.setdefault("by_language", {})
    if language not in known:
        try:
            known[language] = Stemmer.Stemmer(language)
        except KeyError:
            known[language] = None
    return known[language]
