"""Find the skills a phrase names, by the likeness of its words to the skills' names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from matching.engine.taxonomy.label_index import LabelIndex
from matching.engine.text import fold

_PREFERRED_BONUS: Final = 0.05
_ALMOST: Final = 0.99
_LONGEST: Final = 300  # characters; a phrase that names a skill is shorter


class SkillFinder:
    """Answers which skills are called like a phrase; equal words win over everything that is only alike.

    Parameters
    ----------
    names : sequence of sequences of str
        Names of each skill, preferred first; a skill may have none.
    """

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        keys: list[str] = []
        owners: list[int] = []
        bonus: list[float] = []
        for row, own in enumerate(names):
            for place, key in enumerate(dict.fromkeys(fold(name) for name in own)):
                keys.append(key)
                owners.append(row)
                bonus.append(_PREFERRED_BONUS * (place == 0))
        self._index = LabelIndex(keys)
        self._owners = np.array(owners, dtype=np.int64)
        self._bonus = np.array(bonus, dtype=np.float64)
        self._rows_by_key: dict[str, list[int]] = {}
        for row, key in enumerate(keys):
            self._rows_by_key.setdefault(key, []).append(row)

    def find(self, phrase: str, *, limit: int, minimum: float) -> list[tuple[int, float]]:
        """Return (skill, confidence), most alike first; confidence is the cosine of the best name, 1 for equal words.

        Order and confidence agree: what comes later is never more certain.
        """
        key = fold(phrase[: 2 * _LONGEST])[:_LONGEST].strip()
        likeness = self._index.likeness(key)
        rows = np.flatnonzero(likeness.cosine >= minimum / 2)
        if not key or not len(rows):
            return []
        exact = self._rows_by_key.get(key, [])
        confidence = np.minimum(likeness.cosine[rows], _ALMOST)
        merit = likeness.bm25[rows] + likeness.cosine[rows] + self._bonus[rows]
        is_exact = np.isin(rows, exact)
        confidence[is_exact] = 1.0
        merit[is_exact] += 2.0
        found: dict[int, float] = {}
        ceiling = 1.0
        for place in np.lexsort((rows, -merit)).tolist():
            skill = int(self._owners[rows[place]])
            if skill in found:
                continue
            ceiling = min(ceiling, float(confidence[place]))
            if ceiling < minimum or len(found) == limit:
                break
            found[skill] = ceiling
        return list(found.items())
