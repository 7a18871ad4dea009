"""The names of concepts as one table of keys, sorted by concept: what titles are compared with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.taxonomy.records import NamedConcept
from matching.engine.text import normalize_title, title_variants

PREFERRED: Final = 1
EVERYDAY: Final = 2
FOREIGN: Final = 4
"""Marks of a key, added up; an alternative name has none."""


class TitleNames:
    """Keys of all names; a concept has each key once.

    Attributes
    ----------
    keys : list of str
        Normalized names; those of one concept stand together.
    owners, marks : ndarray of shape (n_keys,), int64
        Row of the concept; sum of ``PREFERRED``, ``EVERYDAY``, ``FOREIGN``.
    starts : ndarray of shape (n_concepts + 1,), int64
        Where the keys of each concept begin; every concept has at least one key, be it empty.
    """

    def __init__(self, concepts: Sequence[NamedConcept]) -> None:
        self.keys: list[str] = []
        owners: list[int] = []
        marks: list[int] = []
        for row, concept in enumerate(concepts):
            own = _keys_with_marks(concept) or {"": 0}
            self.keys += own
            marks += own.values()
            owners += [row] * len(own)
        self.owners = np.array(owners, dtype=np.int64)
        self.marks = np.array(marks, dtype=np.int64)
        self.starts = np.searchsorted(self.owners, np.arange(len(concepts) + 1))
        self._rows_by_key: dict[str, list[int]] = {}
        for row, key in enumerate(self.keys):
            self._rows_by_key.setdefault(key, []).append(row)

    def rows_of(self, concepts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the rows of all keys of some concepts, in the order of the concepts."""
        counts = self.starts[concepts + 1] - self.starts[concepts]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        return np.asarray(np.arange(total) - np.repeat(ends - counts - self.starts[concepts], counts))

    def rows_called(self, key: str) -> list[int]:
        """Return the rows of names that are exactly this key, with or without hyphens."""
        return self._rows_by_key.get(key) or self._rows_by_key.get(key.replace("-", "")) or []


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys a name is known under: the whole of it, and each side of "Geburtshelfer/Hebamme"."""
    sides = title_variants(name)
    return tuple(key for key in dict.fromkeys((normalize_title(name), *sides)) if key) if len(sides) > 1 else sides


def _keys_with_marks(concept: NamedConcept) -> dict[str, int]:
    # A key that is both keeps the mark of the home language: "Manager" is no foreign word here.
    marks: dict[str, int] = dict.fromkeys((key for name in concept.foreign for key in keys_of(name)), FOREIGN)
    marks |= dict.fromkeys((key for name in concept.names[1:] for key in keys_of(name)), 0)
    marks |= dict.fromkeys((key for name in concept.names[:1] for key in keys_of(name)), PREFERRED)
    for name in concept.everyday:
        for key in keys_of(name):
            marks[key] = marks.get(key, 0) & ~FOREIGN | EVERYDAY
    return marks
