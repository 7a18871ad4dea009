"""Give every distinct combination of values a code: many offers share a place, hours or a level."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.ragged import grown
from matching.engine.candidates.slot_columns import SlotColumns
from matching.engine.tables import IntArray, OfferTable


class DistinctValues:
    """The distinct combinations of some columns, and which of them each slot has.

    What depends on these columns only is computed once per combination (:meth:`table`) and handed to all slots by
    their codes. A combination that no slot has any more makes room for the next new one.

    Parameters
    ----------
    blank : OfferTable
        A table without rows, for the types of its columns.
    names : tuple of str
        Which columns.
    """

    def __init__(self, blank: OfferTable, names: tuple[str, ...]) -> None:
        self._names = names
        self._columns = SlotColumns(blank, names)
        self._codes: NDArray[np.uint32] = np.zeros(0, dtype=np.uint32)
        self._code_of: dict[bytes, int] = {}
        self._keys: list[bytes] = []
        self._n_users: list[int] = []
        self._free: list[int] = []
        self._table: OfferTable | None = None

    def __len__(self) -> int:
        return len(self._keys)

    def codes(self, n_slots: int) -> NDArray[np.uint32]:
        """Return the code of each of the first slots, not a copy; that of an empty slot means nothing."""
        return self._codes[:n_slots]

    def table(self) -> OfferTable:
        """Return one row per code, in which only these columns are filled."""
        if self._table is None:
            self._table = self._columns.take(np.arange(len(self)))
        return self._table

    def add(self, slots: IntArray, table: OfferTable) -> None:
        """Note the values of slots that are new or empty."""
        self.make_room_for(int(slots.max(initial=-1)) + 1)
        keys = _keys([getattr(table, name) for name in self._names])
        codes, rows, new_codes = [], [], []
        for row, key in enumerate(keys):
            code = self._code_of.get(key)
            if code is None:
                code = self._new_code(key)
                rows.append(row)
                new_codes.append(code)
            self._n_users[code] += 1
            codes.append(code)
        self._codes[slots] = codes
        if new_codes:
            self._columns.put(np.array(new_codes), table, np.array(rows))
            self._table = None

    def make_room_for(self, n_slots: int) -> None:
        """See to it that each of the first slots has a code, also those that are empty."""
        used = len(self._codes)
        if n_slots > used:
            self._codes = grown(self._codes, 2 * n_slots, used=used)
            self._codes[used:] = 0

    def remove(self, slots: IntArray) -> None:
        """Forget the values of these slots."""
        for code in self._codes[slots].tolist():
            self._n_users[code] -= 1
            if not self._n_users[code]:
                del self._code_of[self._keys[code]]
                self._columns.clear(np.array([code]))
                self._free.append(code)
                self._table = None

    def _new_code(self, key: bytes) -> int:
        if self._free:
            code = self._free.pop()
            self._keys[code] = key
        else:
            code = len(self._keys)
            self._keys.append(key)
            self._n_users.append(0)
        self._code_of[key] = code
        return code


def _keys(columns: list[Any]) -> list[bytes]:
    """Return bytes for each row that are the same exactly if all values are."""
    arrays = [column for column in columns if isinstance(column, np.ndarray)]
    ragged = [column for column in columns if not isinstance(column, np.ndarray)]
    n = columns[0].shape[0]
    keys = _dense_keys(arrays, n) if arrays else [b""] * n
    for column in ragged:
        keys = [key + more for key, more in zip(keys, _ragged_keys(column), strict=True)]
    return keys


def _dense_keys(arrays: list[NDArray[Any]], n: int) -> list[bytes]:
    parts = [np.ascontiguousarray(array).view(np.uint8).reshape(n, -1) for array in arrays] if n else []
    rows = np.ascontiguousarray(np.concatenate(parts, axis=1)) if n else np.zeros((0, 1), dtype=np.uint8)
    width = rows.shape[1]
    data = rows.tobytes()
    return [data[start : start + width] for start in range(0, n * width, width)]


def _ragged_keys(column: Any) -> list[bytes]:
    """Return length, numbers and values of each row; the length keeps two ragged columns apart."""
    numbers, values = column.indices.astype(np.int32).tobytes(), column.data.astype(np.float64).tobytes()
    bounds = column.indptr.tolist()
    return [
        (end - start).to_bytes(4, "little") + numbers[4 * start : 4 * end] + values[8 * start : 8 * end]
        for start, end in pairwise(bounds)
    ]
