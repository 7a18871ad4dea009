"""The order of ids, kept by slot."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.tables import IntArray

_N_BYTES: Final = 16


class IdOrder:
    """Compares ids by their beginnings first, which are kept as numbers by slot: thousands of ties cost little."""

    def __init__(self) -> None:
        self._beginnings: NDArray[np.uint64] = np.zeros((0, 2), dtype=np.uint64)

    def note(self, slots: IntArray, ids: tuple[str, ...]) -> None:
        """Remember the ids of some slots."""
        n_slots = int(slots.max(initial=-1)) + 1
        if n_slots > len(self._beginnings):
            longer = np.zeros((2 * n_slots, 2), dtype=np.uint64)
            longer[: len(self._beginnings)] = self._beginnings
            self._beginnings = longer
        # The order of UTF-8 bytes is that of the characters.
        beginnings = b"".join(one.encode("utf-8", "surrogatepass")[:_N_BYTES].ljust(_N_BYTES, b"\0") for one in ids)
        self._beginnings[slots] = np.frombuffer(beginnings, dtype=">u8").reshape(-1, 2)

    def may_be_first(self, slots: IntArray, n: int) -> IntArray:
        """Return positions of slots among which are the `n` with the lowest ids; more only where ids begin alike."""
        if len(slots) <= n:
            return np.arange(len(slots))
        values = self._beginnings[slots, 0]
        bound = np.partition(values, n - 1)[n - 1]
        below, at = np.flatnonzero(values < bound), np.flatnonzero(values == bound)
        return np.concatenate([below, at[self._at_second(slots[at], n - len(below))]])

    def _at_second(self, slots: IntArray, n: int) -> IntArray:
        if len(slots) <= n:
            return np.arange(len(slots))
        values = self._beginnings[slots, 1]
        bound = np.partition(values, n - 1)[n - 1]
        return np.flatnonzero(values <= bound)
