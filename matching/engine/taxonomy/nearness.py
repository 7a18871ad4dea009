"""How alike two occupations are: the place in the ISCO hierarchy first, shared essential skills on top."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

SHARED_DIGITS: Final = (0.0, 0.0, 0.2, 0.4, 0.65)
"""Likeness of two different occupations by the number of leading ISCO digits they share."""

MOST_ALIKE: Final = 0.95
"""Two different occupations never reach the likeness of the same one."""


class Nearness:
    """Rows of the occupation similarity matrix, each computed when first asked for and then kept.

    A row is ``step + (MOST_ALIKE - step) × cosine`` with the step of the shared ISCO digits and the cosine of the two
    sets of essential skills, so both a common group and common skills bring occupations nearer. All rows together
    take 37 MB for the 3,039 occupations of ESCO.

    Parameters
    ----------
    isco : sequence of str
        Four-digit group of each occupation.
    essential : sequence of int64 arrays
        Rows of the essential skills of each occupation.
    n_skills : int
        Number of skills those rows point into.
    """

    def __init__(self, isco: Sequence[str], essential: Sequence[NDArray[np.int64]], n_skills: int) -> None:
        self._groups = [_group_numbers([code[:n] for code in isco], n) for n in range(1, len(SHARED_DIGITS))]
        self._essential = essential
        self._counts = np.array([len(rows) for rows in essential], dtype=np.int64)
        skills = np.concatenate(essential) if len(essential) else np.zeros(0, dtype=np.int64)
        # Which occupations need a skill: those of skill `s` are at starts[s]:starts[s + 1].
        self._owners = np.repeat(np.arange(len(essential)), self._counts)[np.argsort(skills, kind="stable")]
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(skills, minlength=n_skills))])
        self._rows: dict[int, NDArray[np.float32]] = {}

    def row(self, occupation: int) -> NDArray[np.float32]:
        """Return the likeness of one occupation to all, shape (n_occupations,), float32 in [0, 1]."""
        known = self._rows.get(occupation)
        if known is None:
            known = self._compute(occupation)
            known.flags.writeable = False
            self._rows[occupation] = known
        return known

    def best_of(self, rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return how alike each occupation is to the likest of some, shape (n_occupations,), float64."""
        best = self.row(int(rows[0]))
        for row in rows[1:].tolist():
            best = np.maximum(best, self.row(row))
        return best.astype(np.float64)

    def block(self, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the likeness of some occupations to some others, shape (len(rows), len(columns)), float64."""
        if not len(rows):
            return np.zeros((0, len(columns)))
        return np.stack([self.row(row)[columns] for row in rows.tolist()]).astype(np.float64)

    def _compute(self, occupation: int) -> NDArray[np.float32]:
        n_shared = np.zeros(len(self._counts), dtype=np.int64)
        for groups in self._groups:
            n_shared += (groups == groups[occupation]) & (groups >= 0)
        step = np.array(SHARED_DIGITS)[n_shared]
        owners = [
            self._owners[self._starts[skill] : self._starts[skill + 1]]
            for skill in np.unique(self._essential[occupation])
        ]
        shared = np.bincount(np.concatenate(owners or [self._owners[:0]]), minlength=len(self._counts))
        sizes = np.sqrt(self._counts * max(int(self._counts[occupation]), 1))
        cosine = np.divide(shared, sizes, out=np.zeros(len(sizes)), where=sizes > 0)
        likeness = step + (MOST_ALIKE - step) * cosine
        likeness[occupation] = 1.0
        return np.asarray(likeness, dtype=np.float32)


def _group_numbers(prefixes: Sequence[str], n_digits: int) -> NDArray[np.int64]:
    """Number the groups that so many digits stand for; -1 where a code is shorter."""
    number_of = {prefix: number for number, prefix in enumerate(dict.fromkeys(prefixes))}
    return np.array([number_of[one] if len(one.strip()) == n_digits else -1 for one in prefixes], dtype=np.int64)
