"""What speaks for each concept a title may mean: one row of figures per candidate, read by :class:`.TitleModel`.

Spelling comes from the label index, RapidFuzz and common beginnings and ends; meaning from the words of the work, and
from the candidates' neighbors in the classification: where many candidates of one group are alike, the group is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler, Postfix, Prefix

from matching.engine.taxonomy.label_index import LabelIndex
from matching.engine.taxonomy.listed_titles import ListedTitle, ListedTitles
from matching.engine.taxonomy.records import NamedConcept
from matching.engine.taxonomy.title_names import EVERYDAY, FOREIGN, PREFERRED, TitleNames
from matching.engine.taxonomy.work_words import SOURCES, WorkWords

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

DIGITS: Final = (1, 2, 3, 4)
FEATURES: Final = (
    "merit",
    "merit behind the best",
    "place",
    "cosine",
    "bm25",
    "coverage",
    "mean cosine",
    "mean merit of three",
    "merit of the preferred name",
    "is the preferred name",
    "is a foreign name",
    "same words",
    "same words as the preferred name",
    "names",
    "is a group",
    "characters of the name",
    "words of the name",
    "characters of the preferred name",
    "length by name",
    "words of the title",
    "common beginning of the title",
    "common beginning of the name",
    "common end of the title",
    "common end of the name",
    "token set",
    "best ratio",
    "ratio",
    "partial ratio",
    "jaro-winkler",
    "token sort",
    "shared terms of the title",
    "shared terms of the name",
    *(f"group of {n} digits by names" for n in DIGITS),
    *(f"group of {n} digits by names and work" for n in DIGITS),
    *(f"{source} by best" for source in SOURCES),
    *(f"{source}" for source in SOURCES),
    "listed titles",
    "listed titles by best",
    "share of names",
    "share of names and work",
)

_PREFERRED_BONUS: Final = 0.05
_EVERYDAY_BONUS: Final = 0.05
_FOREIGN_MALUS: Final = 0.05
_SHARPNESS: Final = 6.0
_WORK_WEIGHT: Final = 0.15
_LISTED_WEIGHT: Final = 0.4
GROUP_MALUS: Final = 0.3
"""A title names an occupation; a group of occupations has to be much more alike to be meant."""

HIDDEN: Final = -1.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """Candidates of one title.

    Attributes
    ----------
    merits : ndarray of shape (n_concepts,), float64
        Likeness of the best name of every concept, about [0, 2]; what the untrained order goes by.
    candidates : ndarray of shape (n_candidates,), int64
        Rows of the concepts that are worth a closer look.
    figures : ndarray of shape (n_candidates, n_features), float64
        In the order of ``FEATURES``; never ``nan``.
    """

    merits: FloatArray
    candidates: IntArray
    figures: FloatArray


class TitleEvidence:
    """Collects the evidence for titles over one list of concepts.

    Parameters
    ----------
    concepts : sequence of NamedConcept
        At least one.
    work_words : WorkWords or None
        What is known about the work of the concepts, by their `words_row`.
    listed : iterable of ListedTitle
        Titles that a list gives to concepts; `listed` may be replaced while the process runs.
    n_candidates : int
        How many concepts are looked at closely for each of the two orders they are taken from.
    """

    def __init__(
        self,
        concepts: Sequence[NamedConcept],
        work_words: WorkWords | None = None,
        listed: Iterable[ListedTitle] = (),
        *,
        n_candidates: int = 40,
    ) -> None:
        self._concepts = tuple(concepts)
        self.listed = ListedTitles(listed, concepts)
        self.names = TitleNames(concepts)
        self._index = LabelIndex(self.names.keys)
        self._work_words = work_words
        self._n_candidates = n_candidates
        self._is_group = np.array([concept.is_group for concept in concepts], dtype=np.float64)
        self._words_row = np.array([concept.words_row for concept in concepts], dtype=np.int64)
        self._groups = [_numbered([concept.isco[:n].ljust(n, "?") for concept in concepts]) for n in DIGITS]
        marks = self.names.marks
        self._bonus = (
            _PREFERRED_BONUS * ((marks & PREFERRED) > 0)
            + _EVERYDAY_BONUS * ((marks & EVERYDAY) > 0)
            - _FOREIGN_MALUS * ((marks & FOREIGN) > 0)
        )
        self._lengths = np.array([len(key) for key in self.names.keys], dtype=np.float64)
        self._n_words = np.array([key.count(" ") + 1 for key in self.names.keys], dtype=np.float64)
        self._n_names = np.diff(self.names.starts)
        self._terms_of_name: dict[int, frozenset[str]] = {}

    def use_listed(self, titles: Iterable[ListedTitle]) -> None:
        """Answer from now on with these listed titles; questions under way keep the list they began with."""
        self.listed = ListedTitles(titles, self._concepts)

    def of(self, key: str, *, hidden: int | None = None) -> Evidence:
        """Return the evidence for a normalized title.

        Parameters
        ----------
        key : str
        hidden : int, optional
            Row of a concept whose names of exactly this key are left out, to learn from the taxonomy's own names.
        """
        likeness = self._index.likeness(key)
        by_name = likeness.bm25 + likeness.cosine + np.where(likeness.cosine > 0, self._bonus, 0.0)
        exact = np.array(self.names.rows_called(key), dtype=np.int64)
        if hidden is not None:
            own = exact[self.names.owners[exact] == hidden]
            by_name[own] = HIDDEN
            exact = exact[self.names.owners[exact] != hidden]
        merits = np.maximum.reduceat(by_name, self.names.starts[:-1]) - GROUP_MALUS * self._is_group
        work = self._work(key)
        support = self.listed.support(key)
        with_work = merits + _WORK_WEIGHT * sum(_by_best(scores) for scores in work) + _LISTED_WEIGHT * support
        n_wanted = min(self._n_candidates, len(merits))
        candidates = np.union1d(_first(merits, n_wanted), _first(with_work, n_wanted))
        figures = self._figures(key, by_name, likeness, exact, merits, with_work, work, support, candidates)
        return Evidence(merits=merits, candidates=candidates, figures=figures)

    def _figures(
        self,
        key: str,
        by_name: FloatArray,
        likeness: Any,
        exact: IntArray,
        merits: FloatArray,
        with_work: FloatArray,
        work: Sequence[FloatArray],
        support: FloatArray,
        candidates: IntArray,
    ) -> FloatArray:
        names = self.names
        rows = names.rows_of(candidates)
        counts = self._n_names[candidates]
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
        keys = [names.keys[row] for row in rows.tolist()]
        is_visible = by_name[rows] > HIDDEN
        best = rows[_argmax_by_part(by_name[rows], starts, counts)]
        best_keys = [names.keys[row] for row in best.tolist()]
        is_exact = np.zeros(len(names.keys), dtype=bool)
        is_exact[exact] = True
        exact_rows = is_exact[rows]
        place = np.empty(len(merits))
        place[np.lexsort((np.arange(len(merits)), -merits))] = np.arange(len(merits))
        n_visible = np.maximum(np.add.reduceat(is_visible.astype(np.float64), starts), 1)
        title_terms = frozenset(self._terms_of(key))
        name_terms = [self._terms_of_row(row) for row in best.tolist()]
        shared = np.array([len(title_terms & terms) for terms in name_terms])
        length = max(len(key), 1)
        beginning, end = _alike(key, best_keys, Prefix.similarity), _alike(key, best_keys, Postfix.similarity)
        token_set = np.where(is_visible, _alike(key, keys, fuzz.token_set_ratio) / 100, 0.0)
        ratio = np.where(is_visible, _alike(key, keys, fuzz.ratio) / 100, 0.0)
        share, share_with_work = _shares(merits), _shares(with_work)
        marks = names.marks[best]
        return np.column_stack(
            [
                merits[candidates],
                merits[candidates] - merits.max(),
                1 / (1 + place[candidates]),
                likeness.cosine[best],
                likeness.bm25[best],
                likeness.coverage[best],
                np.add.reduceat(np.where(is_visible, likeness.cosine[rows], 0.0), starts) / n_visible,
                _mean_of_three(by_name[rows], starts, counts),
                np.maximum.reduceat(np.where(names.marks[rows] & PREFERRED, by_name[rows], 0.0), starts),
                (marks & PREFERRED) > 0,
                (marks & FOREIGN) > 0,
                np.maximum.reduceat(exact_rows, starts),
                np.maximum.reduceat(exact_rows & ((names.marks[rows] & PREFERRED) > 0), starts),
                np.log1p(counts),
                self._is_group[candidates],
                np.log1p(self._lengths[best]),
                self._n_words[best],
                np.log1p(self._lengths[names.starts[candidates]]),
                np.minimum(length / np.maximum(self._lengths[best], 1), 4.0),
                np.full(len(candidates), min(key.count(" ") + 1, 12)),
                beginning / length,
                beginning / np.maximum(self._lengths[best], 1),
                end / length,
                end / np.maximum(self._lengths[best], 1),
                np.maximum.reduceat(token_set, starts),
                np.maximum.reduceat(ratio, starts),
                _alike(key, best_keys, fuzz.ratio) / 100,
                _alike(key, best_keys, fuzz.partial_ratio) / 100,
                _alike(key, best_keys, JaroWinkler.similarity),
                _alike(key, best_keys, fuzz.token_sort_ratio) / 100,
                shared / max(len(title_terms), 1),
                shared / np.maximum([len(terms) for terms in name_terms], 1),
                *(np.bincount(group, share)[group[candidates]] for group in self._groups),
                *(np.bincount(group, share_with_work)[group[candidates]] for group in self._groups),
                *(_by_best(scores)[candidates] for scores in work),
                *(np.log1p(scores[candidates]) for scores in work),
                support[candidates],
                _by_best(support)[candidates],
                share[candidates],
                share_with_work[candidates],
            ]
        ).astype(np.float64)

    def _work(self, key: str) -> list[FloatArray]:
        """Return how much the title's words occur in the work of every concept, per source."""
        if self._work_words is None:
            return [np.zeros(len(self._words_row)) for _ in SOURCES]
        scores = self._work_words.scores(key)
        return [np.where(self._words_row >= 0, source[self._words_row], 0.0) for source in scores]

    def _terms_of_row(self, row: int) -> frozenset[str]:
        """Return the terms of a name; they are cut when the name is first a candidate's best one, and kept."""
        known = self._terms_of_name.get(row)
        if known is None:
            known = self._terms_of_name[row] = frozenset(self._terms_of(self.names.keys[row]))
        return known

    def _terms_of(self, key: str) -> list[str]:
        return self._work_words.terms(key) if self._work_words else []


def _alike(key: str, others: Sequence[str], scorer: Any) -> FloatArray:
    return np.asarray(process.cdist([key], others, scorer=scorer, dtype=np.float32)[0], dtype=np.float64)


def _first(values: FloatArray, n: int) -> IntArray:
    return np.sort(np.argsort(-values, kind="stable")[:n])


def _by_best(scores: FloatArray) -> FloatArray:
    return scores / (float(scores.max()) or 1.0)


def _shares(merits: FloatArray) -> FloatArray:
    weights = np.exp(_SHARPNESS * (merits - merits.max()))
    return np.asarray(weights / weights.sum())


def _numbered(codes: Sequence[str]) -> IntArray:
    return np.unique(np.array(codes), return_inverse=True)[1].astype(np.int64)


def _argmax_by_part(values: FloatArray, starts: IntArray, counts: IntArray) -> IntArray:
    """Return the position of the largest value of each part, the first of equal ones."""
    parts = np.repeat(np.arange(len(starts)), counts)
    order = np.lexsort((np.arange(len(values)), -values, parts))
    return order[starts]


def _mean_of_three(values: FloatArray, starts: IntArray, counts: IntArray) -> FloatArray:
    parts = np.repeat(np.arange(len(starts)), counts)
    order = np.lexsort((-values, parts))
    within = np.arange(len(values)) - np.repeat(starts, counts)
    is_kept = within < 3
    totals = np.bincount(parts[is_kept], np.maximum(values[order][is_kept], 0.0), minlength=len(starts))
    return totals / np.minimum(counts, 3)
