"""Rank concepts for a title: the evidence of their names and their work, put in order by the learned combination."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.taxonomy.listed_titles import ListedTitle
from matching.engine.taxonomy.records import NamedConcept
from matching.engine.taxonomy.title_evidence import Evidence, TitleEvidence
from matching.engine.taxonomy.title_model import TitleModel, judge
from matching.engine.taxonomy.work_words import WorkWords
from matching.engine.text import normalize_title

LONGEST_TITLE: Final = 200
"""Characters of a title that are looked at: what comes later is an advertisement, and costs time."""


LISTED_CONFIDENCE: Final = 0.95
"""What an operator's list says of exactly this title was decided by a person."""


@dataclass(frozen=True, slots=True)
class RankedConcepts:
    """Concepts in the order in which a title may mean them.

    Attributes
    ----------
    rows : ndarray of shape (n_concepts,), int64
        Every concept once, best first.
    confidence : ndarray of shape (n_concepts,), float64
        Never rising; 0 for concepts that were not looked at closely, and throughout if nothing is alike.
    """

    rows: NDArray[np.int64]
    confidence: NDArray[np.float64]


class TitleRanker:
    """Answers for any title which of its concepts are meant, in which order and with which confidence."""

    def __init__(
        self,
        concepts: Sequence[NamedConcept],
        *,
        work_words: WorkWords | None = None,
        listed: Iterable[ListedTitle] = (),
        model: TitleModel | None = None,
    ) -> None:
        self.evidence = TitleEvidence(concepts, work_words, listed)
        self.model = model

    @property
    def names(self) -> Sequence[str]:
        """The keys of all names, for looking up equal ones."""
        return self.evidence.names.keys

    def rank(self, title: str) -> RankedConcepts:
        """Return all concepts for a title as people write it."""
        return self.rank_key(title_key(title))

    def rank_key(self, key: str, *, only_candidates: bool = False) -> RankedConcepts:
        """Return all concepts for a normalized title, or only those that were looked at closely.

        Of two that are equally good the first row comes first.
        """
        evidence = self.evidence.of(key)
        scores, confidence = judge(self.model, evidence)
        if not (evidence.merits > 0).any():
            confidence = np.zeros(len(confidence))
        best = np.lexsort((evidence.candidates, -scores))
        named = self.evidence.listed.occupations_called(key)
        rows = np.concatenate([np.array(named, dtype=np.int64), evidence.candidates[best]])
        claims = np.minimum.accumulate(np.concatenate([[LISTED_CONFIDENCE] * len(named), confidence[best]]))
        if not only_candidates:
            rows = np.concatenate([rows, _rest(evidence)])
            claims = np.concatenate([claims, np.zeros(len(rows) - len(claims))])
        if named:
            _, first = np.unique(rows, return_index=True)
            rows, claims = rows[np.sort(first)], claims[np.sort(first)]
        return RankedConcepts(rows=rows, confidence=claims)


def _rest(evidence: Evidence) -> NDArray[np.int64]:
    """Return the concepts that are no candidates, by the likeness of their names."""
    is_rest = np.ones(len(evidence.merits), dtype=bool)
    is_rest[evidence.candidates] = False
    rest = np.flatnonzero(is_rest)
    return rest[np.lexsort((rest, -evidence.merits[rest]))]


def title_key(title: str) -> str:
    """Return the key of a title, cut where no occupation is named any more."""
    return normalize_title(title[: 2 * LONGEST_TITLE])[:LONGEST_TITLE].strip()
