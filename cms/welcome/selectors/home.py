"""What the start page shows: promise, doors, places."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from cms.core.page_cache import host_name, remember
from cms.navigation.selectors import Link, municipalities
from cms.welcome.models import HomePage
from cms.welcome.selectors.district import district_drawing, largest, town_links
from cms.welcome.selectors.landmarks import landmarks_of
from cms.welcome.selectors.sections import TONES

N_DOORS = 4
N_KNOWN_TOWNS = 8
N_QUICK_SEARCHES = 4


@dataclass(frozen=True, slots=True)
class Entrance:
    """One of the four doors of the start page."""

    title: str
    text: str
    url: str
    door: str
    tone: str


def home_content(*, home: HomePage, request: HttpRequest) -> dict[str, object]:
    """Return what the start page shows: headline, doors, and the district's places as list and drawing."""
    places = municipalities(request)
    links = town_links(request=request)
    by_place = dict(zip((place.pk for place in places), links, strict=True))
    return {
        "headline": headline_lines(title=home.title),
        "quick": quick_searches(words=home.often_searched),
        "doors": remember(lambda: entrances(home=home, request=request), name="doors", vary=(home.pk,)),
        "n_places": len(places),
        "known_towns": [by_place[place.pk] for place in largest(places)[:N_KNOWN_TOWNS]],
        **remember(lambda: _drawing(request), name="district", vary=(host_name(request),)),
    }


def _drawing(request: HttpRequest) -> dict[str, object]:
    # Read inside, so that what is remembered changes with it.
    return district_drawing(places=municipalities(request), links=town_links(request=request))


def headline_lines(*, title: str) -> list[str]:
    """Return a title in its sentences, at most three: one line each."""
    return re.split(r"(?<=[.!?])\s+", title.strip(), maxsplit=2)


def quick_searches(*, words: str) -> list[Link]:
    """Return links that search for what editors wrote, separated by commas."""
    results = reverse("search:results")
    wanted = [word.strip() for word in re.split("[,،]", words) if word.strip()]
    return [Link(word, f"{results}?{urlencode({'q': word})}") for word in wanted[:N_QUICK_SEARCHES]]


def entrances(*, home: HomePage, request: HttpRequest) -> list[Entrance]:
    """Return the four doors in the editors' order."""
    doors = [mark for mark in landmarks_of(request) if mark.door and mark.path.startswith(home.path)]
    return [Entrance(door.title, door.summary, door.url, door.door, TONES[door.door]) for door in doors[:N_DOORS]]
