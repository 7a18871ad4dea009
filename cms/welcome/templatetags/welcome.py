"""Stories, places and landmarks, for templates of any room and for the frame of every page."""

from typing import Any

from django import template
from django.http import HttpRequest
from wagtail.models import Page

from cms.navigation.selectors import Link, municipalities
from cms.welcome import selectors
from cms.welcome.models import FormPage, LegalPage

register = template.Library()

# Ways to understand and to be understood: they stand at the top of every page.
_EASY_WAYS = {LegalPage.Kind.EASY_LANGUAGE: "book", LegalPage.Kind.SIGN_LANGUAGE: "hand-stop"}
_FORM_ORDER = (FormPage.Purpose.CONTACT, FormPage.Purpose.ACCESSIBILITY)


@register.simple_tag
def newest_stories(limit: int = 3) -> list[dict[str, object]]:
    """Return the newest stories in the reader's language, for components/story_card.html."""
    return selectors.newest_stories(limit=limit)


@register.filter
def list_address(url: str) -> str:
    """Return the address of the list that a page stands in: the page's own continues it."""
    return url.rstrip("/").rpartition("/")[0] + "/" if url else ""


@register.simple_tag(takes_context=True)
def municipality_map(context: dict[str, Any]) -> dict[str, object]:
    """Return the district as drawing and list, for components/map_list.html; the same once per request."""
    request = context.get("request")
    if request is None:
        return {"places": [], "towns": [], "links": [], "map_width": 0, "map_height": 0}
    links = selectors.town_links(request=request)
    drawing = selectors.district_drawing(places=municipalities(request), links=links)
    return {"places": drawing.pop("map_places"), "towns": drawing.pop("map_towns"), "links": links, **drawing}


@register.simple_tag(takes_context=True)
def town_links(context: dict[str, Any]) -> list[Link]:
    """Return the district's towns with their own pages where they have some."""
    request = context.get("request")
    return selectors.town_links(request=request) if request is not None else []


@register.simple_tag(takes_context=True)
def brand(context: dict[str, Any]) -> selectors.Brand | None:
    """Return the identity that the page wears: that of the municipality it belongs to."""
    request, page = context.get("request"), context.get("page")
    if request is None or not isinstance(page, Page):
        return None
    return selectors.brand_of(page=page, request=request)


@register.simple_tag(takes_context=True)
def easy_ways(context: dict[str, Any]) -> list[dict[str, str]]:
    """Return the links to easy language and sign language, where the portal has such pages."""
    marks = _portals_own(context.get("request"))
    return [
        {"title": str(kind.label), "url": mark.url, "icon": icon}
        for kind, icon in _EASY_WAYS.items()
        for mark in marks
        if mark.legal_kind == kind
    ]


@register.simple_tag(takes_context=True)
def footer_links(context: dict[str, Any]) -> dict[str, list[Link]]:
    """Return the groups of the footer: what serves people, and what the portal must say about itself."""
    marks = _portals_own(context.get("request"))
    forms = sorted((mark for mark in marks if mark.form_purpose), key=lambda mark: _FORM_ORDER.index(mark.form_purpose))
    easy = [mark for kind in _EASY_WAYS for mark in marks if mark.legal_kind == kind]
    about = [mark for mark in marks if mark.legal_kind and mark.legal_kind not in _EASY_WAYS]
    service = [
        *(context.get("service_links") or []),
        *(Link(mark.title, mark.url, language=mark.language) for mark in (*forms, *easy)),
    ]
    named = {link.url for link in service}
    others = [link for link in context.get("about_links") or [] if link.url not in named]
    known = {mark.url for mark in about}
    legal = [Link(mark.title, mark.url, language=mark.language) for mark in about]
    return {"service": service, "about": [*(link for link in others if link.url not in known), *legal]}


def _portals_own(request: HttpRequest | None) -> list[selectors.Landmark]:
    if request is None:
        return []
    return [mark for mark in selectors.landmarks_of(request) if mark.is_of_the_portal and mark.url]
