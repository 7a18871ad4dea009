"""The columns of an offer table by slot: rows are written and taken in place, and none moves when another one goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.candidates.ragged import RaggedArrays, grown
from matching.engine.tables import IntArray, OfferTable, taken

_LEAST_ROOM: Final = 64


class SlotColumns:
    """Some columns of :class:`OfferTable`, kept by slot.

    Parameters
    ----------
    blank : OfferTable
        A table without rows, for the types of its columns.
    names : iterable of str, optional
        Which columns are kept; by default all.
    """

    def __init__(self, blank: OfferTable, names: Iterable[str] | None = None) -> None:
        self._blank = blank
        self._room = 0
        self._arrays: dict[str, NDArray[Any]] = {}
        self._objects: dict[str, NDArray[np.object_]] = {}
        self._ragged: dict[str, tuple[RaggedArrays, int]] = {}
        for name in names or (field.name for field in fields(blank)):
            column = getattr(blank, name)
            if isinstance(column, tuple):
                self._objects[name] = np.empty(0, dtype=object)
            elif isinstance(column, np.ndarray):
                self._arrays[name] = column
            else:
                self._ragged[name] = (RaggedArrays(), column.shape[1])

    def put(self, slots: IntArray, table: OfferTable, rows: IntArray | None = None) -> None:
        """Write the rows of a table, or some of them, into slots that are new or cleared."""
        self._make_room_for(int(slots.max(initial=-1)) + 1)
        columns = {name: getattr(table, name) for name in (*self._arrays, *self._objects, *self._ragged)}
        if rows is not None:
            columns = {name: taken(column, rows) for name, column in columns.items()}
        for name, array in self._arrays.items():
            array[slots] = columns[name]
        for name, values in self._objects.items():
            values[slots] = _objects(columns[name])
        for name, (ragged, _) in self._ragged.items():
            column = columns[name]
            ragged.put(slots, np.diff(column.indptr), column.indices, column.data)

    def clear(self, slots: IntArray) -> None:
        """Forget what is in these slots."""
        for ragged, _ in self._ragged.values():
            ragged.clear(slots)
        for values in self._objects.values():
            values[slots] = None

    def array(self, name: str, n_slots: int) -> NDArray[Any]:
        """Return one column of numbers for the first slots, not a copy."""
        return self._arrays[name][:n_slots]

    def values(self, name: str, slots: IntArray) -> tuple[Any, ...]:
        """Return one column of texts or tuples for some slots."""
        return tuple(self._objects[name][slots].tolist())

    def take(self, slots: IntArray, names: Iterable[str] | None = None) -> OfferTable:
        """Return a table of these slots, in this order; columns that are not kept, or not named, stay without rows."""
        wanted = names or (*self._arrays, *self._objects, *self._ragged)
        return replace(self._blank, **{"ids": ("",) * len(slots)} | {name: self._taken(name, slots) for name in wanted})

    def _taken(self, name: str, slots: IntArray) -> Any:
        from scipy.sparse import csr_array

        if name in self._arrays:
            return self._arrays[name][slots]
        if name in self._objects:
            return self.values(name, slots)
        ragged, n_columns = self._ragged[name]
        bounds, numbers, values = ragged.entries(slots)
        return csr_array((values, numbers, bounds), shape=(len(slots), n_columns))

    def _make_room_for(self, n_slots: int) -> None:
        for ragged, _ in self._ragged.values():
            ragged.make_room_for(n_slots)
        if n_slots <= self._room:
            return
        room = max(_LEAST_ROOM, 2 * n_slots)
        for name, array in self._arrays.items():
            self._arrays[name] = grown(array, room, used=self._room)
        for name, values in self._objects.items():
            self._objects[name] = grown(values, room, used=self._room)
        self._room = room


def _objects(values: tuple[Any, ...]) -> NDArray[np.object_]:
    """Return an array of texts or tuples; NumPy alone would take tuples for further dimensions."""
    objects = np.empty(len(values), dtype=object)
    for place, value in enumerate(values):
        objects[place] = value
    return objects
