"""Pictures and first names for the demo region."""

import re
import shutil
from itertools import pairwise
from pathlib import Path

from tests.support.reference_data.files import read_rows, write_bytes, write_table

FIRST_NAME_HEADER = ("name", "sex", "frequency")
SEXES = {"w": "f", "m": "m"}
MOST_FREQUENT_PER_SEX = 185
# People in a border region; also what a form must be able to take.
NEIGHBORS_NAMES = {
    "Agnieszka",
    "Aleksandra",
    "Amira",
    "Anastasia",
    "Dariusz",
    "Dominik",
    "Ewa",
    "Fatima",
    "Halina",
    "Ivan",
    "Ivana",
    "Jakub",
    "Jan",
    "Janusz",
    "Jiří",
    "Joanna",
    "Kacper",
    "Karolina",
    "Katarzyna",
    "Kateryna",
    "Linh",
    "Magdalena",
    "Marek",
    "Mateusz",
    "Małgorzata",
    "Minh",
    "Mohammad",
    "Natalia",
    "Oksana",
    "Oleksandr",
    "Olha",
    "Omar",
    "Pavel",
    "Petra",
    "Piotr",
    "Rania",
    "Samir",
    "Szymon",
    "Tereza",
    "Tomasz",
    "Tuấn",
    "Vinh",
    "Wiktoria",
    "Wojciech",
    "Yusuf",
    "Zofia",
    "Zuzana",
    "Zuzanna",
    "Łukasz",
}

PICTOGRAMS = {
    "1F332": "forest",
    "1F393": "training",
    "1F3AD": "culture",
    "1F3B5": "music",
    "1F3E0": "home",
    "1F3E2": "office",
    "1F3E5": "health",
    "1F3E6": "bank",
    "1F3EB": "school",
    "1F3ED": "factory",
    "1F468-200D-1F469-200D-1F467": "family",
    "1F476": "child_care",
    "1F4AC": "conversation",
    "1F4BC": "work",
    "1F4C5": "calendar",
    "1F4CD": "place",
    "1F4DA": "learning",
    "1F64B": "help",
    "1F686": "train",
    "1F68C": "bus",
    "1F697": "car",
    "1F6B2": "bicycle",
    "1F6E0": "crafts",
    "1F91D": "handshake",
    "1F9D1-200D-1F373": "cook",
    "1F9D1-200D-1F3EB": "teacher",
    "1F9D1-200D-1F527": "mechanic",
    "1F9D1-200D-2695-FE0F": "nurse",
    "26BD": "sport",
}


def write_pictures(source: Path, target: Path) -> None:
    """Write avatars without embedded metadata, the district map with short paths, and the pictograms."""
    for avatar in sorted((source / "pictures/avatars_cc0").glob("*.svg")):
        drawing = re.sub(r"<metadata.*?</metadata>", "", avatar.read_text(encoding="utf-8"), flags=re.DOTALL)
        write_bytes(target / "avatars" / avatar.name, drawing.encode())
    municipality_map = (source / "pictures/map_landkreis_goerlitz.svg").read_text(encoding="utf-8")
    names = {row["ags"]: row["name"] for row in read_rows(source / "geo/gemeinden_namen_vg5000.csv")}
    write_bytes(target / "map_landkreis_goerlitz.svg", _shortened_map(municipality_map, names).encode())
    for code, name in PICTOGRAMS.items():
        drawing = (source / f"pictures/openmoji_ccbysa4/{code}.svg").read_bytes()
        write_bytes(target / "pictograms" / f"{name}.svg", drawing)
    shutil.copyfile(source / "pictures/openmoji_ccbysa4/LICENSE.txt", target / "pictograms/LICENSE.txt")


def _shortened_map(svg: str, names: dict[str, str]) -> str:
    """Return the map with relative coordinates and today's names of the municipalities."""
    svg = re.sub(r' d="([^"]*)"', lambda found: f' d="{_relative(found[1])}"', svg)
    return re.sub(
        r'data-ags="(\d+)"([^>]*)><title>[^<]*</title>',
        lambda found: f'data-ags="{found[1]}"{found[2]}><title>{names[found[1]]}</title>',
        svg,
    )


def _relative(path: str) -> str:
    rings = []
    for ring in re.findall(r"M([^Z]*)Z", path):
        # Tenths as whole numbers: steps add up without rounding errors, so neighbors keep touching.
        points = [tuple(round(float(value) * 10) for value in pair.split(",")) for pair in ring.split("L")]
        steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points[:-1])]
        line = "l" + " ".join(f"{_tenths(x)},{_tenths(y)}" for x, y in steps if (x, y) != (0, 0))
        rings.append(f"M{_tenths(points[0][0])},{_tenths(points[0][1])}{line}Z")
    return "".join(rings)


def _tenths(number: int) -> str:
    return f"{number / 10:.1f}".removesuffix(".0")


def write_first_names(source: Path, target: Path) -> None:
    """Write the most frequent first names of each sex and those of the neighboring countries."""
    rows = [
        (row["vorname"], SEXES[row["geschlecht"]], int(row["anzahl"]))
        for row in read_rows(source / "names/vornamen_berlin_2012_2023.csv")
    ]
    kept = set()
    for sex in SEXES.values():
        ranked = sorted((row for row in rows if row[1] == sex), key=lambda row: (-row[2], row[0]))
        kept.update(ranked[:MOST_FREQUENT_PER_SEX])
    for name in NEIGHBORS_NAMES & {row[0] for row in rows}:
        kept.add(max((row for row in rows if row[0] == name), key=lambda row: row[2]))
    write_table(target / "names.tsv", FIRST_NAME_HEADER, sorted(kept, key=lambda row: (row[1], -row[2], row[0])))
