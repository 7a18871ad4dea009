"""The district's towns: as links, and as a drawing that leads to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from cms.navigation.selectors import Link, municipalities, place_links
from cms.welcome import district_map
from cms.welcome.selectors.landmarks import landmarks_of
from matching.models import Place

# Units of the drawing: a line of letters, a letter, and the room between a name and its dot.
LINE_HEIGHT, LETTER_WIDTH, DOT_WIDTH = 90, 28, 60
N_LABELS = 9


@dataclass(frozen=True, slots=True)
class Town:
    """A name on the map."""

    title: str
    x: int
    y: int
    anchor: str


def town_links(*, request: HttpRequest, places: Sequence[Place] | None = None) -> list[Link]:
    """Return the way to each town: its own page where it has one, otherwise what the search finds about it."""
    towns = municipalities(request) if places is None else places
    own_pages = {mark.place_id: mark.url for mark in landmarks_of(request) if mark.place_id and mark.url}
    links = zip(towns, place_links(towns), strict=True)
    return [Link(link.title, own_pages.get(place.pk, link.url)) for place, link in links]


def largest(places: Iterable[Place]) -> list[Place]:
    """Return places by population, the largest first."""
    return sorted(places, key=lambda place: (-(place.population or 0), place.name))


def district_drawing(*, places: Sequence[Place], links: Sequence[Link]) -> dict[str, object]:
    """Return the drawing of the district with its towns; without packaged outlines an empty one."""
    drawing = district_map.draw(tuple(settings.PORTAL_DISTRICT_CODES))
    if drawing is None:
        return {"map_width": 0, "map_height": 0, "map_places": [], "map_towns": []}
    by_code = dict(zip((place.code for place in places), links, strict=True))
    return {
        "map_width": district_map.WIDTH,
        "map_height": drawing.height,
        "map_places": [
            {"title": link.title, "url": link.url, "path": outline.path}
            for outline in drawing.outlines
            if (link := by_code.get(outline.code))
        ],
        "map_towns": _labels(drawing, places),
    }


def map_position(*, place: Place) -> dict[str, object] | None:
    """Return the drawing of the district with one place in it, or nothing without packaged outlines."""
    drawing = district_map.draw(tuple(settings.PORTAL_DISTRICT_CODES))
    if drawing is None or not any(outline.code == place.code for outline in drawing.outlines):
        return None
    x, y = drawing.place(place.latitude, place.longitude)
    return {
        "width": district_map.WIDTH,
        "height": drawing.height,
        "others": [outline.path for outline in drawing.outlines if outline.code != place.code],
        "own": next(outline.path for outline in drawing.outlines if outline.code == place.code),
        "town": Town(place.name, x, y, _anchor(x)),
    }


def _anchor(x: int) -> str:
    return "end" if x > district_map.WIDTH / 2 else "start"


def _labels(drawing: district_map.DistrictMap, places: Sequence[Place]) -> list[Town]:
    """Name the largest towns whose names do not stand in each other's way."""
    towns: list[Town] = []
    for place in largest(places):
        x, y = drawing.place(place.latitude, place.longitude)
        town = Town(place.name, x, y, _anchor(x))
        if not any(_collide(town, other) for other in towns):
            towns.append(town)
    return towns[:N_LABELS]


def _collide(one: Town, other: Town) -> bool:
    (start, end), (other_start, other_end) = _extent(one), _extent(other)
    return abs(one.y - other.y) < LINE_HEIGHT and start < other_end and other_start < end


def _extent(town: Town) -> tuple[int, int]:
    width = len(town.title) * LETTER_WIDTH + DOT_WIDTH
    return (town.x - width, town.x + DOT_WIDTH) if town.anchor == "end" else (town.x - DOT_WIDTH, town.x + width)
