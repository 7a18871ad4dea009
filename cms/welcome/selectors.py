"""What the pages that welcome show beside their own text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from wagtail.models import Page

from cms.navigation.selectors import place_links, public_pages
from cms.welcome import district_map
from cms.welcome.models import ArticlePage, HomePage, SectionPage
from matching.models import Place

N_DOORS = 4
N_KNOWN_TOWNS = 8
# Units of the drawing: a line of letters, a letter, and the room between a name and its dot.
LINE_HEIGHT, LETTER_WIDTH, DOT_WIDTH = 90, 28, 60
N_LABELS = 9
TONES = {
    SectionPage.Door.ARRIVE: "sun",
    SectionPage.Door.WORK: "brick",
    SectionPage.Door.LEARN: "lake",
    SectionPage.Door.LIVE: "meadow",
}


@dataclass(frozen=True, slots=True)
class Entrance:
    """One of the four doors of the start page."""

    title: str
    text: str
    url: str
    door: str
    tone: str


@dataclass(frozen=True, slots=True)
class Town:
    """A name on the map."""

    title: str
    x: int
    y: int
    anchor: str


def home_content(*, home: HomePage, places: Sequence[Place]) -> dict[str, object]:
    """Return what the start page shows: headline, doors, and the district's places as list and drawing."""
    return {
        "headline": headline_lines(title=home.title),
        "doors": entrances(home=home),
        "n_places": len(places),
        "known_towns": place_links(largest(places)[:N_KNOWN_TOWNS]),
        **_drawing(places),
    }


def headline_lines(*, title: str) -> list[str]:
    """Return a title in its sentences, at most three: one line each."""
    return re.split(r"(?<=[.!?])\s+", title.strip(), maxsplit=2)


def entrances(*, home: HomePage) -> list[Entrance]:
    """Return the four doors in the editors' order."""
    sections = public_pages(SectionPage.objects.child_of(home)).filter(is_in_arcade=True).order_by("path")[:N_DOORS]
    return [
        Entrance(section.title, section.summary, section.get_url() or "", section.door, tone_of(section=section))
        for section in sections
    ]


def tone_of(*, section: SectionPage) -> str:
    """Return the color that belongs to a section's door."""
    return TONES[SectionPage.Door(section.door)]


def section_content(*, section: SectionPage) -> dict[str, object]:
    """Return the pages behind a door."""
    return {"tone": tone_of(section=section), "children": _with_summary(section.get_children())}


def article_content(*, article: ArticlePage) -> dict[str, object]:
    """Return an article's neighbors: the menu of its section, and where to go on."""
    section = article.get_parent()
    siblings = list(public_pages(section.get_children()).order_by("path"))
    if section.depth <= 2:
        return {"section": None, "siblings": [], "next_pages": []}
    position = next((i for i, page in enumerate(siblings) if page.pk == article.pk), len(siblings))
    return {
        "section": section,
        "siblings": [{"title": page.title, "url": page.url, "current": page.pk == article.pk} for page in siblings],
        "next_pages": siblings[position + 1 : position + 3],
    }


def largest(places: Iterable[Place]) -> list[Place]:
    """Return places by population, the largest first."""
    return sorted(places, key=lambda place: (-(place.population or 0), place.name))


def _with_summary(pages: QuerySet[Page]) -> list[Page]:
    """Read pages with the fields of their own type, so that each shows its summary."""
    return list(public_pages(pages).order_by("path").specific())


def _drawing(places: Sequence[Place]) -> dict[str, object]:
    drawing = district_map.draw(tuple(settings.PORTAL_DISTRICT_CODES))
    if drawing is None:
        return {"map_places": [], "map_towns": []}
    links = dict(zip((place.code for place in places), place_links(places), strict=True))
    return {
        "map_width": district_map.WIDTH,
        "map_height": drawing.height,
        "map_places": [
            {"title": link.title, "url": link.url, "path": outline.path}
            for outline in drawing.outlines
            if (link := links.get(outline.code))
        ],
        "map_towns": _labels(drawing, places),
    }


def _labels(drawing: district_map.DistrictMap, places: Sequence[Place]) -> list[Town]:
    """Name the largest towns whose names do not stand in each other's way."""
    towns: list[Town] = []
    for place in largest(places):
        x, y = drawing.place(place.latitude, place.longitude)
        town = Town(place.name, x, y, "end" if x > district_map.WIDTH / 2 else "start")
        if not any(_collide(town, other) for other in towns):
            towns.append(town)
    return towns[:N_LABELS]


def _collide(one: Town, other: Town) -> bool:
    (start, end), (other_start, other_end) = _extent(one), _extent(other)
    return abs(one.y - other.y) < LINE_HEIGHT and start < other_end and other_start < end


def _extent(town: Town) -> tuple[int, int]:
    width = len(town.title) * LETTER_WIDTH + DOT_WIDTH
    return (town.x - width, town.x + DOT_WIDTH) if town.anchor == "end" else (town.x - DOT_WIDTH, town.x + width)
