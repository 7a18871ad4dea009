"""What is done in an occupation, as words: skills and tasks help to understand titles that no label resembles.

"Fettwarenarbeiter" shares no label with the people who refine fat, but its parts occur in their skills. The words are
stems of whole words and of the parts of compounds; the parts are learned from the taxonomy's own vocabulary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.taxonomy.records import Task
from matching.engine.text import Compounds, fold, gender_neutral, normalize_title, stem, tokens

if TYPE_CHECKING:
    from scipy.sparse import csc_array, csr_array

FloatArray = NDArray[np.float64]

SOURCES: Final = ("essential skills", "optional skills", "tasks")
_K1: Final = 1.2
_B: Final = 0.75
_MOST_TERMS: Final = 40
_STOP_WORDS: Final = frozenset(
    fold(
        "der die das und oder in im für mit von vom zu zur zum des den dem auf an bei eine einer ein eines einem als "
        "sowie sie er sind ist werden wird durch unter über aus nach auch sich bzw etc"
    ).split()
)


class WorkWords:
    """Bags of words of occupations and of groups; answers how much a title's words occur in each, by BM25.

    Rows are the occupations in their order, then the four-digit groups in the order of `groups`.

    Parameters
    ----------
    isco : sequence of str
        Four-digit group of each occupation.
    essential, optional : sequence of sequences of int
        Rows of each occupation's skills.
    skills : sequence of str
        German name of each skill.
    tasks : mapping of str to tasks
        What people in a group do.
    names : iterable of str
        Names of occupations; compounds are learned from them too.
    """

    def __init__(
        self,
        *,
        isco: Sequence[str],
        essential: Sequence[Sequence[int]],
        optional: Sequence[Sequence[int]],
        skills: Sequence[str],
        tasks: Mapping[str, Sequence[Task]],
        names: Iterable[str],
    ) -> None:
        self.groups = tuple(sorted(tasks))
        described = [
            " ".join(f"{one.title} {one.task} {one.description}" for one in tasks[code]) for code in self.groups
        ]
        self.compounds = Compounds(_vocabulary([*names, *skills, *described]))
        self._terms_of_word: dict[str, tuple[str, ...]] = {}
        self._columns: dict[str, int] = {}
        skill_bags, task_bags = self._bags(skills), self._bags(described)
        width = len(self._columns)
        n_rows = len(isco) + len(self.groups)
        group_rows = {code: row for row, code in enumerate(self.groups)}
        of_group = [[group_rows[code]] if code in group_rows else [] for code in (*isco, *self.groups)]
        self._weights = [
            _bm25(_members(essential, n_rows, len(skills)) @ _wide(skill_bags, width)),
            _bm25(_members(optional, n_rows, len(skills)) @ _wide(skill_bags, width)),
            _bm25(_members(of_group, n_rows, len(self.groups)) @ _wide(task_bags, width)),
        ]

    def terms(self, text: str) -> list[str]:
        """Return the stems of a title's words and of their parts, without repetitions, in order."""
        words = tokens(normalize_title(text))
        return list(dict.fromkeys(term for word in words for term in self._terms(word)))[:_MOST_TERMS]

    def scores(self, text: str) -> FloatArray:
        """Return BM25 of a title against every row, shape (n_sources, n_rows), at least 0."""
        columns = [self._columns[term] for term in self.terms(text) if term in self._columns]
        n_rows = self._weights[0].shape[0]
        return np.stack([_sum_of_columns(weights, columns, n_rows) for weights in self._weights])

    def _terms(self, word: str) -> tuple[str, ...]:
        known = self._terms_of_word.get(word)
        if known is None:
            parts = self.compounds.split(word) if word.isalpha() else ()
            known = () if word in _STOP_WORDS else (stem(word), *(stem(gender_neutral(part)) for part in parts))
            # A title may hold any word; only so many are worth remembering.
            if len(self._terms_of_word) < 100_000:
                self._terms_of_word[word] = known
        return known

    def _bags(self, texts: Sequence[str]) -> csr_array:
        # Imported where it is needed: it takes longer than the rest of the engine together.
        from scipy.sparse import csr_array

        rows: list[int] = []
        columns: list[int] = []
        for row, text in enumerate(texts):
            for word in tokens(text):
                for term in self._terms(gender_neutral(word)):
                    rows.append(row)
                    columns.append(self._columns.setdefault(term, len(self._columns)))
        shape = (len(texts), max(columns, default=0) + 1)
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _text(task: Task) -> str:
    return f"{task.title} {task.task} {task.description}"


def _vocabulary(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in tokens(text) if word.isalpha())


def _members(rows: Sequence[Sequence[int]], n_rows: int, n_members: int) -> csr_array:
    from scipy.sparse import csr_array

    indices = np.array([member for members in rows for member in members], dtype=np.int64)
    lengths = np.array([len(members) for members in rows] + [0] * (n_rows - len(rows)), dtype=np.int64)
    indptr = np.concatenate([[0], np.cumsum(lengths)])
    return csr_array((np.ones(len(indices)), indices, indptr), shape=(n_rows, max(n_members, 1)))


def _wide(bags: csr_array, width: int) -> csr_array:
    """Return bags with as many columns as there are terms in the end, and at least one row."""
    from scipy.sparse import csr_array

    if not bags.shape[0]:
        return csr_array((1, max(width, 1)))
    return csr_array((bags.data, bags.indices, bags.indptr), shape=(bags.shape[0], max(width, 1)))


def _bm25(counts: csr_array) -> csc_array:
    from scipy.sparse import csc_array

    counts = csc_array(counts)
    n_rows = counts.shape[0]
    frequency = np.diff(counts.indptr)
    idf = np.log1p((n_rows - frequency + 0.5) / (frequency + 0.5))
    lengths = np.bincount(counts.indices, counts.data, minlength=n_rows)
    relative = lengths / max(float(lengths[lengths > 0].mean()) if lengths.any() else 0.0, 1e-12)
    saturation = counts.data + _K1 * (1 - _B + _B * relative[counts.indices])
    weights = np.repeat(idf, frequency) * counts.data * (_K1 + 1) / saturation
    return csc_array((weights.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)


def _sum_of_columns(weights: csc_array, columns: Sequence[int], n_rows: int) -> FloatArray:
    total = np.zeros(n_rows)
    for column in columns:
        part = slice(weights.indptr[column], weights.indptr[column + 1])
        total[weights.indices[part]] += weights.data[part]
    return total
