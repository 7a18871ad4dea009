"""Titles as vectors of character n-grams, weighted by how rare each n-gram is among the names of occupations.

The vocabulary and its weights come from the taxonomy alone, never from the offers at hand: so a title's vector, and
with it every score, stays the same whatever else is offered. N-grams that no occupation's name has share a fixed number
of further terms, so that titles in other scripts and brand-new words can be compared as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.taxonomy import advertised_words as words_of
from matching.engine.taxonomy.catalog import Taxonomy
from matching.engine.text import normalize_title

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

LONGEST_TITLE: Final = 200
"""What follows this many characters of a title is not read: nobody names a job with it."""

_SIZES: Final = (3, 4)
_N_FURTHER_TERMS: Final = 8192
_MULTIPLIER: Final = np.uint64(0x9E3779B97F4A7C15)  # odd and without pattern: n-grams keep codes of their own
_TITLES_AT_ONCE: Final = 8192
_NO_TERM: Final = np.zeros(1, dtype=np.int64)
_SAY_NO_OCCUPATION: Final = words_of.CONDITIONS | words_of.PREPOSITIONS | words_of.ARTICLES


class TitleGrams:
    """Turns titles into vectors whose product says how much of a wish a title holds.

    With the n-grams a wish and a title share, their lengths ``|wish|`` and ``|title|`` and the weights ``idf``, the
    product is ``Σ idf² / (|wish|^1.5 |title|^0.5)``: the cosine, leaning to the wish, because an advertisement adds
    words of its own to the name of an occupation. It is 1 for the same title and never more.

    Parameters
    ----------
    names : iterable of str
        The names of occupations that vocabulary and weights are taken from.
    """

    def __init__(self, names: Iterable[str]) -> None:
        keys = list(dict.fromkeys(key for key in map(_key, names) if key))
        owners, codes = _grams(keys)
        self._codes, terms = np.unique(codes, return_inverse=True)
        occurrences = np.unique(terms * max(len(keys), 1) + owners) // max(len(keys), 1)
        idf = np.log((1 + len(keys)) / (1 + np.bincount(occurrences, minlength=len(self._codes)))) + 1
        # What no name contains is no sign of an occupation; it may be a town or a shift: it weighs as the average.
        further = np.full(_N_FURTHER_TERMS, float(idf.mean()) if len(idf) else 1.0)
        self._idf: FloatArray = np.concatenate([idf, further])

    @property
    def n_terms(self) -> int:
        """Length of the vectors."""
        return len(self._idf)

    def of_wishes(self, titles: Sequence[str]) -> list[tuple[IntArray, FloatArray]]:
        """Return ascending terms and values (above 0) of each title that has any letters."""
        indptr, terms, values = self._vectors(titles, exponent=1.5)
        bounds = zip(indptr[:-1].tolist(), indptr[1:].tolist(), strict=True)
        return [(terms[start:end], values[start:end]) for start, end in bounds if end > start]

    def of_offers(self, titles: Sequence[str]) -> tuple[IntArray, IntArray, FloatArray]:
        """Return the titles as rows of a sparse matrix with `n_terms` columns.

        Returns
        -------
        indptr, terms : ndarray, int64
            Row `i` has the ascending terms ``terms[indptr[i]:indptr[i + 1]]``; none if the title has no letters.
        values : ndarray, float64
            Above 0.
        """
        # Some thousand at once: their n-grams would otherwise fill the memory.
        starts = range(0, len(titles), _TITLES_AT_ONCE)
        blocks = [self._vectors(titles[start : start + _TITLES_AT_ONCE], exponent=0.5) for start in starts]
        counts = [np.diff(indptr) for indptr, _, _ in blocks]
        return (
            np.concatenate([_NO_TERM, np.cumsum(np.concatenate([_NO_TERM[:0], *counts]))]),
            np.concatenate([_NO_TERM[:0], *(terms for _, terms, _ in blocks)]),
            np.concatenate([np.zeros(0), *(values for _, _, values in blocks)]),
        )

    def _vectors(self, titles: Sequence[str], *, exponent: float) -> tuple[IntArray, IntArray, FloatArray]:
        """Return rows whose values are divided by a power of their length."""
        owners, codes = _grams([_key(title) for title in titles])
        entries = np.unique(owners * self.n_terms + self._terms(codes))
        owners, terms = entries // self.n_terms, entries % self.n_terms
        values = self._idf[terms]
        lengths = np.sqrt(np.bincount(owners, values**2, minlength=len(titles)))
        indptr = np.concatenate([_NO_TERM, np.cumsum(np.bincount(owners, minlength=len(titles)))])
        return indptr, terms, values / lengths[owners] ** exponent

    def _terms(self, codes: NDArray[np.uint64]) -> IntArray:
        n_known = len(self._codes)
        further = n_known + (codes >> np.uint64(32)).astype(np.int64) % _N_FURTHER_TERMS
        if not n_known:
            return further
        places = np.minimum(np.searchsorted(self._codes, codes), n_known - 1)
        return np.where(self._codes[places] == codes, places, further)


@lru_cache(maxsize=4)
def title_grams(taxonomy: Taxonomy) -> TitleGrams:
    """Return the vectors that a taxonomy's German names define; built once per process."""
    return TitleGrams(name for occupation in taxonomy.occupation_ids for name in taxonomy.labels(occupation))


def _key(title: str) -> str:
    """Return a title without gender forms and without the words that say nothing about the occupation."""
    words = normalize_title(title[:LONGEST_TITLE]).split()
    return " ".join([word for word in words if word not in _SAY_NO_OCCUPATION] or words)


def _grams(keys: Sequence[str]) -> tuple[IntArray, NDArray[np.uint64]]:
    """Return owner and code of every n-gram inside a word, words padded by one space."""
    text = np.frombuffer((" " + " ".join(keys) + " ").encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    # The leading space belongs to the first key, the space after a key to that key.
    owners = np.concatenate([[0], np.repeat(np.arange(len(keys)), [len(key) + 1 for key in keys])])
    is_space = text == ord(" ")
    found_owners, found_codes = [], []
    for size in _SIZES:
        n_starts = max(len(text) - size + 1, 0)
        codes = np.full(n_starts, size, dtype=np.uint64)
        crosses_words = np.zeros(n_starts, dtype=np.bool_)
        for offset in range(size):
            codes = codes * _MULTIPLIER + text[offset : offset + n_starts]
            if 0 < offset < size - 1:
                crosses_words |= is_space[offset : offset + n_starts]
        found_owners.append(owners[1 : 1 + n_starts][~crosses_words])
        found_codes.append(codes[~crosses_words])
    return np.concatenate(found_owners), np.concatenate(found_codes)
