"""Find concepts by their labels: BM25 and TF-IDF over character 3- and 4-grams, concepts ranked by their best label.

Character n-grams forgive typing errors, inflection and German compounds; the two weightings summed were better than
each alone on judged German job titles. Everything is built with NumPy at once: no loop over n-grams.

References
----------
Robertson, S. and Zaragoza, H. (2009). The Probabilistic Relevance Framework: BM25 and Beyond.
Foundations and Trends in Information Retrieval 3(4), 333-389.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

_SIZES: Final = (3, 4)
_K1: Final = 1.2
_B: Final = 0.75
# How many of the most alike labels are looked at; a concept has at most some dozens of labels.
_LABELS_CONSIDERED: Final = 300
_NOT_OWNED: Final = 0.9
_OTHER: Final = 0  # code of a character that no label contains


class LabelIndex:
    """Labels of concepts as postings per n-gram; answers which concepts a key is most like.

    Parameters
    ----------
    keys : sequence of str
        Normalised labels, words separated by one space.
    concepts : ndarray of shape (n_labels,), int64
        Row of the concept each label belongs to.
    bonus : ndarray of shape (n_labels,), float64
        Small number added to a label's likeness, so that a preferred label wins over an equal alternative one.
    """

    def __init__(self, keys: Sequence[str], concepts: IntArray, bonus: FloatArray) -> None:
        self._concepts = concepts
        self._bonus = bonus
        self._rows_by_key: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            self._rows_by_key.setdefault(key, []).append(row)
        characters = _code_points("\n".join(keys))
        self._alphabet = np.unique(characters)
        labels, grams = self._grams(keys)
        self._terms, terms = np.unique(grams, return_inverse=True)
        n_labels, n_terms = max(len(keys), 1), len(self._terms)
        postings, counts = np.unique(terms * n_labels + labels, return_counts=True)
        self._labels = postings % n_labels
        self._starts = np.searchsorted(postings, np.arange(n_terms + 1) * n_labels)
        self._n_labels = n_labels
        frequency = np.diff(self._starts)
        self._idf = np.log1p((n_labels - frequency + 0.5) / (frequency + 0.5))
        self._bm25 = self._bm25_weights(labels, counts)
        self._cosine = self._tfidf_weights(counts)

    def exact(self, key: str) -> list[tuple[int, float]]:
        """Return the concepts that are called exactly so, with or without hyphens, the name's first owner first.

        A key belongs to the concept whose label has the highest bonus; the others are less certain to be meant.
        """
        rows = self._rows_by_key.get(key) or self._rows_by_key.get(key.replace("-", "")) or []
        highest = max((float(self._bonus[row]) for row in rows), default=0.0)
        found: dict[int, float] = {}
        for row in sorted(rows, key=lambda row: -self._bonus[row]):
            confidence = 1.0 if self._bonus[row] == highest else _NOT_OWNED
            found.setdefault(int(self._concepts[row]), confidence)
        return list(found.items())

    def find(self, key: str, *, limit: int, minimum: float) -> list[tuple[int, float]]:
        """Return (concept, confidence) best first; confidence is the cosine of the best label, 1 for the same key.

        Parameters
        ----------
        key : str
            A normalised text; one that shares no n-gram with any label finds nothing.
        limit : int
            Most concepts to return.
        minimum : float
            Concepts with less confidence are left out: an unsure answer is worse than none.
        """
        bm25, cosine = self._scores(key)
        rows = np.flatnonzero(cosine >= minimum / 2)
        exact = self._rows_by_key.get(key, [])
        if not len(rows):
            return []
        merit = bm25[rows] / max(float(bm25.max()), 1e-12) + cosine[rows] + self._bonus[rows]
        merit[np.searchsorted(rows, exact)] += 1.0
        order = np.lexsort((rows, -merit))[:_LABELS_CONSIDERED]
        found: dict[int, float] = {}
        for row in rows[order].tolist():
            confidence = 1.0 if row in exact else min(float(cosine[row]), 0.99)
            concept = int(self._concepts[row])
            found[concept] = max(found.get(concept, 0.0), confidence)
        return [(concept, confidence) for concept, confidence in found.items() if confidence >= minimum][:limit]

    def _scores(self, key: str) -> tuple[FloatArray, FloatArray]:
        """Score all labels at once by adding up the postings of the key's n-grams."""
        _, grams = self._grams([key])
        wanted, counts = np.unique(grams, return_counts=True)
        places = np.minimum(np.searchsorted(self._terms, wanted), max(len(self._terms) - 1, 0))
        known = self._terms[places] == wanted if len(self._terms) else np.zeros(len(wanted), dtype=bool)
        n_unknown = int(counts[~known].sum())
        terms, weights = places[known], 1 + np.log(counts[known])
        lengths = self._starts[terms + 1] - self._starts[terms]
        postings = _ranges(self._starts[terms], lengths)
        labels = self._labels[postings]
        bm25 = np.bincount(labels, self._bm25[postings], minlength=self._n_labels)
        tfidf = weights * self._idf[terms]
        # An n-gram that no label has still makes the text less alike: it counts with the idf of the rarest one.
        unknown = n_unknown * float(np.log1p(self._n_labels)) ** 2
        length = float(np.sqrt((tfidf**2).sum() + unknown)) or 1.0
        cosine = np.bincount(labels, np.repeat(tfidf, lengths) * self._cosine[postings], minlength=self._n_labels)
        return bm25.astype(np.float64), cosine / length

    def _grams(self, keys: Sequence[str]) -> tuple[IntArray, IntArray]:
        """Return label and code of every n-gram inside a word, words padded by one space."""
        text = _code_points(" " + " ".join(keys) + " ")
        codes = np.searchsorted(self._alphabet, text)
        codes = np.minimum(codes, len(self._alphabet) - 1)
        codes = np.where(self._alphabet[codes] == text, codes + 1, _OTHER).astype(np.int64)
        owners = np.repeat(np.arange(len(keys)), [len(key) + 1 for key in keys])
        owners = np.concatenate([[0], owners])  # the leading space belongs to the first label
        is_space = text == ord(" ")
        base = len(self._alphabet) + 2
        labels, grams = [], []
        for size in _SIZES:
            n_starts = len(text) - size + 1
            if n_starts <= 0:
                continue
            gram = np.full(n_starts, size, dtype=np.int64)
            crosses_words = np.zeros(n_starts, dtype=bool)
            for offset in range(size):
                gram = gram * base + codes[offset : offset + n_starts]
                if 0 < offset < size - 1:
                    crosses_words |= is_space[offset : offset + n_starts]
            labels.append(owners[1 : 1 + n_starts][~crosses_words])
            grams.append(gram[~crosses_words])
        if not labels:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        return np.concatenate(labels), np.concatenate(grams)

    def _bm25_weights(self, labels: IntArray, counts: IntArray) -> FloatArray:
        lengths = np.bincount(labels, minlength=self._n_labels).astype(np.float64)
        relative = lengths / max(float(lengths.mean()), 1e-12)
        saturation = counts + _K1 * (1 - _B + _B * relative[self._labels])
        idf = np.repeat(self._idf, np.diff(self._starts))
        return np.asarray(idf * counts * (_K1 + 1) / saturation)

    def _tfidf_weights(self, counts: IntArray) -> FloatArray:
        weights = (1 + np.log(counts)) * np.repeat(self._idf, np.diff(self._starts))
        norms = np.sqrt(np.bincount(self._labels, weights**2, minlength=self._n_labels))
        return np.asarray(weights / norms[self._labels])


def _code_points(text: str) -> IntArray:
    return np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)


def _ranges(starts: IntArray, lengths: IntArray) -> IntArray:
    """Concatenate ``arange(start, start + length)`` for all pairs."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - lengths - starts, lengths)
