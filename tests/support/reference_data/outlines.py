"""Outlines of districts and their municipalities, and what lies inside them."""

from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.support.reference_data.files import read_json, read_rows, write_json

Point = tuple[float, float]  # longitude, latitude in degrees
Ring = list[Point]

# The detailed map of Görlitz still holds today's municipalities; in Thuringia several have merged since.
SOURCES = {
    "goerlitz": "geo/gemeinden_goerlitz_vg250.geojson",
    "gotha": "geo/gemeinden_gotha.geojson",
    "ilm-kreis": "geo/gemeinden_ilm-kreis.geojson",
}
DISTRICT_NAMES = {"14626": "Landkreis Görlitz", "16067": "Landkreis Gotha", "16070": "Ilm-Kreis"}


def write_outlines(source: Path, target: Path) -> None:
    """Write one map per district: the district first, then its municipalities by code."""
    names = {row["ags"]: row["name"] for row in read_rows(source / "geo/gemeinden_namen_vg5000.csv")}
    for district in SOURCES:
        municipalities = read_municipalities(source, district)
        code = next(iter(municipalities))[:5]
        features = [_feature(code, DISTRICT_NAMES[code], _joined_outline(municipalities))]
        features += [_feature(ags, names[ags], polygons) for ags, polygons in municipalities.items()]
        write_json(target / f"{district}.geojson", {"type": "FeatureCollection", "features": features})


def read_municipalities(source: Path, district: str) -> dict[str, list[list[Ring]]]:
    """Return the polygons (outer ring, then holes) of each municipality, by code."""
    features = sorted(
        read_json(source / SOURCES[district])["features"], key=lambda feature: feature["properties"]["ags"]
    )
    return {feature["properties"]["ags"]: _polygons(feature["geometry"]) for feature in features}


def _polygons(geometry: dict[str, Any]) -> list[list[Ring]]:
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[[(round(x, 4), round(y, 4)) for x, y in ring] for ring in part] for part in parts]


def _feature(ags: str, name: str, polygons: list[list[Ring]]) -> dict[str, Any]:
    is_single = len(polygons) == 1
    return {
        "type": "Feature",
        "properties": {"ags": ags, "name": name},
        "geometry": {
            "type": "Polygon" if is_single else "MultiPolygon",
            "coordinates": polygons[0] if is_single else polygons,
        },
    }


def _joined_outline(municipalities: dict[str, list[list[Ring]]]) -> list[list[Ring]]:
    """Return the outer border: the edges that belong to one municipality only, so both maps fit exactly."""
    edges = Counter(
        (min(edge), max(edge))
        for polygons in municipalities.values()
        for polygon in polygons
        for ring in polygon
        for edge in pairwise(ring)
    )
    rings = _stitched([edge for edge, uses in sorted(edges.items()) if uses == 1])
    outer = [ring for ring in rings if not any(contains([other], ring[0]) for other in rings if other is not ring)]
    holes = [ring for ring in rings if ring not in outer]
    return [[ring, *(hole for hole in holes if contains([ring], hole[0]))] for ring in outer]


def _stitched(edges: list[tuple[Point, Point]]) -> list[Ring]:
    neighbors: dict[Point, list[Point]] = defaultdict(list)
    for start, end in edges:
        neighbors[start].append(end)
        neighbors[end].append(start)
    rings = []
    while neighbors:
        first = min(neighbors)
        ring = [first]
        while neighbors[ring[-1]]:
            following = neighbors[ring[-1]].pop()
            neighbors[following].remove(ring[-1])
            ring.append(following)
        neighbors = defaultdict(list, {point: ends for point, ends in neighbors.items() if ends})
        rings.append(ring)
    return rings


def contains(rings: list[Ring], point: Point) -> bool:
    """Tell whether the point lies inside the polygon (ray casting; points in holes are outside)."""
    longitude, latitude = point
    is_inside = False
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            crosses = (y1 > latitude) != (y2 > latitude)
            if crosses and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
                is_inside = not is_inside
    return is_inside


def center(polygons: list[list[Ring]]) -> Point:
    """Return the centroid of the largest part."""
    return max((_area_and_center(polygon[0]) for polygon in polygons), key=lambda pair: pair[0])[1]


def _area_and_center(ring: Ring) -> tuple[float, Point]:
    doubled_area = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        doubled_area += cross
        x_sum += (x1 + x2) * cross
        y_sum += (y1 + y2) * cross
    return abs(doubled_area), (x_sum / (3 * doubled_area), y_sum / (3 * doubled_area))
