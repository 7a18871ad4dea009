"""Titles that a list gives to an occupation or to a group: the packaged plain-language list, and an operator's own.

A listed title is not a name of its occupation: it may be given to a whole group. So it *supports* the concepts that it
points to, by its likeness to what was asked; how much that counts is learned like all other evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.taxonomy.label_index import LabelIndex
from matching.engine.taxonomy.records import NamedConcept
from matching.engine.taxonomy.title_names import keys_of

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

_LEAST_ALIKE: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTitle:
    """A title and what a list says it means: the id of an occupation, or codes of ISCO groups."""

    title: str
    occupation: str = ""
    groups: tuple[str, ...] = ()


class ListedTitles:
    """Answers how much the listed titles speak for each concept.

    Parameters
    ----------
    titles : iterable of ListedTitle
        Titles without any known target are left out.
    concepts : sequence of NamedConcept
        What is ranked; listed titles point to them by their `id` and `isco`.
    """

    def __init__(self, titles: Iterable[ListedTitle], concepts: Sequence[NamedConcept]) -> None:
        rows_of = _rows_by_target(concepts)
        keys: list[str] = []
        pointed: list[IntArray] = []
        self._occupations_by_key: dict[str, list[int]] = {}
        for listed in titles:
            rows = rows_of.get(listed.occupation) if listed.occupation else _joined(rows_of, listed.groups)
            if rows is None or not len(rows):
                continue
            for key in keys_of(listed.title):
                keys.append(key)
                pointed.append(rows)
                if listed.occupation:
                    self._occupations_by_key.setdefault(key, []).extend(rows.tolist())
        self._n_concepts = len(concepts)
        self._index = LabelIndex(keys) if keys else None
        self._pointed = pointed

    def occupations_called(self, key: str) -> list[int]:
        """Return the rows of the concepts to which exactly this title was given, the last given first."""
        return list(dict.fromkeys(reversed(self._occupations_by_key.get(key, []))))

    def support(self, key: str) -> FloatArray:
        """Return the likeness of the most alike listed title that points to each concept, shape (n_concepts,)."""
        support = np.zeros(self._n_concepts)
        if self._index is None:
            return support
        cosine = self._index.likeness(key).cosine
        alike = np.flatnonzero(cosine >= _LEAST_ALIKE)
        # Rising, so that what is written last is the largest.
        for row in alike[np.argsort(cosine[alike], kind="stable")].tolist():
            support[self._pointed[row]] = cosine[row]
        return support


def _rows_by_target(concepts: Sequence[NamedConcept]) -> dict[str, IntArray]:
    rows: dict[str, list[int]] = {}
    for row, concept in enumerate(concepts):
        if concept.id:
            rows.setdefault(concept.id, []).append(row)
        if concept.isco and not concept.is_group:
            rows.setdefault(concept.isco, []).append(row)
    return {target: np.array(found, dtype=np.int64) for target, found in rows.items()}


def _joined(rows_of: dict[str, IntArray], groups: Sequence[str]) -> IntArray:
    found = [rows_of[group] for group in groups if group in rows_of]
    return np.concatenate(found) if found else np.zeros(0, dtype=np.int64)
