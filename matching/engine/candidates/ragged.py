"""Many short lists of numbers with values in one piece of memory; each list grows, shrinks and goes in place."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import FloatArray, IntArray

NumberArray = NDArray[np.int32]

_SMALLEST_CLASS: Final = 2
"""The smallest region has room for 2² entries."""

_NO_REGION: Final = -1
_LEAST_ROOM: Final = 1024


class RaggedArrays:
    """Lists of (number, value) that live in regions of one arena.

    A region has room for a power of two of entries. A list that outgrows its region moves into one twice as large; the
    old one waits for the next list of its size. Nothing is ever compacted, so no change takes long: memory stays below
    about twice the entries that were ever held at once. The arena itself doubles when it is full; what it has not used
    yet is reserved but not touched, so it takes no memory.

    `starts` and `lengths` of shape (n_lists,) say where in `numbers` and `values` each list is.
    """

    def __init__(self, n_lists: int = 0) -> None:
        self.starts: IntArray = np.zeros(n_lists, dtype=np.int64)
        self.lengths: IntArray = np.zeros(n_lists, dtype=np.int64)
        self.numbers: NumberArray = np.empty(0, dtype=np.int32)
        self.values: FloatArray = np.empty(0)
        self._classes = np.full(n_lists, _NO_REGION, dtype=np.int64)
        self._free: dict[int, list[int]] = {}
        self._end = 0

    def __len__(self) -> int:
        return len(self.starts)

    def make_room_for(self, n_lists: int) -> None:
        """See to it that there are at least so many lists; new ones are empty."""
        if n_lists <= len(self):
            return
        used = len(self)
        room = max(n_lists, 2 * used)
        self.starts = grown(self.starts, room, used=used)
        self.lengths = grown(self.lengths, room, used=used)
        self._classes = grown(self._classes, room, used=used)
        self.starts[used:], self.lengths[used:], self._classes[used:] = 0, 0, _NO_REGION

    def put(self, lists: IntArray, counts: IntArray, numbers: IntArray, values: FloatArray) -> None:
        """Fill lists that are new or cleared: with the first ``counts[0]`` entries the first, and so on.

        Parameters
        ----------
        lists : ndarray of shape (n,), int64
            Each at most once.
        counts : ndarray of shape (n,), int64
            How many entries each gets.
        numbers, values : ndarray of shape (counts.sum(),)
            The entries, list by list.
        """
        self._give_regions(lists, counts)
        self.lengths[lists] = counts
        places = self._places(lists)
        self.numbers[places] = numbers
        self.values[places] = values

    def clear(self, lists: IntArray) -> None:
        """Empty lists and give their regions back."""
        for one in lists.tolist():
            self._give_back(one)
        self.lengths[lists] = 0
        self._classes[lists] = _NO_REGION

    def append(self, lists: IntArray, number: int, values: FloatArray) -> None:
        """Put one number at the end of some lists, each at most once; `values` has an entry for each of them."""
        for one in lists[self.lengths[lists] == self._room_of(lists)].tolist():
            self._move(one)
        places = self.starts[lists] + self.lengths[lists]
        self.numbers[places] = number
        self.values[places] = values
        self.lengths[lists] += 1

    def drop(self, lists: IntArray, number: int) -> None:
        """Take one number out of some lists that hold it; the last entry of each list takes its place."""
        for one in lists.tolist():
            start, length = int(self.starts[one]), int(self.lengths[one])
            place = start + int((self.numbers[start : start + length] == number).argmax())
            last = start + length - 1
            self.numbers[place], self.values[place] = self.numbers[last], self.values[last]
            self.lengths[one] = length - 1

    def entries(self, lists: IntArray) -> tuple[IntArray, NumberArray, FloatArray]:
        """Return some lists one after another: bounds of shape (n + 1,), numbers and values, as copies."""
        places = self._places(lists)
        bounds = np.concatenate([[0], np.cumsum(self.lengths[lists])])
        return bounds, self.numbers[places], self.values[places]

    def _places(self, lists: IntArray) -> IntArray:
        """Return where in the arena the entries of some lists are, list by list."""
        lengths = self.lengths[lists]
        ends = np.cumsum(lengths)
        return np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[lists] - ends + lengths, lengths)

    def _room_of(self, lists: IntArray) -> IntArray:
        classes = self._classes[lists]
        return np.where(classes == _NO_REGION, 0, 1 << np.maximum(classes, 0))

    def _give_regions(self, lists: IntArray, counts: IntArray) -> None:
        """Find room for lists that have none, at first in regions that were given back."""
        needed = counts > 0
        lists, counts = lists[needed], counts[needed]
        # The exponent of a float is exact for powers of two, a logarithm is not.
        classes = np.maximum(np.frexp(counts - 0.5)[1].astype(np.int64), _SMALLEST_CLASS)
        self._classes[lists] = classes
        for size in np.unique(classes).tolist():
            mine = lists[classes == size]
            waiting = self._free.get(size, [])
            n_reused = min(len(waiting), len(mine))
            n_new = len(mine) - n_reused
            self._reserve(self._end + (n_new << size))
            new = self._end + (np.arange(n_new) << size)
            self.starts[mine] = [*(waiting.pop() for _ in range(n_reused)), *new.tolist()]
            self._end += n_new << size

    def _give_back(self, one: int) -> None:
        size = int(self._classes[one])
        if size != _NO_REGION:
            self._free.setdefault(size, []).append(int(self.starts[one]))

    def _move(self, one: int) -> None:
        """Give a full list a region of the next size."""
        start, length = int(self.starts[one]), int(self.lengths[one])
        self._give_back(one)
        self._give_regions(np.array([one]), np.array([length + 1]))
        new = int(self.starts[one])
        self.numbers[new : new + length] = self.numbers[start : start + length]
        self.values[new : new + length] = self.values[start : start + length]

    def _reserve(self, n_entries: int) -> None:
        if n_entries > len(self.numbers):
            room = max(2 * n_entries, _LEAST_ROOM)
            self.numbers = grown(self.numbers, room, used=self._end)
            self.values = grown(self.values, room, used=self._end)


def grown(column: NDArray[Any], length: int, *, used: int) -> NDArray[Any]:
    """Return a longer copy of a column; only the first `used` entries are copied, what follows is not touched."""
    longer = np.empty((length, *column.shape[1:]), dtype=column.dtype)
    longer[:used] = column[:used]
    return longer
