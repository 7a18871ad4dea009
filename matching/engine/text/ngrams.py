"""Cut many texts into character n-grams at once, as numbers: what likeness of spelling is counted by.

N-grams never cross words, and words are padded by one space, so that beginnings and ends count. Everything is done
with NumPy for all texts together: no loop over n-grams.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]

_OTHER: Final = 0  # code of a character that the alphabet lacks
_SPACE: Final = ord(" ")
# Codes of five characters have to fit into 63 bits; no vocabulary needs more letters than this to be told apart.
_MOST_CHARACTERS: Final = 4_000


class Ngrams:
    """Numbers the n-grams of texts over the alphabet of a vocabulary; foreign characters share one code.

    Parameters
    ----------
    vocabulary : sequence of str
        Texts whose characters make the alphabet, words separated by single spaces.
    sizes : sequence of int
        Lengths of the n-grams in characters, at most 5.
    """

    def __init__(self, vocabulary: Sequence[str], sizes: Sequence[int]) -> None:
        characters, counts = np.unique(_code_points(" " + " ".join(vocabulary)), return_counts=True)
        frequent = np.argsort(-counts, kind="stable")[:_MOST_CHARACTERS]
        self._alphabet = np.sort(characters[frequent])
        self._sizes = tuple(sizes)

    def cut(self, texts: Sequence[str]) -> tuple[IntArray, IntArray]:
        """Return for every n-gram of every text the position of the text and the number of the n-gram.

        Returns
        -------
        (ndarray, ndarray) of shape (n_grams,), int64
            Repeated n-grams are repeated; those of one size stand together, in the order of the texts.
        """
        text = _code_points(" " + " ".join(texts) + " ")
        places = np.minimum(np.searchsorted(self._alphabet, text), len(self._alphabet) - 1)
        codes = np.where(self._alphabet[places] == text, places + 1, _OTHER).astype(np.int64)
        # The leading space belongs to the first text, every other one to the text before it.
        owners = np.concatenate([[0], np.repeat(np.arange(len(texts)), [len(one) + 1 for one in texts])])
        is_space = text == _SPACE
        parts = [self._of_size(size, codes, owners, is_space) for size in self._sizes if texts and len(text) >= size]
        if not parts:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        return np.concatenate([one for one, _ in parts]), np.concatenate([grams for _, grams in parts])

    def sizes_of(self, grams: IntArray) -> IntArray:
        """Return how many characters each numbered n-gram has."""
        base = len(self._alphabet) + 2
        bounds = np.array([size * base**size for size in sorted(self._sizes)], dtype=np.int64)
        return np.array(sorted(self._sizes), dtype=np.int64)[np.searchsorted(bounds, grams, side="right") - 1]

    def _of_size(
        self, size: int, codes: IntArray, owners: IntArray, is_space: NDArray[np.bool_]
    ) -> tuple[IntArray, IntArray]:
        base = len(self._alphabet) + 2
        n_starts = len(codes) - size + 1
        grams = np.full(n_starts, size, dtype=np.int64)
        crosses_words = np.zeros(n_starts, dtype=bool)
        for offset in range(size):
            grams = grams * base + codes[offset : offset + n_starts]
            if 0 < offset < size - 1:
                crosses_words |= is_space[offset : offset + n_starts]
        if size == 2:
            crosses_words |= is_space[:n_starts] & is_space[1:]
        # An n-gram that begins with the space before a word belongs to the text of that word.
        return owners[1 : 1 + n_starts][~crosses_words], grams[~crosses_words]


def _code_points(text: str) -> IntArray:
    # Half of a surrogate pair stands for no character; it must not stop the rest of the text.
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32).astype(np.int64)
