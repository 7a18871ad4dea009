"""What stands behind a door: subjects with their pages, and pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Page

from cms.core.models import BasePage, PortalRendition
from cms.core.pictures import in_size, read_pictures
from cms.core.stand_ins import foreign_language
from cms.core.visible import public_pages
from cms.navigation.selectors import Link
from cms.navigation.teasers import read_teasers
from cms.welcome.models import SectionPage

N_LINKS_OF_A_SUBJECT = 5
ROW = "fill-320x240|format-webp"  # the picture of a line, and of a subject
TONES: dict[str, str] = {
    SectionPage.Door.ARRIVE: "sun",
    SectionPage.Door.WORK: "brick",
    SectionPage.Door.LEARN: "lake",
    SectionPage.Door.LIVE: "meadow",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A page in a list: title, summary, and its picture where it has one."""

    title: str
    summary: str
    url: str
    picture: PortalRendition | None = None
    language: str = ""  # of title and summary, where it is not the reader's


@dataclass(frozen=True, slots=True)
class Subject(Row):
    """A section below a section, with the first of its pages."""

    tone: str = "sun"
    links: list[Link] = field(default_factory=list)
    n_more: int = 0


def tone_of(*, section: SectionPage) -> str:
    """Return the color that belongs to a section's door."""
    return TONES[SectionPage.Door(section.door)]


def section_content(*, section: SectionPage) -> dict[str, object]:
    """Return the pages behind a door: subjects first, then pages."""
    subjects, rows = rows_below(section)
    return {"tone": tone_of(section=section), "subjects": subjects, "rows": rows}


def rows_below(page: Page, *, without: tuple[type[BasePage], ...] = ()) -> tuple[list[Subject], list[Row]]:
    """Return the public pages right below a page, sections apart from the others, with few queries for all."""
    found = public_pages(page.get_children().not_type(*without) if without else page.get_children())
    teasers = read_teasers(found.select_related("locale").order_by("path"), more={"door": "sectionpage__door"})
    children = [child for child in teasers if isinstance(child, BasePage)]
    read_pictures(children, ROW)
    sections = [child for child in children if isinstance(child, SectionPage)]
    below = _links_below(sections)
    subjects = [_subject(section, below.get(section.path, [])) for section in sections]
    rows = [
        Row(child.title, child.summary, child.url or "", in_size(child.picture, ROW), foreign_language(child))
        for child in children
        if not isinstance(child, SectionPage)
    ]
    return subjects, rows


def _links_below(sections: Sequence[SectionPage]) -> dict[str, list[Link]]:
    """Return path of a section → links to its public pages, with one query for all sections."""
    if not sections:
        return {}
    below = Q()
    for section in sections:
        below |= Q(path__startswith=section.path, depth=section.depth + 1)
    links: dict[str, list[Link]] = {section.path: [] for section in sections}
    for page in public_pages(Page.objects.filter(below)).select_related("locale").order_by("path"):
        links[page.path[: -page.steplen]].append(Link(page.title, page.url or "", language=foreign_language(page)))
    return links


def _subject(section: SectionPage, links: list[Link]) -> Subject:
    return Subject(
        title=section.title,
        summary=section.summary,
        url=section.url or "",
        picture=in_size(section.picture, ROW),
        language=foreign_language(section),
        tone=tone_of(section=section),
        links=links[:N_LINKS_OF_A_SUBJECT],
        n_more=max(0, len(links) - N_LINKS_OF_A_SUBJECT),
    )
