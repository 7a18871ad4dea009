"""The packaged reference data holds together: codes exist, rows are unique, places lie in Germany."""

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.reference_data.files import read_rows
from tests.support.reference_data.outlines import contains

DATA = Path(__file__).resolve().parents[2] / "matching/data"
DISTRICTS = {"goerlitz": ("14626", 53), "gotha": ("16067", 30), "ilm-kreis": ("16070", 16)}
TABLES = {
    "occupations.tsv.gz": (3_039, ("id",)),
    "skills.tsv.gz": (13_925, ("id",)),
    "isco_groups.tsv": (619, ("code",)),
    "tasks.tsv": (1_129, ("isco", "title", "task", "description")),
    "kldb_isco.tsv": (1_286, ("kldb",)),
    "places.tsv.gz": (27_266, ("code",)),
    "regional_labour.tsv": (419, ("district_ags", "kldb3")),
}


@cache
def table(name: str) -> list[dict[str, str]]:
    return read_rows(DATA / name, delimiter="\t")


def outline(name: str) -> list[dict[str, Any]]:
    return json.loads((DATA / f"outlines/{name}.geojson").read_text(encoding="utf-8"))["features"]


def polygons(feature: dict[str, Any]) -> list[Any]:
    geometry = feature["geometry"]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_all_its_rows_once(name: str) -> None:
    n_rows, key = TABLES[name]

    keys = Counter(tuple(row[column] for column in key) for row in table(name))

    assert len(table(name)) == n_rows
    assert [doubled for doubled, uses in keys.items() if uses > 1] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_row_fills_exactly_the_columns_of_the_header(name: str) -> None:
    incomplete = [row for row in table(name) if None in row or None in row.values()]

    assert incomplete == []


@pytest.mark.parametrize("name", [name for name in TABLES if name.endswith(".gz")])
def test_a_compressed_table_carries_no_time_stamp(name: str) -> None:
    time_stamp = (DATA / name).read_bytes()[4:8]

    assert time_stamp == b"\0\0\0\0"


def test_every_occupation_points_to_existing_skills() -> None:
    n_skills = len(table("skills.tsv.gz"))

    numbers = [
        int(number)
        for occupation in table("occupations.tsv.gz")
        for number in f"{occupation['essential']} {occupation['optional']}".split()
    ]

    assert len(numbers) == 124_295
    assert min(numbers) >= 0
    assert max(numbers) < n_skills


def test_a_skill_is_either_essential_or_optional_for_an_occupation() -> None:
    both = [
        occupation["id"]
        for occupation in table("occupations.tsv.gz")
        if set(occupation["essential"].split()) & set(occupation["optional"].split())
    ]

    assert both == []


def test_a_cook_needs_to_know_how_to_prepare_food() -> None:
    skills = table("skills.tsv.gz")
    cook = next(row for row in table("occupations.tsv.gz") if row["label_en"] == "cook")

    essential = [skills[int(number)]["label_en"] for number in cook["essential"].split()]

    assert cook["isco"] == "5120"
    assert {"Koch", "Köchin"} <= set(cook["alt_de"].split("|"))
    assert "use food preparation techniques" in essential


def test_every_occupation_and_task_belongs_to_a_known_group() -> None:
    groups = {row["code"] for row in table("isco_groups.tsv")}

    unknown = {row["isco"] for row in [*table("occupations.tsv.gz"), *table("tasks.tsv")]} - groups

    assert unknown == set()


def test_every_group_has_its_parent_and_both_labels() -> None:
    groups = {row["code"]: row for row in table("isco_groups.tsv")}

    orphans = [code for code in groups if len(code) > 1 and code[:-1] not in groups]
    nameless = [code for code, row in groups.items() if not row["label_de"] or not row["label_en"]]

    assert orphans == []
    assert nameless == []


def test_figures_of_groups_are_in_range() -> None:
    groups = table("isco_groups.tsv")

    shares = [float(row["women_share"]) for row in groups if row["women_share"]]
    ratios = [float(row["unemployed_per_vacancy"]) for row in groups if row["unemployed_per_vacancy"]]

    assert len(shares) > 550
    assert all(0 <= share <= 1 for share in shares)
    assert all(ratio >= 0 for ratio in ratios)


def test_a_shortage_means_fewer_than_two_unemployed_per_vacancy() -> None:
    # Two decimals hide whether 2.00 lies below or above the limit; the armed forces are never marked.
    clear = [row for row in table("isco_groups.tsv") if row["unemployed_per_vacancy"] not in {"", "2.00"}]
    civilian = [row for row in clear if not row["code"].startswith("0")]

    contradictions = [
        row["code"] for row in civilian if (row["shortage"] == "1") != (float(row["unemployed_per_vacancy"]) < 2)
    ]

    assert len(civilian) > 500
    assert contradictions == []


def test_soldiers_and_groups_without_figures_are_never_short() -> None:
    silent = [row for row in table("isco_groups.tsv") if row["code"][0] == "0" or not row["unemployed_per_vacancy"]]

    assert {row["shortage"] for row in silent} == {"0"}


@pytest.mark.parametrize(
    ("code", "is_listed"),
    [("2211", "1"), ("2512", "1"), ("1321", "1"), ("2341", "1"), ("2411", "0"), ("1311", "0"), ("5120", "0")],
)
def test_the_blue_card_list_covers_whole_groups(code: str, is_listed: str) -> None:
    group = next(row for row in table("isco_groups.tsv") if row["code"] == code)

    assert group["bluecard"] == is_listed


@pytest.mark.parametrize(("code", "least", "most"), [("5322", 0.7, 0.9), ("7411", 0.0, 0.1), ("2512", 0.1, 0.25)])
def test_shares_of_women_are_plausible(code: str, least: float, most: float) -> None:
    group = next(row for row in table("isco_groups.tsv") if row["code"] == code)

    assert least <= float(group["women_share"]) <= most


def test_niesky_has_postcode_02906_and_lies_in_district_14626() -> None:
    niesky = next(row for row in table("places.tsv.gz") if row["code"] == "02906 Niesky")

    assert (niesky["kind"], niesky["postcode"], niesky["municipality"]) == ("postcode", "02906", "14626370")
    assert niesky["district_ags"] == "14626"
    assert float(niesky["latitude"]) == pytest.approx(51.29, abs=0.01)
    assert float(niesky["longitude"]) == pytest.approx(14.82, abs=0.01)


def test_every_place_lies_in_germany() -> None:
    outside = [
        row["code"]
        for row in table("places.tsv.gz")
        if not (47.2 < float(row["latitude"]) < 55.1 and 5.8 < float(row["longitude"]) < 15.1)
    ]

    assert outside == []


def test_every_postcode_belongs_to_a_known_municipality_of_its_district_or_to_none() -> None:
    municipalities = {row["code"] for row in table("places.tsv.gz") if row["kind"] == "municipality"}

    wrong = [
        row["code"]
        for row in table("places.tsv.gz")
        if row["municipality"]
        and (row["municipality"] not in municipalities or row["municipality"][:5] != row["district_ags"])
    ]

    assert wrong == []


def test_codes_of_places_have_their_form() -> None:
    forms = {"municipality": re.compile(r"\d{8}"), "postcode": re.compile(r"\d{5} \S.*")}

    wrong = [row["code"] for row in table("places.tsv.gz") if not forms[row["kind"]].fullmatch(row["code"])]

    assert wrong == []


def test_companies_with_a_postcode_of_their_own_are_no_places() -> None:
    companies = [row["name"] for row in table("places.tsv.gz") if re.search(r"GmbH|\bAG\b|Finanzamt", row["name"])]

    assert companies == []


@pytest.mark.parametrize("name", DISTRICTS)
def test_each_district_has_all_its_municipalities_with_outline_name_and_postcodes(name: str) -> None:
    district, n_municipalities = DISTRICTS[name]
    places = [row for row in table("places.tsv.gz") if row["district_ags"] == district]

    border, *municipalities = outline(name)

    assert border["properties"]["ags"] == district
    assert len(municipalities) == n_municipalities
    assert {feature["properties"]["ags"]: feature["properties"]["name"] for feature in municipalities} == {
        row["code"]: row["name"] for row in places if row["kind"] == "municipality"
    }
    assert all(row["municipality"] for row in places if row["kind"] == "postcode")


@pytest.mark.parametrize("name", DISTRICTS)
def test_municipalities_lie_within_the_border_of_their_district(name: str) -> None:
    district, _ = DISTRICTS[name]
    border, *_ = outline(name)
    centers = [
        (float(row["longitude"]), float(row["latitude"]))
        for row in table("places.tsv.gz")
        if row["district_ags"] == district and row["kind"] == "municipality"
    ]

    outside = [point for point in centers if not any(contains(rings, point) for rings in polygons(border))]

    assert outside == []


@pytest.mark.parametrize("name", DISTRICTS)
def test_outlines_are_closed_and_rounded(name: str) -> None:
    rings = [ring for feature in outline(name) for polygon in polygons(feature) for ring in polygon]

    assert all(ring[0] == ring[-1] and len(ring) >= 4 for ring in rings)
    assert all(round(value, 4) == value for ring in rings for point in ring for value in point)


def test_small_numbers_of_women_stay_hidden() -> None:
    shown = [row for row in table("regional_labour.tsv") if row["women"]]

    assert len(shown) > 250
    assert all(int(row["employees"]) >= 10 for row in shown)
    assert all(int(row["women"]) not in {1, 2} for row in shown)
    assert all(int(row["employees"]) - int(row["women"]) not in {1, 2} for row in shown)


def test_every_file_is_named_in_the_notice() -> None:
    notice = (DATA / "NOTICE.md").read_text(encoding="utf-8")
    files = [
        path.relative_to(DATA).as_posix()
        for path in DATA.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and path.name != "NOTICE.md"
    ]

    unnamed = [name for name in files if name not in notice]

    assert len(files) >= 11
    assert unnamed == []
