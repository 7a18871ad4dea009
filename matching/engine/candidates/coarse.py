"""Posting lists in a quarter of the precision, laid out once for many queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import FloatArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

STEPS: Final = 2**16 - 1
"""Into so many steps the values of a term are divided; the largest of them has all."""

_FULL_ROW_FROM: Final = 0.1
"""A term that so large a share of the slots has is added slot by slot, without looking up where."""


_TERM: Final = np.dtype([("largest", np.float64), ("first", np.uint32), ("full_row", np.int32)])
"""Its largest value; its first posting, of at most 2**32; and where it has one, the number of its full row, else -1."""


@dataclass(frozen=True, eq=False)
class CoarseLists:
    """The slots of each term with their values in small integers; a quarter of the memory fits the nearest cache.

    A value stands as the number of steps that it fills, rounded up; a step is the term's largest value divided by
    :data:`STEPS`. The `postings` of the term `t` begin at ``terms[t].first`` and end where those of the next term
    begin, each a slot in the higher bits and its steps in the lower 16; very frequent terms have a row of `full_rows`
    instead.
    """

    terms: NDArray[Any]
    """What is looked up of a term, side by side, so that one look into memory brings it; one more at the end."""
    postings: NDArray[Any]
    longest: float
    """The largest Euclidean length of a slot's features."""
    full_rows: NDArray[np.uint16]

    @classmethod
    def of(cls, features: csr_array) -> CoarseLists:
        """Lay out the features of all slots, shape (n_slots, n_terms), values at least 0."""
        n_slots, n_terms = features.shape
        columns = features.tocsc()
        bounds = columns.indptr
        counts = np.diff(bounds)
        largest = np.zeros(n_terms)
        largest[counts > 0] = np.maximum.reduceat(columns.data, bounds[:-1][counts > 0]) if counts.any() else 0.0
        of_term = np.repeat(largest, counts)
        shares = columns.data / np.where(of_term > 0, of_term, 1.0)
        # The smallest shares may have become 0.
        steps = np.maximum(np.ceil(shares * STEPS), columns.data > 0).astype(np.uint16)
        frequent = np.flatnonzero(counts > _FULL_ROW_FROM * n_slots)
        terms = np.zeros(n_terms + 1, dtype=_TERM)
        terms["largest"][:-1], terms["first"], terms["full_row"] = largest, bounds, -1
        terms["full_row"][frequent] = np.arange(len(frequent))
        full_rows = np.zeros((len(frequent), n_slots), dtype=np.uint16)
        for row, term in enumerate(frequent.tolist()):
            mine = slice(bounds[term], bounds[term + 1])
            full_rows[row, columns.indices[mine]] = steps[mine]
        wide = np.uint32 if n_slots <= 2**16 else np.uint64
        postings = columns.indices.astype(wide) << wide(16) | steps
        return cls(terms, postings, _longest(features, largest), full_rows)


def _longest(features: csr_array, largest: FloatArray) -> float:
    from scipy.sparse import csr_array

    scale = float(largest.max(initial=0.0))  # squares of very small or large values would be 0 or infinite
    if not scale:
        return 0.0
    squares = csr_array(((features.data / scale) ** 2, features.indices, features.indptr), shape=features.shape)
    return scale * float(np.sqrt(squares.sum(axis=1).max()))
