"""How near two skills are: what the same occupations need counts in part for each other.

The nearness is fixed by the taxonomy. Offers never change it, so a new offer moves no other pair's score.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.taxonomy.catalog import Taxonomy

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

MINIMUM_SHARED: Final = 3
"""Two skills must meet in this many occupations: meeting once or twice is chance."""

MINIMUM_COSINE: Final = 0.5
"""Skills whose occupations overlap less are not neighbours."""

MOST_CREDIT: Final = 0.5
"""What the nearest neighbour of a skill counts beside the skill itself."""


MOST_KEPT: Final = 64
"""Of so many sets of skills the credit is kept; one answer needs no more."""


class SkillNearness:
    """The neighbours of each skill, computed when first asked for and then kept.

    Two skills are alike by the cosine of the sets of occupations for which they are essential. Safe between threads:
    at worst two of them compute the same row.

    Parameters
    ----------
    taxonomy : Taxonomy
        Whose occupations are looked at; rows are the rows of its `skill_ids`.
    """

    def __init__(self, taxonomy: Taxonomy) -> None:
        needed = [taxonomy.skill_rows(taxonomy.occupation(concept).essential) for concept in taxonomy.occupation_ids]
        counts = np.array([len(rows) for rows in needed], dtype=np.int64)
        self._n_skills = len(taxonomy.skill_ids)
        self._skills = np.array([row for rows in needed for row in rows], dtype=np.int64)
        self._occupation_starts = np.concatenate([[0], np.cumsum(counts)])
        order = np.argsort(self._skills, kind="stable")
        self._occupations = np.repeat(np.arange(len(needed)), counts)[order]
        self._frequency = np.bincount(self._skills, minlength=self._n_skills)
        self._skill_starts = np.concatenate([[0], np.cumsum(self._frequency)])
        self._rows: dict[int, tuple[IntArray, FloatArray]] = {}
        # One answer asks for the same skills again and again, with one more or without.
        self._credit = lru_cache(maxsize=MOST_KEPT)(self._compute_credit)

    def neighbours(self, skill: int) -> tuple[IntArray, FloatArray]:
        """Return the rows of a skill's neighbours and what each counts for it, in (0, `MOST_CREDIT`]."""
        if skill not in self._rows:
            self._rows[skill] = self._compute(skill)
        return self._rows[skill]

    def credit(self, held: IntArray) -> tuple[IntArray, FloatArray]:
        """Return what somebody with these skills is credited with: 1 for each, less for their best neighbours.

        Parameters
        ----------
        held : ndarray of shape (n_held,), int64
            Rows of the skills somebody holds, each once.

        Returns
        -------
        skills : ndarray, int64
            Ascending rows.
        credit : ndarray, float64
            In (0, 1], one for each of them.
        """
        return self._credit(tuple(held.tolist()))

    def _compute_credit(self, held: tuple[int, ...]) -> tuple[IntArray, FloatArray]:
        near = [self.neighbours(skill) for skill in held]
        rows = np.concatenate([held, *(skills for skills, _ in near)]).astype(np.int64)
        values = np.concatenate([np.ones(len(held)), *(credit for _, credit in near)])
        skills, places = np.unique(rows, return_inverse=True)
        best = np.zeros(len(skills))
        np.maximum.at(best, places, values)
        return skills, best

    def _compute(self, skill: int) -> tuple[IntArray, FloatArray]:
        occupations = self._occupations[self._skill_starts[skill] : self._skill_starts[skill + 1]]
        if len(occupations) < MINIMUM_SHARED:
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        meeting = np.concatenate(
            [self._skills[self._occupation_starts[row] : self._occupation_starts[row + 1]] for row in occupations]
        )
        rows, shared = np.unique(meeting, return_counts=True)
        cosine = shared / np.sqrt(self._frequency[skill] * self._frequency[rows])
        is_near = (shared >= MINIMUM_SHARED) & (cosine >= MINIMUM_COSINE) & (rows != skill)
        return rows[is_near], MOST_CREDIT * cosine[is_near]


@lru_cache(maxsize=4)
def skill_nearness(taxonomy: Taxonomy) -> SkillNearness:
    """Return the nearness that a taxonomy's occupations define; built once per process."""
    return SkillNearness(taxonomy)
