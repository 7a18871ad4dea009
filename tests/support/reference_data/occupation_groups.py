"""Occupation groups (ISCO-08) with shares and shortage, and plain-language tasks per group."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.reference_data.files import one_line, read_rows, write_table

GROUP_HEADER = ("code", "label_de", "label_en", "women_share", "unemployed_per_vacancy", "shortage", "bluecard")
KLDB_HEADER = ("kldb", "isco")
TASK_HEADER = ("isco", "title", "task", "description")
REGIONAL_HEADER = (
    "district_ags",
    "district",
    "kldb3",
    "name",
    "employees",
    "women",
    "women_share",
    "vacancies",
    "unemployed",
    "unemployed_per_vacancy",
)
# Below two unemployed per vacancy an employer can hardly choose; 27 of 140 civilian groups lie below.
SHORTAGE_BELOW = 2.0
# Ratios of very few vacancies jump from year to year.
FEWEST_VACANCIES = 25
# A share of a handful of people would say something about single persons.
FEWEST_EMPLOYEES_FOR_A_SHARE = 10
FEWEST_PERSONS_SHOWN = 3
ARMED_FORCES = "0"
DISTRICTS = {"goerlitz": "Landkreis Görlitz", "gotha": "Landkreis Gotha", "ilm-kreis": "Ilm-Kreis"}


@dataclass
class Counts:
    """Persons and vacancies, added up over the parts of a group."""

    employees: float = 0.0
    women: float = 0.0
    vacancies: float = 0.0
    unemployed: float = 0.0

    def add(self, other: "Counts", portion: float) -> None:
        """Add a portion of another count."""
        self.employees += other.employees * portion
        self.women += other.women * portion
        self.vacancies += other.vacancies * portion
        self.unemployed += other.unemployed * portion


def write_groups(source: Path, target: Path) -> None:
    """Write all groups of one to four digits."""
    english = {row["code"]: row["preferredLabel"] for row in read_rows(source / "esco/ISCOGroups_en.csv")}
    counts = _counts_per_isco(source)
    prefixes = tuple(row["isco08_prefix"] for row in read_rows(source / "kldb/bluecard_shortage_isco08.csv"))
    groups = sorted(read_rows(source / "esco/ISCOGroups_de.csv"), key=lambda row: row["code"])
    write_table(
        target / "isco_groups.tsv",
        GROUP_HEADER,
        (
            (
                group["code"],
                one_line(group["preferredLabel"]),
                one_line(english[group["code"]]),
                *_figures(group["code"], counts[group["code"]]),
                int(group["code"].startswith(prefixes)),
            )
            for group in groups
        ),
    )


def _figures(code: str, counts: Counts) -> tuple[str, str, int]:
    women_share = f"{counts.women / counts.employees:.4f}" if counts.employees else ""
    if counts.vacancies < FEWEST_VACANCIES:
        return women_share, "", 0
    ratio = counts.unemployed / counts.vacancies
    # The forces advertise posts that a job centre does not fill: low ratio, yet no shortage to speak of here.
    is_short = ratio < SHORTAGE_BELOW and not code.startswith(ARMED_FORCES)
    return women_share, f"{ratio:.2f}", int(is_short)


def _counts_per_isco(source: Path) -> dict[str, Counts]:
    """Spread each German group evenly over the ISCO groups it is paired with, then add up to shorter codes."""
    pairs = _pairs(source)
    uses = Counter(kldb3 for _, kldb3 in pairs)
    german = _counts_per_kldb3(source)
    counts: dict[str, Counts] = defaultdict(Counts)
    for isco, kldb3 in pairs:
        for length in range(1, 5):
            counts[isco[:length]].add(german[kldb3], 1 / uses[kldb3])
    return counts


def _pairs(source: Path) -> list[tuple[str, str]]:
    """Return (ISCO, three-digit KldB) once per five-digit KldB that carries it, so frequent pairs weigh more."""
    categories = read_rows(source / "kldb/auxco/auxco_categories.csv")
    answers = read_rows(source / "kldb/auxco/auxco_followup_questions.csv")
    codes = {(row["default_isco_id"], row["default_kldb_id"]) for row in categories}
    codes |= {(row["answer_isco_id"], row["answer_kldb_id"]) for row in answers}
    complete = (pair for pair in codes if re.fullmatch(r"\d{4}", pair[0]) and re.fullmatch(r"\d{5}", pair[1]))
    return [(isco, kldb[:3]) for isco, kldb in sorted(complete)]


def _counts_per_kldb3(source: Path) -> dict[str, Counts]:
    counts: dict[str, Counts] = defaultdict(Counts)
    for row in read_rows(source / "bastat/women_share_kldb3_germany.csv"):
        counts[row["occupational_group"]].employees = float(row["total"])
        counts[row["occupational_group"]].women = float(row["women"])
    for row in read_rows(source / "bastat/vacancy_ratio_kldb3_germany.csv"):
        counts[row["occupational_group"]].vacancies = float(row["vacancies"])
        counts[row["occupational_group"]].unemployed = float(row["unemployed"])
    return counts


def write_tasks(source: Path, target: Path) -> None:
    """Write the plain-language tasks of each occupation category."""
    rows = sorted(
        (
            row["default_isco_id"],
            one_line(row["title"]),
            one_line(row["task"]),
            one_line(re.sub(r"^z\. ?B\.", "", one_line(row["task_description"]))),
        )
        for row in read_rows(source / "kldb/auxco/auxco_categories.csv")
        # One category ("student assistant") has no ISCO group.
        if re.fullmatch(r"\d{4}", row["default_isco_id"])
    )
    write_table(target / "tasks.tsv", TASK_HEADER, dict.fromkeys(rows))


def write_kldb(source: Path, target: Path) -> None:
    """Write the ISCO groups of each five-digit KldB code, by the categories that the two share.

    Where a category has the code as its own, its group counts alone: wider mappings only fill the gaps.
    """
    categories = {row["auxco_id"]: row for row in read_rows(source / "kldb/auxco/auxco_categories.csv")}
    own: dict[str, set[str]] = defaultdict(set)
    wider: dict[str, set[str]] = defaultdict(set)
    for row in categories.values():
        own[row["default_kldb_id"]].add(row["default_isco_id"])
    for row in read_rows(source / "kldb/auxco/auxco_mapping_from_kldb.csv"):
        wider[row["kldb_id"]].add(categories[row["auxco_id"]]["default_isco_id"])
    pairs = ((kldb, sorted(filter(_is_isco, own[kldb] or wider[kldb]))) for kldb in sorted({*own, *wider}))
    rows = ((kldb, " ".join(groups)) for kldb, groups in pairs if re.fullmatch(r"\d{5}", kldb) and groups)
    write_table(target / "kldb_isco.tsv", KLDB_HEADER, rows)


def _is_isco(code: str) -> bool:
    return re.fullmatch(r"\d{4}", code) is not None


def write_regional_labor(source: Path, target: Path) -> None:
    """Write employees, women, vacancies and unemployed of the three districts per German occupation group."""
    write_table(target / "regional_labour.tsv", REGIONAL_HEADER, _regional_rows(source))


def _regional_rows(source: Path) -> Iterator[tuple[str, ...]]:
    for name, district in DISTRICTS.items():
        with (source / f"bastat/kreis_{name}_2025.csv").open(encoding="utf-8", newline="") as rows:
            for row in sorted(csv.DictReader(rows), key=lambda row: row["occupational_group"]):
                yield _regional_row(district, row)


def _regional_row(district: str, row: dict[str, str]) -> tuple[str, ...]:
    employees, women = _persons(row["total"]), _persons(row["women"])
    men = employees - women if employees is not None and women is not None else None
    hidden = women is None or men is None or 0 < women < FEWEST_PERSONS_SHOWN or 0 < men < FEWEST_PERSONS_SHOWN
    shown = not hidden and (employees or 0) >= FEWEST_EMPLOYEES_FOR_A_SHARE
    vacancies, unemployed = float(row["vacancies"] or 0), float(row["unemployed"] or 0)
    return (
        row["region"],
        district,
        row["occupational_group"],
        one_line(row["name"]),
        "" if employees is None else str(employees),
        str(women) if shown else "",
        f"{women / employees:.4f}" if shown and women is not None and employees else "",
        f"{vacancies:.1f}",
        f"{unemployed:.1f}",
        f"{unemployed / vacancies:.2f}" if vacancies >= 1 else "",
    )


def _persons(cell: str) -> int | None:
    return round(float(cell)) if cell else None
