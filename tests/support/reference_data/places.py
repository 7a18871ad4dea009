"""Municipalities and postcodes with coordinates, so that a place can be typed and a distance computed."""

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.support.reference_data import outlines
from tests.support.reference_data.files import one_line, read_rows, write_table

HEADER = (
    "code",
    "kind",
    "name",
    "postcode",
    "municipality",
    "district_ags",
    "latitude",
    "longitude",
    "population",
)
# The source lists companies and offices with a code of their own first, then the towns.
LEGAL_FORM = re.compile(r"GmbH|AG\b|KG\b|e\. ?V")
OFFICE = re.compile(r"Geschäftsstelle")
FOREIGN_POSTCODES = {"87491"}  # Jungholz lies in Austria
SHORT_FORM = re.compile(r"[,/(]| (?:a|am|an|auf|b|bei|d|der|i|im|in|ob|v|vor)\b\.? ?")


@dataclass(frozen=True)
class Municipality:
    """A municipality of 2021 with what is known about it."""

    ags: str
    name: str
    postcode: str
    latitude: float
    longitude: float
    population: str


def write_places(source: Path, target: Path) -> None:
    """Write municipalities by code, then postcodes with their places."""
    towns = _towns(source)
    municipalities = _municipalities(source, towns)
    finder = MunicipalityFinder(source, {ags: place.name for ags, place in municipalities.items()})
    rows = [
        (
            place.ags,
            "municipality",
            place.name,
            place.postcode,
            "",
            place.ags[:5],
            f"{place.latitude:.4f}",
            f"{place.longitude:.4f}",
            place.population,
        )
        for place in municipalities.values()
    ]
    rows += [
        (
            f"{town['plz']} {town['place']}",
            "postcode",
            town["place"],
            town["plz"],
            finder.find(town),
            town["district_ags"],
            f"{float(town['lat']):.4f}",
            f"{float(town['lon']):.4f}",
            "",
        )
        for town in towns
    ]
    write_table(target / "places.tsv.gz", HEADER, rows)


def _towns(source: Path) -> list[dict[str, str]]:
    rows = read_rows(source / "geo/plz_geonames_de.csv")
    last_company = max(number for number, row in enumerate(rows) if LEGAL_FORM.search(row["place"]))
    towns = [{**row, "place": one_line(row["place"])} for row in rows[last_company + 1 :]]
    kept = (row for row in towns if not OFFICE.search(row["place"]) and row["plz"] not in FOREIGN_POSTCODES)
    return sorted(kept, key=lambda row: (row["plz"], row["place"]))


def _municipalities(source: Path, towns: list[dict[str, str]]) -> dict[str, Municipality]:
    names = {row["ags"]: one_line(row["name"]) for row in read_rows(source / "geo/gemeinden_namen_vg5000.csv")}
    known = {row["ags"]: row for row in read_rows(source / "geo/gemeinden_destatis_2018.csv")}
    merged = _merged_municipalities(source, names, known)
    by_name: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for town in towns:
        by_name[town["district_ags"], short_name(town["place"])].append(town)
    found: dict[str, Municipality] = {}
    for ags, name in sorted(names.items()):
        if ags in known:
            row = known[ags]
            found[ags] = Municipality(ags, name, row["zip"], float(row["lat"]), float(row["lon"]), row["population"])
        elif ags in merged:
            found[ags] = merged[ags]
        elif same_name := by_name[ags[:5], short_name(name)]:
            # Founded after the census table: placed where its main town lies, inhabitants unknown.
            town = same_name[0]
            found[ags] = Municipality(ags, name, town["plz"], float(town["lat"]), float(town["lon"]), "")
    return found


def _merged_municipalities(
    source: Path, names: dict[str, str], known: dict[str, dict[str, str]]
) -> dict[str, Municipality]:
    """Return new municipalities of the three districts, with the inhabitants of those that went into them."""
    merged = {}
    for district in outlines.SOURCES:
        for ags, polygons in outlines.read_municipalities(source, district).items():
            if ags in known:
                continue
            longitude, latitude = outlines.center(polygons)
            parts = [
                row
                for row in known.values()
                if row["ags"] not in names
                and any(outlines.contains(polygon, (float(row["lon"]), float(row["lat"]))) for polygon in polygons)
            ]
            population = sum(int(row["population"]) for row in parts)
            postcode = max(parts, key=lambda row: int(row["population"]))["zip"]
            merged[ags] = Municipality(ags, names[ags], postcode, latitude, longitude, str(population))
    return merged


class MunicipalityFinder:
    """Finds the municipality that a postcode's place belongs to; empty when unsure."""

    def __init__(self, source: Path, names: dict[str, str]) -> None:
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._by_district: dict[str, set[str]] = defaultdict(set)
        for ags, name in names.items():
            self._by_district[ags[:5]].add(ags)
            for form in {name.casefold(), short_name(name)}:
                self._by_name[ags[:5], form].add(ags)
        self._outlines = {
            ags: polygons
            for district in outlines.SOURCES
            for ags, polygons in outlines.read_municipalities(source, district).items()
        }

    def find(self, town: dict[str, str]) -> str:
        """Return the code of the municipality: only one in the district, same name, name before a part, outline."""
        district = town["district_ags"]
        if len(self._by_district[district]) == 1:
            return next(iter(self._by_district[district]))
        words = town["place"].split()
        forms = [town["place"].casefold(), short_name(town["place"])]
        # "Schipkau Meuro" is the part Meuro of Schipkau.
        forms += [" ".join(words[:length]).casefold() for length in range(len(words) - 1, 0, -1)]
        for form in forms:
            codes = self._by_name.get((district, form), set())
            if len(codes) == 1:
                return next(iter(codes))
        return self._by_outline(district, (float(town["lon"]), float(town["lat"])))

    def _by_outline(self, district: str, point: outlines.Point) -> str:
        for ags, polygons in self._outlines.items():
            if ags.startswith(district) and any(outlines.contains(polygon, point) for polygon in polygons):
                return ags
        return ""


def short_name(name: str) -> str:
    """Return "rothenburg" for "Rothenburg/O.L.": the name without its addition, for comparing."""
    return SHORT_FORM.split(name, maxsplit=1)[0].strip().casefold()
