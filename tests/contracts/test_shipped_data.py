"""Data that ships with the portal names its source and stays small enough for the repository."""

import csv
import re
from pathlib import Path

import pytest

from tests.support.reference_data.files import read_rows

REPOSITORY = Path(__file__).resolve().parents[2]
FACTS = REPOSITORY / "cms/core/data/facts.csv"
PICTURES = REPOSITORY / "cms/demo/pictures"
DATA_FOLDERS = ("matching/data", "cms/core/data", "cms/demo", "tests/data")
# Neither places on a machine nor download servers belong into a file that others read.
FOREIGN_TRACES = re.compile(r"/(?:work|root|tmp)/|(?:pypi|npmjs)[.]|project data|Datenbestand des Projekts")
MEGABYTE = 1_000_000


def shipped_files() -> list[Path]:
    files = [path for folder in DATA_FOLDERS for path in (REPOSITORY / folder).rglob("*") if path.is_file()]
    return [path for path in files if path.suffix not in {".py", ".pyc"}]


def test_only_proven_statements_are_published() -> None:
    rows = read_rows(FACTS)

    assert len(rows) == 362
    assert {row["confidence"] for row in rows} == {"proven", "proven; changes yearly"}
    assert len({row["statement_de"] for row in rows}) == len(rows)


def test_every_statement_has_reference_source_and_a_date_for_the_next_review() -> None:
    with FACTS.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))

    assert all(all(cell.strip() for cell in row.values()) for row in rows)
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["review_after"]) for row in rows)


def test_no_shipped_text_names_a_machine_or_a_download_server() -> None:
    texts = {path: path.read_bytes().decode("utf-8") for path in shipped_files() if path.suffix not in {".gz", ".webp"}}

    traces = [(path.name, found[0]) for path, text in texts.items() if (found := FOREIGN_TRACES.search(text))]

    assert traces == []


def test_shipped_data_stays_small() -> None:
    total = sum(path.stat().st_size for path in shipped_files())

    assert total < 12 * MEGABYTE


@pytest.mark.parametrize("folder", DATA_FOLDERS)
def test_every_data_folder_explains_its_sources(folder: str) -> None:
    notice = (REPOSITORY / folder / "NOTICE.md").read_text(encoding="utf-8")

    assert "icense" in notice


def test_every_picture_is_light_plain_and_named_among_the_sources() -> None:
    sources = (PICTURES / "SOURCES.md").read_text(encoding="utf-8")
    drawings = list(PICTURES.rglob("*.svg"))

    unnamed = [path.name for path in drawings if not re.search(_pattern(path), sources)]
    heavy = [path.name for path in drawings if path.stat().st_size > 40_000]
    active = [
        path.name
        for path in drawings
        if re.search(rb"<script|<metadata|onload|https?://(?!www\.w3\.org)", path.read_bytes())
    ]

    assert len(drawings) == 67
    assert unnamed == []
    assert heavy == []
    assert active == []


def _pattern(path: Path) -> str:
    """Sources name single files, runs of numbered files ("x-01.svg to x-24.svg") or a whole folder."""
    if path.parent.name == "pictograms":
        return r"pictograms/\*\.svg"
    return re.sub(r"-\d+$", r"-\\d+", path.stem) + r"\.svg"


def test_the_map_holds_the_53_municipalities_of_the_outlines() -> None:
    municipality_map = (PICTURES / "map_landkreis_goerlitz.svg").read_text(encoding="utf-8")
    outlines = (REPOSITORY / "matching/data/outlines/goerlitz.geojson").read_text(encoding="utf-8")

    codes = re.findall(r'data-ags="(\d{8})"', municipality_map)

    assert len(codes) == 53
    assert set(codes) == set(re.findall(r'"ags":"(\d{8})"', outlines))


def test_names_of_the_demo_region_are_unique_and_need_more_than_ascii() -> None:
    first_names = read_rows(REPOSITORY / "cms/demo/names.tsv", delimiter="\t")
    family_names = read_rows(REPOSITORY / "cms/demo/family_names.tsv", delimiter="\t")

    assert len({(row["name"], row["sex"]) for row in first_names}) == len(first_names) == 401
    assert {row["sex"] for row in first_names} == {"f", "m"}
    assert {"Müller-Łuczak", "O’Neill", "Nguyễn"} <= {row["name"] for row in family_names}
    assert len({row["name"] for row in family_names}) == len(family_names)
