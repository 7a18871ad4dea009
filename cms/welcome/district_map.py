"""The district as a drawing: outlines of its municipalities, made from packaged data once per process."""

import json
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any

import matching

WIDTH = 1000  # units of the drawing; the style sheet's letters are sized for it
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """A municipality's official key, name and outline as an SVG path."""

    code: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class DistrictMap:
    """A drawing of districts: north is up, a degree of longitude is as wide as in nature."""

    height: int
    outlines: tuple[Outline, ...]
    west: float
    north: float
    units_per_degree: float
    narrowing: float

    def place(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Return where a point lies in the drawing."""
        x = (longitude - self.west) * self.narrowing * self.units_per_degree
        return round(x), round((self.north - latitude) * self.units_per_degree)


@lru_cache(maxsize=4)
def draw(district_codes: tuple[str, ...]) -> DistrictMap | None:
    """Return the drawing of districts, or nothing where no outlines are packaged."""
    features = [feature for feature in _features() if feature["properties"]["ags"][:5] in district_codes]
    municipalities = [feature for feature in features if len(feature["properties"]["ags"]) > 5]
    points = [point for feature in municipalities for ring in _rings(feature["geometry"]) for point in ring]
    if not points:
        return None
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = cos(radians((south + north) / 2))
    scale = WIDTH / ((east - west) * narrowing)
    frame = DistrictMap(round((north - south) * scale), (), west, north, scale, narrowing)
    outlines = tuple(
        Outline(feature["properties"]["ags"], feature["properties"]["name"], _path(feature["geometry"], frame))
        for feature in municipalities
    )
    return DistrictMap(frame.height, outlines, west, north, scale, narrowing)


def _features() -> list[dict[str, Any]]:
    folder = Path(matching.__file__).parent / "data" / "outlines"
    return [
        feature for path in sorted(folder.glob("*.geojson")) for feature in json.loads(path.read_bytes())["features"]
    ]


def _rings(geometry: dict[str, Any]) -> list[list[Point]]:
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [ring for polygon in polygons for ring in polygon]


def _path(geometry: dict[str, Any], frame: DistrictMap) -> str:
    """Write rings as relative moves of whole units; steps that vanish at this size are left out."""
    words = []
    for ring in _rings(geometry):
        x, y = frame.place(ring[0][1], ring[0][0])
        words.append(f"M{x} {y}l")
        for longitude, latitude in ring[1:]:
            next_x, next_y = frame.place(latitude, longitude)
            if abs(next_x - x) + abs(next_y - y) > 4:
                words.append(f"{next_x - x} {next_y - y} ")
                x, y = next_x, next_y
        words[-1] = words[-1].rstrip() + "z"
    return "".join(words)
