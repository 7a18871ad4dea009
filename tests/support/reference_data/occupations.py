"""Occupations and skills (ESCO) with their relations, reduced to what matching reads."""

import unicodedata
from collections import defaultdict
from pathlib import Path

from tests.support.reference_data.files import one_line, read_rows, write_table

OCCUPATION_HEADER = ("id", "isco", "label_de", "label_en", "alt_de", "alt_en", "essential", "optional")
SKILL_HEADER = ("id", "label_de", "label_en", "alt_de")
LABEL_SEPARATOR = "|"


def write_occupations_and_skills(source: Path, target: Path) -> None:
    """Write both tables; relations name skills by their row number, so the two belong together."""
    skills = sorted(read_rows(source / "esco/esco_skills_de_en.tsv", delimiter="\t"), key=_skill_id)
    row_of_skill = {_skill_id(skill): row for row, skill in enumerate(skills)}
    write_table(
        target / "skills.tsv.gz",
        SKILL_HEADER,
        (
            (
                _skill_id(skill),
                _label(skill["label_de"]),
                _label(skill["label_en"]),
                _joined(skill["altlabels_de"].split(LABEL_SEPARATOR), without=skill["label_de"]),
            )
            for skill in skills
        ),
    )
    relations = _relations(source, row_of_skill)
    english = {row["conceptUri"]: row for row in read_rows(source / "esco/occupations_en.csv")}
    occupations = sorted(read_rows(source / "esco/occupations_de.csv"), key=lambda row: _uuid(row["conceptUri"]))
    write_table(
        target / "occupations.tsv.gz",
        OCCUPATION_HEADER,
        (_occupation_row(row, english.get(row["conceptUri"], {}), relations) for row in occupations),
    )


def _occupation_row(
    german: dict[str, str], english: dict[str, str], relations: dict[tuple[str, str], set[int]]
) -> tuple[str, ...]:
    uri = german["conceptUri"]
    label_de, label_en = german["preferredLabel"], english.get("preferredLabel", "")
    essential = relations[uri, "essential"]
    # A skill listed twice counts once, as the stronger relation.
    optional = relations[uri, "optional"] - essential
    return (
        _uuid(uri),
        german["iscoGroup"].zfill(4),
        _label(label_de),
        _label(label_en),
        _joined([*gender_forms(_label(label_de)), *german["altLabels"].split("\n")], without=label_de),
        _joined(english.get("altLabels", "").split("\n"), without=label_en),
        " ".join(map(str, sorted(essential))),
        " ".join(map(str, sorted(optional))),
    )


def gender_forms(label: str) -> list[str]:
    """Return both halves of "Koch/Köchin" where the second is the female form of the first; otherwise nothing."""
    parts = label.split("/")
    if len(parts) % 2:
        return []
    # "Import-/Exportmanager/Import-/Exportmanagerin" has its halves around the middle stroke.
    middle = len(parts) // 2
    halves = ["/".join(parts[:middle]).strip(), "/".join(parts[middle:]).strip()]
    return halves if _stem(halves[0]) == _stem(halves[1]) else []


def _stem(label: str) -> str:
    without_dots = unicodedata.normalize("NFD", label).encode("ascii", "ignore").decode()
    return without_dots[:2].casefold()


def _relations(source: Path, row_of_skill: dict[str, int]) -> dict[tuple[str, str], set[int]]:
    relations: dict[tuple[str, str], set[int]] = defaultdict(set)
    for relation in read_rows(source / "esco/esco_occ_skill.tsv.gz", delimiter="\t"):
        # Some skills are known by label only; without an address they cannot be linked.
        row = row_of_skill.get(_uuid(relation["skill_uri"]))
        if row is not None:
            relations[relation["occupation_uri"], relation["relation"]].add(row)
    return relations


def _joined(labels: list[str], *, without: str) -> str:
    seen = {_label(without): None}
    cleaned = [_label(label) for label in labels]
    return LABEL_SEPARATOR.join([label for label in dict.fromkeys(cleaned) if label and label not in seen])


def _label(text: str) -> str:
    return one_line(text).replace(LABEL_SEPARATOR, "/")


def _skill_id(skill: dict[str, str]) -> str:
    return _uuid(skill["skill_uri"])


def _uuid(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]
