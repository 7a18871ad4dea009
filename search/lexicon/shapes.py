"""What the lexicon knows and what it answers, in small frozen records."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["synonym", "translated"]


@dataclass(frozen=True, slots=True)
class LexiconWay:
    """Another way to say the words `start` to `end` of a query (folded words, not yet stemmed), in a language.

    Ways of the same span are rivals: the best one counts. `weight` is in (0, 1]: how much less than the visitor's own
    words it should count. It `is_sure` if the lexicon knows these very words or forms of them, and not just words with
    the same stems.
    """

    start: int
    end: int
    words: tuple[str, ...]
    language: str
    kind: Kind
    weight: float
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Alternative:
    """What a source says instead of a phrase; not `is_sure` if it only knows words of the same stems."""

    words: tuple[str, ...]
    language: str
    weight: float
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing and what it is called in each language; `is_synonymous` if all names in a language mean the same."""

    names: Mapping[str, tuple[str, ...]]
    is_synonymous: bool = True


class PhraseSource(Protocol):
    """Whoever knows other ways to say phrases: a glossary, the editors' synonyms, occupations, a dictionary."""

    def find(self, phrases: Mapping[str, str], language: str) -> Mapping[str, Collection[Alternative]]:
        """Return alternatives by phrase, for those that are known.

        Parameters
        ----------
        phrases : mapping of str to str
            Folded words of a query joined by blanks, and the same words stemmed.
        """
