"""An exact inverted index over weighted terms that takes changes in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matching.engine.candidates.kernel_choice import Kernels, chosen_kernels
from matching.engine.candidates.ragged import RaggedArrays
from matching.engine.errors import ShapeMismatchError
from matching.engine.tables import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array


class InvertedIndex:
    """Finds the slots whose features have the highest product with a query, without looking at the others.

    A slot is a number from 0 on that stands for an offer; each holds one sparse row of features. The index keeps the
    rows and, for each term, the list of the slots that have it. Scores are exact: for every slot, the products of its
    terms are added in ascending order of the terms.

    Not safe between threads while it changes; :class:`~.offer_index.OfferIndex` sees to that.

    Parameters
    ----------
    n_terms : int
        Terms are numbers below this.
    kernels : Kernels, optional
        Inner loops; by default the fastest that work here.
    """

    def __init__(self, n_terms: int, *, kernels: Kernels | None = None) -> None:
        self.n_terms = n_terms
        self.n_slots = 0
        self._kernels = kernels or chosen_kernels()
        self._rows = RaggedArrays()
        self._lists = RaggedArrays(n_terms)
        self._is_new = True

    def use(self, kernels: Kernels) -> None:
        """Work with other inner loops."""
        self._kernels = kernels

    def add(self, slots: IntArray, features: csr_array) -> None:
        """Give empty slots their features.

        Parameters
        ----------
        slots : ndarray of shape (n,), int64
            Each once.
        features : csr_array of shape (n, n_terms)
            Finite values of at least 0.

        Raises
        ------
        ShapeMismatchError
            If the features do not fit the slots or the terms, or a value is negative or not finite.
        """
        if features.shape != (len(slots), self.n_terms):
            raise ShapeMismatchError("An inverted index needs one row of features per slot and one column per term.")
        if not len(slots):
            return
        if not (np.isfinite(features.data) & (features.data >= 0)).all():
            raise ShapeMismatchError("Features must be finite and at least 0.")
        features.sum_duplicates()  # sorts them, too
        self.n_slots = max(self.n_slots, int(slots.max()) + 1)
        self._rows.make_room_for(self.n_slots)
        self._rows.put(slots, np.diff(features.indptr), features.indices, features.data)
        if self._is_new:
            self._fill_lists(slots, features)
        else:
            for slot, start, end in zip(slots.tolist(), features.indptr[:-1], features.indptr[1:], strict=True):
                self._lists.append(features.indices[start:end], slot, features.data[start:end])

    def remove(self, slots: IntArray) -> None:
        """Empty slots, so that nothing finds them any more."""
        for slot in slots.tolist():
            _, terms, _ = self._rows.entries(np.array([slot]))
            self._lists.drop(terms.astype(np.int64), slot)
        self._rows.clear(slots)

    def add_scores(self, terms: IntArray, values: FloatArray, scores: FloatArray) -> None:
        """Add the product of one query with every slot's features to its entry in `scores`.

        Parameters
        ----------
        terms : ndarray of shape (n,), int64
            Ascending.
        values : ndarray of shape (n,), float64
            At least 0.
        scores : ndarray of shape (at least n_slots,), float64
            Changed in place.
        """
        lists = self._lists
        self._kernels.add_products(terms, values, lists.starts, lists.lengths, lists.numbers, lists.values, scores)

    def dense(self, terms: IntArray, values: FloatArray) -> FloatArray:
        """Return a query with a value for each term there is."""
        query = np.zeros(self.n_terms)
        query[terms] = values
        return query

    def scores_of(self, slots: IntArray, query: FloatArray) -> FloatArray:
        """Return the products of some slots with a query of shape (n_terms,), to the last bit those of `add_scores`."""
        bounds, terms, values = self._rows.entries(slots)
        # Adds one by one in the order of the terms; a sum of NumPy would add in pairs.
        rows = np.repeat(np.arange(len(slots)), np.diff(bounds))
        scores: FloatArray = np.bincount(rows, query[terms] * values, minlength=len(slots)).astype(
            np.float64, copy=False
        )
        return scores

    def best(self, terms: IntArray, values: FloatArray, k: int) -> tuple[IntArray, FloatArray]:
        """Return the at most `k` best slots for one query and their scores above 0; ties are ordered by slot."""
        scores = np.zeros(self.n_slots)
        self.add_scores(terms, values, scores)
        slots, found = self._kernels.best(scores, k)
        return slots, found

    def best_of_many(self, queries: csr_array, k: int, *, n_threads: int = 1) -> tuple[IntArray, FloatArray]:
        """Return what :meth:`best` returns for each query: slots (-1: no more) and scores of shape (n_queries, k).

        The same whatever the number of threads. For many queries at once the index is first laid out anew, which takes
        about as long as a hundred queries.
        """
        from scipy.sparse import csr_array

        queries = csr_array(queries)
        if not queries.has_canonical_format:
            queries = queries.copy()
            queries.sum_duplicates()
        bounds, terms, values = self._rows.entries(np.arange(self.n_slots))
        features = csr_array((values, terms, bounds), shape=(self.n_slots, self.n_terms))
        slots, scores = self._kernels.best_of_many(queries, features, k, n_threads)
        return slots, scores

    def _fill_lists(self, slots: IntArray, features: csr_array) -> None:
        columns = features.tocsc()
        counts = np.diff(columns.indptr)
        terms = np.flatnonzero(counts)
        self._lists.put(terms, counts[terms], slots[columns.indices], columns.data)
        self._is_new = False
