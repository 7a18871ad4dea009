"""What stands beside an article and a legal page: its neighbors, and where to go on."""

import json
import re

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.core.stand_ins import foreign_language
from cms.core.visible import HOME_DEPTH, public_pages
from cms.navigation.selectors import Link
from cms.navigation.teasers import read_teasers
from cms.welcome.models import ArticlePage, FormPage, LegalPage
from cms.welcome.selectors.landmarks import Landmark, landmarks_of

N_NEXT = 2


def article_content(*, article: ArticlePage) -> dict[str, object]:
    """Return an article's neighbors: the menu of its section, and where to go on."""
    section, siblings = _section_of(article) if article.depth - 1 > HOME_DEPTH else (None, [])
    if section is None:
        return {"section": None, "siblings": [], "next_pages": []}
    position = next((i for i, page in enumerate(siblings) if page.pk == article.pk), len(siblings))
    return {
        "section": section,
        "siblings": [
            Link(section.title, section.url or "", language=foreign_language(section)),
            *(_link(page, article) for page in siblings),
        ],
        "next_pages": [] if _leads_on(article) else _with_summaries(siblings[position + 1 : position + 1 + N_NEXT]),
    }


def _link(page: Page, article: ArticlePage) -> Link:
    return Link(page.title, page.url or "", page.pk == article.pk, foreign_language(page))


def _section_of(article: ArticlePage) -> tuple[Page | None, list[Page]]:
    """Return the page above an article, if it is public, and the public pages below that, with one query."""
    above = article.path[: -article.steplen]
    is_below = Q(depth=article.depth, path__range=Page._get_children_path_interval(above))
    found = public_pages(Page.objects.filter(Q(path=above) | is_below)).select_related("locale").order_by("path")
    section = next((page for page in found if page.path == above), None)
    return section, [page for page in found if page is not section]


def legal_content(*, page: LegalPage, request: HttpRequest) -> dict[str, object]:
    """Return the form that a legal page must offer, unless its text leads there: who meets a barrier must say so."""
    if page.legal_kind != LegalPage.Kind.ACCESSIBILITY:
        return {"feedback_url": ""}
    forms = [mark for mark in landmarks_of(request) if mark.form_purpose == FormPage.Purpose.ACCESSIBILITY]
    return {"feedback_url": next((form.url for form in forms if not _leads_to(page, form)), "")}


def _leads_on(article: ArticlePage) -> bool:
    """Return whether the editors said themselves where to go on."""
    return any(block.block_type == "related_pages" for block in article.story)


def _leads_to(page: LegalPage, form: Landmark) -> bool:
    """Return whether a body links to a page: a chooser in a block keeps its number, a link in a text too."""
    body = json.dumps(list(page.story.raw_data))
    return re.search(rf'"page": {form.pk}\b|\bid=\\?"{form.pk}\\?"', body) is not None


def _with_summaries(pages: list[Page]) -> list[dict[str, str]]:
    """Return a few pages with the summaries of their own types."""
    if not pages:
        return []
    found = Page.objects.filter(pk__in=[page.pk for page in pages]).select_related("locale").order_by("path")
    return [
        {
            "title": page.title,
            "url": page.url or "",
            "summary": getattr(page, "summary", ""),
            "language": foreign_language(page),
        }
        for page in read_teasers(found)
    ]
