"""Find the known words that are written much like another one: "Lehrkraft" → "Lehrkräfte", "Kraft"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.text.ngrams import Ngrams

LEAST_LIKENESS: Final = 0.2
MOST_WORDS: Final = 50
_SIZE: Final = 3
_SHARE_OF_COSINE: Final = 0.7
"""The rest is how much of the asked word is covered; a long compound that holds a short word is more alike then."""


class SimilarWords:
    """Knows the words of a vocabulary and answers with those that share most of their rare letter triples.

    Likeness is the cosine of inverse-document-frequency-weighted triples to the power of .7 times the covered share of
    the asked word to the power of .3: in [0, 1], and 1 for the word itself.

    Parameters
    ----------
    words : sequence of str
        Distinct folded words without spaces.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._words = list(words)
        self._ngrams = Ngrams(self._words, (_SIZE,))
        owners, grams = self._ngrams.cut(self._words)
        self._grams = np.unique(grams)
        n_words = max(len(self._words), 1)
        # Each word once per triple; the two as one number, which is quicker to sort than pairs.
        pairs = np.unique(np.searchsorted(self._grams, grams) * n_words + owners)
        self._starts = np.searchsorted(pairs, np.arange(len(self._grams) + 1) * n_words)
        counts = np.diff(self._starts)
        self._owners = pairs % n_words
        self._unseen = float(np.log1p(max(len(self._words), 1)))
        self._idf: NDArray[np.float64] = np.log1p(len(self._words) / counts)
        squares = np.zeros(len(self._words))
        np.add.at(squares, self._owners, np.repeat(self._idf**2, counts))
        self._norms = np.sqrt(np.maximum(squares, 1e-12))

    def __len__(self) -> int:
        return len(self._words)

    def similar(self, word: str, *, limit: int = MOST_WORDS, least: float = LEAST_LIKENESS) -> list[tuple[str, float]]:
        """Return the most similar known words with their likeness in [`least`, 1], best first; equals by alphabet."""
        if not self._words or not word or " " in word:
            return []
        asked = np.unique(self._ngrams.cut([word])[1])
        place = np.minimum(np.searchsorted(self._grams, asked), len(self._grams) - 1)
        shared = place[self._grams[place] == asked]
        asked_square = float((self._idf[shared] ** 2).sum()) + self._unseen**2 * (len(asked) - len(shared))
        if not len(shared):
            return []
        common = np.zeros(len(self._words))
        for gram in shared.tolist():
            common[self._owners[self._starts[gram] : self._starts[gram + 1]]] += self._idf[gram] ** 2
        cosine = common / (self._norms * asked_square**0.5)
        # A word covers one at most, so nearly all are too far away by their cosine alone; powers are slow.
        near = np.flatnonzero(cosine >= 0.99 * least ** (1 / _SHARE_OF_COSINE))
        likeness = cosine[near] ** _SHARE_OF_COSINE * (common[near] / asked_square) ** (1 - _SHARE_OF_COSINE)
        found = zip(near.tolist(), likeness.tolist(), strict=True)
        best = sorted((-round(value, 9), self._words[one]) for one, value in found if value >= least)[:limit]
        return [(known, min(-negative, 1.0)) for negative, known in best]
