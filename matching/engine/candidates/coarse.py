"""Posting lists in half the precision, laid out once for many queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import FloatArray, IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

ROUNDING: Final = 2.0**-24
"""Largest relative error of one operation with floats of half the precision."""

_FULL_ROW_FROM: Final = 0.15
"""A term that so large a share of the slots has is added slot by slot, without looking up where."""

_SMALLEST, _LARGEST = 1e-12, 1e12


@dataclass(frozen=True, eq=False)
class CoarseLists:
    """The slots of each term with their values as float32; half the memory fits a processor's nearest cache.

    Values stay float64 where float32 could not hold them, or their products, with its relative precision.

    `slots` and `values` of the term `t` are at ``bounds[t]:bounds[t + 1]``; very frequent terms have a row of
    `full_rows` instead, whose number is in `full_row_of` (-1: none).
    """

    bounds: IntArray
    slots: NDArray[np.uint32]
    values: NDArray[Any]
    full_row_of: NDArray[np.int32]
    full_rows: NDArray[Any]

    @classmethod
    def of(cls, features: csr_array, queries: csr_array) -> CoarseLists:
        """Lay out the features of all slots, shape (n_slots, n_terms), for queries of shape (n_queries, n_terms)."""
        n_slots, n_terms = features.shape
        columns = features.tocsc()
        are_in_range = _are_in_range(columns.data) and _are_in_range(queries.data)
        values = columns.data.astype(np.float32 if are_in_range else np.float64)
        bounds = columns.indptr.astype(np.int64)
        frequent = np.flatnonzero(np.diff(bounds) > _FULL_ROW_FROM * n_slots)
        full_row_of = np.full(n_terms, -1, dtype=np.int32)
        full_row_of[frequent] = np.arange(len(frequent))
        full_rows = np.zeros((len(frequent), n_slots), dtype=values.dtype)
        for row, term in enumerate(frequent.tolist()):
            mine = slice(bounds[term], bounds[term + 1])
            full_rows[row, columns.indices[mine]] = values[mine]
        return cls(bounds, columns.indices.astype(np.uint32), values, full_row_of, full_rows)


def _are_in_range(values: FloatArray) -> bool:
    present = values[values > 0]
    return not len(present) or bool(present.min() > _SMALLEST and present.max() < _LARGEST)
