"""Where pages stand: the way to them, the topic they belong to, and whose municipality they speak for."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.visible import HOME_DEPTH, public_pages
from search.documents import places

TOPIC = "topic"
# Areas above the core are known by the names of their models only.
_SECTION, _MUNICIPALITY = "sectionpage", "municipalitypage"
_COLUMNS = (
    *("path", "title", "translation_key", "content_type__model"),
    *("municipalitypage__place_id", "municipalitypage__place__municipality_id"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A page's surroundings, as its document tells them."""

    trail: str  # "Working › Companies"
    topic: str  # shared by all translations of the section
    municipality: str


@dataclass(frozen=True, slots=True)
class _Public:
    title: str
    translation_key: UUID
    model: str
    place_id: int | None
    municipality_id: int | None


def standings(pages: Iterable[Page]) -> dict[int, Standing]:
    """Return where each page stands, with one query for all; what is not public itself is not named."""
    paths = {page.pk: _paths_to(page) for page in pages}
    wanted = {path for some in paths.values() for path in some}
    rows = public_pages(Page.objects.filter(path__in=wanted)).values_list(*_COLUMNS)
    known = {path: _Public(*rest) for path, *rest in rows}
    return {pk: _standing([known.get(path) for path in above], known.get(own)) for pk, (*above, own) in paths.items()}


def facet_labels(facet: str, values: Collection[str]) -> dict[str, str]:
    """Return what a place in the tree is called, for pages and for the files that they show."""
    labels = {places.FACET: places.municipality_labels, TOPIC: topic_labels}
    return labels[facet](values) if facet in labels else {}


def topic_labels(values: Collection[str]) -> dict[str, str]:
    """Return the titles of public sections in the visitor's language, else in the portal's own, with one query."""
    keys = [key for key in map(_uuid, values) if key]
    languages = (settings.LANGUAGE_CODE, get_language() or settings.LANGUAGE_CODE)  # the later one counts
    rows = public_pages(
        Page.objects.filter(translation_key__in=keys, locale__language_code__in=languages, alias_of=None)
    ).values_list("translation_key", "title", "locale__language_code")
    return {str(key): title for key, title, _language in sorted(rows, key=lambda row: languages.index(row[2]))}


def _standing(above: list[_Public | None], own: _Public | None) -> Standing:
    known = [one for one in above if one]
    way = [*known, own] if own else known
    municipalities = [one for one in way if one.model == _MUNICIPALITY]
    before = way[: way.index(municipalities[0])] if municipalities else way
    # Each municipality has sections of its own; topics are what all of them share.
    topic = next((str(one.translation_key) for one in before if one.model == _SECTION), "")
    return Standing(
        trail=" › ".join(one.title for one in known),
        topic=topic,
        municipality=_value(municipalities[-1]) if municipalities else "",
    )


def _value(page: _Public) -> str:
    return str(page.municipality_id or page.place_id)


def _paths_to(page: Page) -> list[str]:
    """Return the paths of what says where a page stands, and its own; neither the root nor the start page does."""
    return [page.path[: depth * page.steplen] for depth in range(HOME_DEPTH + 1, page.depth)] + [page.path]


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None
