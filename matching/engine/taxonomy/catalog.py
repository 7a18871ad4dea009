"""The taxonomy as the other rooms see it: concepts by id, concepts by text, likeness, figures per group."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.engine.errors import UnknownConceptError
from matching.engine.taxonomy import reading
from matching.engine.taxonomy.listed_titles import ListedTitle
from matching.engine.taxonomy.nearness import Nearness
from matching.engine.taxonomy.records import IscoGroup, NamedConcept, Occupation, Skill, Task, Understood
from matching.engine.taxonomy.skill_finder import SkillFinder
from matching.engine.taxonomy.title_finder import TitleFinder
from matching.engine.taxonomy.title_lists import read_kept
from matching.engine.taxonomy.title_model import TitleModel, read_model
from matching.engine.taxonomy.title_ranker import TitleRanker
from matching.engine.taxonomy.work_words import WorkWords

MINIMUM_CONFIDENCE: Final = 0.1
"""Below it a text is "not understood": of ten such answers at most one would be right."""

RELIABLE_CONFIDENCE: Final = 0.5
"""From here on the first concept may be used without asking: it is more often exactly right than not.

Confidence is how often an answer of its kind was right on judged titles; `matching/README.md` says how well it holds.
"""

MINIMUM_LIKENESS: Final = 0.5
"""Skills are found by likeness, which nobody has judged yet: below it a phrase is not understood."""

_PACKAGED_DATA: Final = Path(__file__).resolve().parents[2] / "data"


class Taxonomy:
    """Occupations, skills and occupation groups of one data directory, read once and then only looked at.

    Rows number the concepts in file order; the tables' sparse columns are these rows.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._skills = list(reading.read_rows(directory / "skills.tsv.gz", reading.SKILL_COLUMNS))
        self._occupations = list(reading.read_rows(directory / "occupations.tsv.gz", reading.OCCUPATION_COLUMNS))
        self.skill_ids: tuple[str, ...] = tuple(fields[0] for fields in self._skills)
        self.occupation_ids: tuple[str, ...] = tuple(fields[0] for fields in self._occupations)
        self.isco_codes: tuple[str, ...] = tuple(fields[1] for fields in self._occupations)
        self._skill_rows = {concept: row for row, concept in enumerate(self.skill_ids)}
        self._occupation_rows = {concept: row for row, concept in enumerate(self.occupation_ids)}
        self._groups = reading.read_groups(directory / "isco_groups.tsv")
        self._operator_titles: tuple[ListedTitle, ...] = ()
        self._followed: tuple[int, int, int] | None = None
        self._following = threading.RLock()

    def occupation(self, occupation_id: str) -> Occupation:
        """Return one occupation with its names and skills.

        Raises
        ------
        UnknownConceptError
            If the taxonomy does not contain it.
        """
        fields = self._occupations[self._row(self._occupation_rows, occupation_id)]
        _, isco, label_de, label_en, alt_de, alt_en, essential, optional = fields
        return Occupation(
            id=occupation_id,
            isco=isco,
            label_de=label_de,
            label_en=label_en,
            alternatives_de=_cut(alt_de),
            alternatives_en=_cut(alt_en),
            essential=tuple(self.skill_ids[int(row)] for row in essential.split()),
            optional=tuple(self.skill_ids[int(row)] for row in optional.split()),
        )

    def skill(self, skill_id: str) -> Skill:
        """Return one skill with its names.

        Raises
        ------
        UnknownConceptError
            If the taxonomy does not contain it.
        """
        _, label_de, label_en, alt_de = self._skills[self._row(self._skill_rows, skill_id)]
        return Skill(id=skill_id, label_de=label_de, label_en=label_en, alternatives_de=_cut(alt_de))

    def labels(self, concept_id: str, language: str = "de") -> tuple[str, ...]:
        """Return the names of an occupation or skill in "de" or "en", preferred first; empty if it has none."""
        if concept_id in self._occupation_rows:
            _, _, label_de, label_en, alt_de, alt_en, _, _ = self._occupations[self._occupation_rows[concept_id]]
        else:
            _, label_de, label_en, alt_de = self._skills[self._row(self._skill_rows, concept_id)]
            alt_en = ""
        names = (label_de, *_cut(alt_de)) if language == "de" else (label_en, *_cut(alt_en))
        return tuple(dict.fromkeys(name for name in names if name))

    def find_occupations(self, text: str, limit: int = 5, *, language: str = "de") -> list[Understood]:
        """Return the occupations a title may mean, best first; an empty list means "not understood".

        The title may be in any shipped language, and `language` is that of the labels in the answer.
        """
        found = self._title_finder.find(text, limit=limit, minimum=MINIMUM_CONFIDENCE)
        return [
            Understood(
                id=self.occupation_ids[one.concept],
                label=_name(self._occupations[one.concept][2:4], language),
                confidence=one.confidence,
                is_named=one.is_named,
            )
            for one in found
        ]

    def find_skills(self, text: str, limit: int = 5, *, language: str = "de") -> list[Understood]:
        """Return the skills a phrase may mean, best first; an empty list means "not understood"."""
        found = self._skill_finder.find(text, limit=limit, minimum=MINIMUM_LIKENESS)
        return [
            Understood(id=self.skill_ids[row], label=_name(self._skills[row][1:3], language), confidence=confidence)
            for row, confidence in found
        ]

    def occupation_similarity(self, first: str, second: str) -> float:
        """Return the likeness of two occupations in [0, 1]; 1 only for the same one, 0 if one is unknown here."""
        row, column = self._occupation_rows.get(first), self._occupation_rows.get(second)
        return 0.0 if row is None or column is None else float(self.nearness.row(row)[column])

    def neighbours(self, occupation_id: str, minimum: float = 0.2) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return rows and likeness of the occupations at least this near, nearest (itself) first."""
        likeness = self.nearness.row(self._row(self._occupation_rows, occupation_id))
        rows = np.flatnonzero(likeness >= minimum)
        rows = rows[np.lexsort((rows, -likeness[rows]))]
        return rows, likeness[rows].astype(np.float64)

    def occupation_rows(self, occupation_ids: Iterable[str]) -> list[int]:
        """Return the rows of those occupations that the taxonomy knows; others are left out."""
        return [self._occupation_rows[concept] for concept in occupation_ids if concept in self._occupation_rows]

    def skill_rows(self, skill_ids: Iterable[str]) -> list[int]:
        """Return the rows of those skills that the taxonomy knows; others are left out."""
        return [self._skill_rows[concept] for concept in skill_ids if concept in self._skill_rows]

    def group(self, isco: str) -> IscoGroup | None:
        """Return the group with this code, or the nearest one above it that is known."""
        return next((self._groups[isco[:n]] for n in range(len(isco), 0, -1) if isco[:n] in self._groups), None)

    def broader(self, occupation_id: str) -> tuple[IscoGroup, ...]:
        """Return the groups an occupation belongs to, the narrowest first."""
        isco = self.isco_codes[self._row(self._occupation_rows, occupation_id)]
        codes = (isco[:length] for length in range(len(isco), 0, -1))
        return tuple(self._groups[code] for code in codes if code in self._groups)

    def is_shortage(self, isco: str) -> bool:
        """Whether the group counts as one in which companies lack people."""
        group = self.group(isco)
        return group is not None and group.is_shortage

    def women_share(self, isco: str) -> float | None:
        """Share of women in [0, 1] in the group, or in the nearest group above it with a figure."""
        codes = (isco[:n] for n in range(len(isco), 0, -1))
        groups = (self._groups[code] for code in codes if code in self._groups)
        return next((group.women_share for group in groups if group.women_share is not None), None)

    def tasks(self, isco: str) -> tuple[Task, ...]:
        """Return what people in this group do, in plain language; empty if nothing is recorded."""
        return self._tasks.get(isco, ())

    def prepare(self) -> None:
        """Build now what is otherwise built at the first question, for processes that want to answer it quickly."""
        self.find_occupations("a")
        self.find_skills("a")
        _ = self.nearness

    @cached_property
    def nearness(self) -> Nearness:
        """The similarity of occupations, row by row."""
        essential = [np.array(fields[6].split(), dtype=np.int64) for fields in self._occupations]
        return Nearness(self.isco_codes, essential, len(self.skill_ids))

    @cached_property
    def title_model(self) -> TitleModel | None:
        """The learned order of what a title may mean; nothing if the directory has no weights for it."""
        return read_model(self._directory / "title_weights.json")

    @cached_property
    def listed_titles(self) -> tuple[ListedTitle, ...]:
        """The packaged titles in plain language, each with the group that people called so belong to."""
        return tuple(
            ListedTitle(title=one.title, groups=(isco,)) for isco, tasks in self._tasks.items() for one in tasks
        )

    @cached_property
    def groups_of_kldb(self) -> dict[str, tuple[str, ...]]:
        """The ISCO groups of each five-digit group of the German classification, KldB 2010."""
        return reading.read_groups_of_kldb(self._directory / "kldb_isco.tsv")

    def follow_titles(self, file: Path) -> None:
        """Understand titles with an operator's list too, as it is in that file now; cheap when nothing changed.

        A title that the list gives to an occupation names it; one that it gives to groups speaks for their occupations.
        """
        stamp = _stamp(file)
        if stamp == self._followed:
            return
        with self._following:
            if stamp != self._followed:
                self._operator_titles = tuple(read_kept(file))
                if "_title_finder" in self.__dict__:
                    self._title_finder.use_listed(self._all_listed())
                self._followed = stamp

    @property
    def imported_titles(self) -> tuple[ListedTitle, ...]:
        """The operator's list that is followed."""
        return self._operator_titles

    def _all_listed(self) -> tuple[ListedTitle, ...]:
        return (*self.listed_titles, *self._operator_titles)

    @cached_property
    def work_words(self) -> WorkWords:
        """What is done in occupations and groups, as words."""
        return WorkWords(
            isco=self.isco_codes,
            essential=[[int(row) for row in fields[6].split()] for fields in self._occupations],
            optional=[[int(row) for row in fields[7].split()] for fields in self._occupations],
            skills=[label_de for _, label_de, _, _ in self._skills],
            tasks=self._tasks,
            names=[name for fields in self._occupations for name in (fields[2], *_cut(fields[4]))],
        )

    def named(self, row: int) -> NamedConcept:
        """Return an occupation as titles are compared with it."""
        _, isco, label_de, label_en, alt_de, alt_en, _, _ = self._occupations[row]
        return NamedConcept(
            id=self.occupation_ids[row],
            names=tuple(name for name in (label_de or label_en, *_cut(alt_de)) if name),
            everyday=self._everyday.get(self.occupation_ids[row], ()),
            foreign=tuple(name for name in (label_en, *_cut(alt_en)) if name),
            isco=isco,
            words_row=row,
        )

    def named_group(self, code: str, names: tuple[str, ...] = ()) -> NamedConcept:
        """Return a group of occupations as titles are compared with it, by its own names or the given ones."""
        group = self._groups.get(code)
        own = (group.label_de,) if group else ()
        groups = self.work_words.groups
        return NamedConcept(
            names=names or own,
            foreign=(group.label_en,) if group else (),
            isco=code,
            is_group=True,
            words_row=len(self.occupation_ids) + groups.index(code) if code in groups else -1,
        )

    @cached_property
    def _everyday(self) -> dict[str, tuple[str, ...]]:
        titles: dict[str, list[str]] = {}
        for title, concept in reading.read_everyday_titles(self._directory / "everyday_titles.tsv"):
            titles.setdefault(concept, []).append(title)
        return {concept: tuple(found) for concept, found in titles.items()}

    @cached_property
    def _tasks(self) -> dict[str, tuple[Task, ...]]:
        return reading.read_tasks(self._directory / "tasks.tsv")

    @cached_property
    def _title_finder(self) -> TitleFinder:
        # A list that changes while the names are read must not be missed.
        with self._following:
            concepts = [self.named(row) for row in range(len(self.occupation_ids))]
            listed = self._all_listed()
            return TitleFinder(TitleRanker(concepts, work_words=self.work_words, listed=listed, model=self.title_model))

    @cached_property
    def _skill_finder(self) -> SkillFinder:
        return SkillFinder(
            [
                tuple(name for name in (label_de, label_en, *_cut(alt_de)) if name)
                for _, label_de, label_en, alt_de in self._skills
            ]
        )

    @staticmethod
    def _row(rows: dict[str, int], concept_id: str) -> int:
        try:
            return rows[concept_id]
        except KeyError:
            raise UnknownConceptError(concept_id) from None


@lru_cache(maxsize=4)
def load_taxonomy(directory: Path | None = None) -> Taxonomy:
    """Return the taxonomy of a directory, the packaged one by default; read once per process."""
    return Taxonomy(directory or _PACKAGED_DATA)


def _stamp(file: Path) -> tuple[int, int, int] | None:
    """Return what changes with every new version of a file; nothing while there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _cut(names: str) -> tuple[str, ...]:
    return tuple(name for name in names.split("|") if name)


def _name(labels: Sequence[str], language: str) -> str:
    """Return the German or, for any other language, the English label; the other one where it is missing."""
    return next((label for label in (labels if language == "de" else reversed(labels)) if label), "")
