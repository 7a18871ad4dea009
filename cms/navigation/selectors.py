"""What the frame of a page leads to: menu, languages, breadcrumbs, places."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext
from wagtail.models import Page, PageQuerySet, PageViewRestriction, Site

from matching.models import Organization, Place


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a menu."""

    title: str
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to the same page in another language."""

    code: str
    name: str
    url: str
    current: bool


# Every language is written in itself: who looks for Polish may not read German.
_OWN_NAMES = {"de": "Deutsch", "en": "English", "pl": "Polski", "cs": "Čeština", "uk": "Українська", "ar": "العربية"}
_READ_PLACES = "_municipalities"


def public_pages(pages: PageQuerySet) -> PageQuerySet:
    """Return the pages that everybody may read: live, and below no view restriction, in one query."""
    asked_path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restrictions = PageViewRestriction.objects.alias(asked_path=asked_path)
    return pages.live().exclude(Exists(restrictions.filter(asked_path__startswith=F("page__path"))))


def current_page(request: HttpRequest) -> Page | None:
    """Return the page that this request shows, or nothing on a view."""
    match = request.resolver_match
    return Page.find_for_request(request, request.path) if match and match.url_name == "wagtail_serve" else None


def homes_of(request: HttpRequest) -> dict[str, Page]:
    """Return language code → start page, for the languages that have one."""
    site = Site.find_for_request(request)
    if site is None:
        return {}
    homes = public_pages(site.root_page.get_translations(inclusive=True)).select_related("locale")
    return {home.locale.language_code: home for home in homes}


def menu_pages(home: Page) -> list[Page]:
    """Return the public pages directly below a start page, in the editors' order."""
    return list(public_pages(Page.objects.child_of(home)).order_by("path"))


def links_to(pages: Iterable[Page], request: HttpRequest) -> list[Link]:
    """Return menu lines for pages; the one above what is shown is current."""
    lines = []
    for page in pages:
        url = page.get_url(request) or ""
        lines.append(Link(page.title, url, current=bool(url) and request.path.startswith(url)))
    return lines


def languages_of(request: HttpRequest, homes: dict[str, Page], current_code: str) -> list[LanguageLink]:
    """Return the way to each language: this page's translation, else the start page there."""
    page = current_page(request)
    translations: dict[str, Page] = {}
    if page is not None and page.pk not in {home.pk for home in homes.values()}:
        found = public_pages(page.get_translations(inclusive=True)).select_related("locale")
        translations = {translation.locale.language_code: translation for translation in found}
    lines = []
    for code, name in settings.LANGUAGES:
        target = translations.get(code) or homes.get(code)
        view_url = translate_url(request.get_full_path(), code)
        url = (target.get_url(request) if target else None) if page is not None else view_url
        if url:
            lines.append(LanguageLink(code, _OWN_NAMES.get(code, str(name)), url, current=code == current_code))
    return lines


def breadcrumbs_of(request: HttpRequest) -> list[Link]:
    """Return the way from the start page to the page that is shown; empty on the start page and on views."""
    page = current_page(request)
    site = Site.find_for_request(request)
    # A translated start page stands beside the site's root, at the same depth.
    if page is None or site is None or page.depth <= site.root_page.depth:
        return []
    above = public_pages(page.get_ancestors()).filter(depth__gte=site.root_page.depth).order_by("path")
    links = links_to(above, request)
    return [Link(gettext("Home"), links[0].url), *links[1:], Link(page.title, "")] if links else []


def municipalities(request: HttpRequest) -> list[Place]:
    """Return the towns and municipalities of the portal's districts, from A to Z; read once per request."""
    if not hasattr(request, _READ_PLACES):
        places = Place.objects.filter(district_code__in=settings.PORTAL_DISTRICT_CODES, kind=Place.Kind.MUNICIPALITY)
        setattr(request, _READ_PLACES, list(places.order_by("folded_name")))
    return getattr(request, _READ_PLACES)


def place_links(places: Iterable[Place]) -> list[Link]:
    """Return for each place the way to everything the search finds about it."""
    results = reverse("search:results")
    return [Link(place.name, f"{results}?{urlencode({'q': place.name})}") for place in places]


def is_demonstration() -> bool:
    """Return whether companies and people here are invented, so that each page must say so."""
    return settings.DEMO_SIGN_IN or holds_demo_data(minute=int(time.time() // 60))


@lru_cache(maxsize=1)
def holds_demo_data(*, minute: int) -> bool:
    """Return whether the database holds invented companies; asked once a minute in each process."""
    return Organization.objects.filter(is_demo=True).exists()


def home_in(homes: dict[str, Page], language_code: str) -> Page | None:
    """Return the start page of a language, else the one of the portal's main language, else any."""
    return homes.get(language_code) or homes.get(settings.LANGUAGE_CODE) or next(iter(homes.values()), None)
