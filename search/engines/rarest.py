"""Which words of a query candidates are looked up by: the rare ones first, the same for every engine."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from search.engines.understanding import UnderstoodQuery

ENOUGH_POSTINGS: Final = 10_000
"""The rarest words are asked for until this many documents hold them; of these the best are ranked."""

LIKELY_LIKENESS: Final = 0.4  # a relative of a word is worth retrieving from here on
MOST_LIKELY: Final = 10  # relatives

Frequencies = Callable[[Iterable[str]], Mapping[str, tuple[int, int]]]


def rarest(understood: UnderstoodQuery, frequencies: Frequencies) -> tuple[list[str], list[str]]:
    """Return the whole words and the words or parts to look for, rarest first: question words only if there is room.

    Parameters
    ----------
    frequencies : callable
        Returns in how many documents words stand as a word, and as a word or part of one; unknown ones are left out.
    """
    words: dict[str, bool] = {}
    parts: dict[str, bool] = {}
    for wanted in understood.wanted:
        is_important = wanted.importance >= 1
        # Of a word that nobody knows, distant relatives are better than nothing.
        least = LIKELY_LIKENESS if wanted.is_known else 0.0
        alike = [word for word, likeness in wanted.similar[:MOST_LIKELY] if likeness >= least]
        for word in (*alike, *(term.word for way in wanted.ways for term in way.terms)):
            words[word] = words.get(word, False) or is_important
        for part in (part for way in wanted.ways for term in way.terms for part in (term.word, *term.parts)):
            parts[part] = parts.get(part, False) or is_important
    known = frequencies({*words, *parts})
    choices = [(not words[word], known[word][0], False, word) for word in words if word in known]
    choices += [(not parts[part], known[part][1], True, part) for part in parts if part in known]
    chosen: tuple[list[str], list[str]] = ([], [])
    n_postings = 0
    for _unimportant, n_documents, is_part, word in sorted(choices):
        if n_documents and n_postings < ENOUGH_POSTINGS:
            chosen[is_part].append(word)
            n_postings += n_documents
    return chosen
