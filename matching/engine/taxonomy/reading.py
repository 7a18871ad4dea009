"""Read the packaged reference files, and say in one sentence what is wrong with a file that cannot be read."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator, Sequence
from pathlib import Path

from matching.engine.errors import TaxonomyDataError
from matching.engine.taxonomy.records import IscoGroup, Task

OCCUPATION_COLUMNS = ("id", "isco", "label_de", "label_en", "alt_de", "alt_en", "essential", "optional")
SKILL_COLUMNS = ("id", "label_de", "label_en", "alt_de")
GROUP_COLUMNS = ("code", "label_de", "label_en", "women_share", "unemployed_per_vacancy", "shortage", "bluecard")
EVERYDAY_COLUMNS = ("title", "occupation")
KLDB_COLUMNS = ("kldb", "isco")
TASK_COLUMNS = ("isco", "title", "task", "description")


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """Yield the fields of each row of a tab-separated UTF-8 file (gzip by its name), in the order of `columns`.

    Raises
    ------
    TaxonomyDataError
        If the file is missing or one of the columns is not in its header.
    """
    try:
        lines = _lines(path)
    except FileNotFoundError:
        raise TaxonomyDataError(f"The reference file {path.name} is missing; load the reference data first.") from None
    rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    missing = [column for column in columns if column not in header]
    if missing:
        raise TaxonomyDataError(f"The reference file {path.name} lacks the columns {', '.join(missing)}.")
    places = [header.index(column) for column in columns]
    for row in rows:
        if row:
            row += [""] * (len(header) - len(row))
            yield [row[place] for place in places]


def read_groups(path: Path) -> dict[str, IscoGroup]:
    """Return the occupation groups of all levels by their code."""
    return {
        code: IscoGroup(
            code=code,
            label_de=label_de,
            label_en=label_en,
            women_share=float(women_share) if women_share else None,
            unemployed_per_vacancy=float(unemployed) if unemployed else None,
            is_shortage=shortage == "1",
            is_bluecard=bluecard == "1",
        )
        for code, label_de, label_en, women_share, unemployed, shortage, bluecard in read_rows(path, GROUP_COLUMNS)
    }


def read_tasks(path: Path) -> dict[str, tuple[Task, ...]]:
    """Return the plain-language tasks by the group they belong to."""
    by_group: dict[str, list[Task]] = {}
    for isco, title, task, description in read_rows(path, TASK_COLUMNS):
        by_group.setdefault(isco, []).append(Task(isco=isco, title=title, task=task, description=description))
    return {isco: tuple(tasks) for isco, tasks in by_group.items()}


def read_everyday_titles(path: Path) -> list[tuple[str, str]]:
    """Return further names of occupations as pairs of title and id; a data directory may do without them."""
    return [(title, concept) for title, concept in read_rows(path, EVERYDAY_COLUMNS)] if path.exists() else []


def read_groups_of_kldb(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the ISCO groups of each KldB code; a data directory may do without them."""
    return {kldb: tuple(isco.split()) for kldb, isco in read_rows(path, KLDB_COLUMNS)} if path.exists() else {}


def _lines(path: Path) -> list[str]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            return file.read().split("\n")
    return path.read_text(encoding="utf-8").split("\n")
