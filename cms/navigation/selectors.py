"""What the frame of a page leads to: menu, languages, breadcrumbs, places."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import gettext
from wagtail.models import Page, Site

from cms.core import district
from cms.core.models.ancestry import AncestryMixin
from cms.core.page_cache import is_remembering, remember
from cms.core.page_routes import public_translations, remember_site
from cms.core.stand_ins import foreign_language
from cms.core.translation import speaks
from cms.core.visible import public_pages
from matching.models import Organization, Place


@dataclass(frozen=True, slots=True)
class Link:
    """A line of a menu."""

    title: str
    url: str
    current: bool = False
    language: str = ""  # of the title, where it is not the reader's


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The way to the same page in another language."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A start page, as much of it as the frame needs."""

    pk: int
    path: str
    depth: int
    url: str


@dataclass(frozen=True, slots=True)
class MenuPage:
    """A page right below a start page."""

    title: str
    url: str
    show_in_menus: bool
    language: str = ""


# Every language is written in itself: who looks for Polish may not read German.
_OWN_NAMES = {"de": "Deutsch", "en": "English", "pl": "Polski", "cs": "Čeština", "uk": "Українська", "ar": "العربية"}
_READ_PLACES = "_municipalities"


def current_page(request: HttpRequest) -> Page | None:
    """Return the page that this request shows, or nothing on a view."""
    match = request.resolver_match
    return Page.find_for_request(request, request.path) if match and match.url_name == "wagtail_serve" else None


def homes_of(request: HttpRequest) -> dict[str, Home]:
    """Return language code → start page, for the languages that have one."""
    site = remember_site(request)
    return remember(lambda: _homes(site, request), name="homes", vary=(site.pk,)) if site else {}


def menu_of(home: Home, request: HttpRequest) -> list[MenuPage]:
    """Return the public pages directly below a start page, in the editors' order."""
    return remember(lambda: _menu(home, request), name="menu", vary=(home.pk,))


def links_to(pages: Iterable[MenuPage], request: HttpRequest) -> list[Link]:
    """Return menu lines; the one above what is shown is current."""
    return [
        Link(page.title, page.url, bool(page.url) and request.path.startswith(page.url), page.language)
        for page in pages
    ]


def languages_of(request: HttpRequest, homes: dict[str, Home], current_code: str) -> list[LanguageLink]:
    """Return the way to each language: this page's translation, else the start page there.

    A language without a start page is not in use; a view that would be shown in German is not worth the way there.
    """
    page = current_page(request)
    urls = {code: home.url for code, home in homes.items()}
    if page is not None and page.pk not in {home.pk for home in homes.values()}:
        urls |= {
            translation.locale.language_code: translation.get_url(request) or ""
            for translation in public_translations(page)
        }
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    lines = []
    for code, name in settings.LANGUAGES:
        url = urls.get(code)
        if url and page is None:
            url = translate_url(request.get_full_path(), code)
        if url and (code == current_code or speaks(view_name, code)):
            lines.append(LanguageLink(code, _OWN_NAMES.get(code, str(name)), url, current=code == current_code))
    return lines


def breadcrumbs_of(request: HttpRequest) -> list[Link]:
    """Return the way from the start page to the page that is shown; empty on the start page and on views."""
    page = current_page(request)
    site = remember_site(request)
    # A translated start page stands beside the site's root, at the same depth.
    if page is None or site is None or page.depth <= site.root_page.depth:
        return []
    # Whoever sees the page may see what stands above it.
    above = [one for one in _ancestors(page) if one.live and one.depth >= site.root_page.depth]
    links = [Link(one.title, one.get_url(request) or "", language=foreign_language(one)) for one in above]
    here = Link(page.title, "", language=foreign_language(page))
    return [Link(gettext("Home"), links[0].url), *links[1:], here] if links else []


def municipalities(request: HttpRequest) -> list[Place]:
    """Return the towns and municipalities of the portal's districts, from A to Z; read once per request."""
    if is_remembering():
        return remember(lambda: list(district.municipalities()), name="municipalities")
    if not hasattr(request, _READ_PLACES):
        setattr(request, _READ_PLACES, list(district.municipalities()))
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


def home_in(homes: dict[str, Home], language_code: str) -> Home | None:
    """Return the start page of a language, else the one of the portal's main language, else any."""
    return homes.get(language_code) or homes.get(settings.LANGUAGE_CODE) or next(iter(homes.values()), None)


def _ancestors(page: Page) -> list[Page]:
    return page.ancestors if isinstance(page, AncestryMixin) else list(page.get_ancestors().order_by("path"))


def _homes(site: Site, request: HttpRequest) -> dict[str, Home]:
    homes = public_pages(site.root_page.get_translations(inclusive=True)).select_related("locale")
    return {
        home.locale.language_code: Home(home.pk, home.path, home.depth, home.get_url(request) or "/") for home in homes
    }


def _menu(home: Home, request: HttpRequest) -> list[MenuPage]:
    pages = Page.objects.filter(depth=home.depth + 1, path__range=Page._get_children_path_interval(home.path))
    return [
        MenuPage(page.title, page.get_url(request) or "", page.show_in_menus, foreign_language(page))
        for page in public_pages(pages).select_related("locale").order_by("path")
    ]
