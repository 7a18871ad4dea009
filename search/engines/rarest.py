"""Which words of a query candidates are looked up by: the rare ones first, the same for every engine."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from search.engines.base import MOST_HITS
from search.engines.understanding import UnderstoodQuery

ENOUGH_POSTINGS: Final = 5_000
"""The rarest words are asked for until this many documents hold them; of these the best are ranked."""

MOST_POSTINGS: Final = 10_000
"""A word that would bring more documents than this is left out where rarer ones fill a list of candidates."""

LIKELY_LIKENESS: Final = 0.4  # a relative of a word is worth retrieving from here on
MOST_LIKELY: Final = 10  # relatives

Frequencies = Callable[[Iterable[str]], Mapping[str, tuple[int, int]]]


def rarest(understood: UnderstoodQuery, frequencies: Frequencies) -> list[str]:
    """Return the words, and parts of words, to look for, rarest first: question words only if there is room.

    Every index holds whole words among the parts, so one look-up finds both.

    Parameters
    ----------
    frequencies : callable
        Returns in how many documents words stand as a word, and as a word or part of one; unknown ones are left out.
    """
    is_important: dict[str, bool] = {}
    for wanted in understood.wanted:
        # Of a word that nobody knows, distant relatives are better than nothing.
        least = LIKELY_LIKENESS if wanted.is_known else 0.0
        alike = [word for word, likeness in wanted.similar[:MOST_LIKELY] if likeness >= least]
        said = (word for way in wanted.ways for term in way.terms for word in (term.word, *term.parts))
        for word in (*alike, *said):
            is_important[word] = is_important.get(word, False) or wanted.importance >= 1
    known = {word: n_parts for word, (_n_words, n_parts) in frequencies(is_important).items() if n_parts}
    chosen: list[str] = []
    n_postings = 0
    for word in sorted(known, key=lambda one: (not is_important[one], known[one], one)):
        if n_postings >= ENOUGH_POSTINGS or (n_postings >= MOST_HITS and n_postings + known[word] > MOST_POSTINGS):
            break
        chosen.append(word)
        n_postings += known[word]
    return chosen
