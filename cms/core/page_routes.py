"""From an address to its page with two queries, whatever the depth; Wagtail alone needs two per level and four more.

What hardly changes (the site of a host, its start pages) is remembered by the page cache. An address that is not
exactly that of a live page is left to Wagtail.
"""

from dataclasses import dataclass
from functools import cache
from typing import cast

from django.db.models import Field, Prefetch, prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Page, Site

from cms.core.page_cache import host_name, remember
from cms.core.page_cache.reads import note
from cms.core.visible import public_pages

_TRANSLATIONS = "_public_translations"
_FURTHER = {"core.contact": ("picture",), "matching.organization": ("place",)}  # what these show in turn


@dataclass(frozen=True, slots=True)
class Root:
    """Where the tree of a language begins."""

    path: str
    url_path: str
    slug: str
    depth: int


def prepare_route(request: HttpRequest, path: str) -> Page | None:
    """Find a request's page and tell Wagtail, before Wagtail looks for it."""
    remember_site(request)
    page = find_page(request, path)
    if page is not None:
        # Where Wagtail itself keeps the result for the rest of the request.
        request._wagtail_route_for_request = page.route(request, [])  # type: ignore[attr-defined]
    return page


def remember_site(request: HttpRequest) -> Site | None:
    """Return the site of a request without asking the database for it each time."""
    if not hasattr(request, "_wagtail_site"):
        site = remember(lambda: Site.find_for_request(request), name="site", vary=(host_name(request),))
        request._wagtail_site = site  # type: ignore[attr-defined]
    return cast(Site | None, request._wagtail_site)  # type: ignore[attr-defined]


def find_page(request: HttpRequest, path: str) -> Page | None:
    """Return the live page at an address in the reader's language, with what every page's frame needs of it."""
    site = remember_site(request)
    if site is None:
        return None
    root = remember(lambda: _root(site), name="root", vary=(site.pk,))
    components = [component for component in path.split("/") if component]
    url_path = "".join((root.url_path, *(f"{component}/" for component in components)))
    # Slugs are indexed, whole addresses are not.
    slug, depth = components[-1] if components else root.slug, root.depth + len(components)
    found = Page.objects.filter(slug=slug, depth=depth, url_path=url_path, path__startswith=root.path, live=True)
    plain = next(iter(found.only("content_type").order_by()[:1]), None)
    model = plain.specific_class if plain else None
    if plain is None or model is None:
        return None
    pages = model._default_manager.select_related("locale", "alias_of__locale", *_shown_with(model))
    page = next(iter(pages.filter(pk=plain.pk).order_by()), None)
    if page is not None:
        _read_copies_of_pictures(page)
        page._cached_parent_obj = next(iter(page.ancestors[::-1]), None)  # where the page tree looks first
    return page


@cache
def _shown_with(model: type[Page]) -> tuple[str, ...]:
    """Return which records come with a page: those its template shows."""
    names = [field.name for field in model._meta.concrete_fields if _is_shown(field)]
    return tuple(names) + tuple(
        f"{name}__{further}" for name in names for further in _FURTHER.get(_label(model._meta.get_field(name)), ())
    )


def _read_copies_of_pictures(page: Page) -> None:
    """Read in one go which sizes there are of the pictures that come with a page."""
    contact = getattr(page, "contact", None)
    beside = (getattr(page, "picture", None), getattr(page, "logo", None), getattr(contact, "picture", None))
    pictures = [picture for picture in beside if picture is not None]
    prefetch_related_objects(pictures, Prefetch("renditions", to_attr="prefetched_renditions"))


def _is_shown(field: Field) -> bool:
    return field.is_relation and _label(field) in {"core.portalimage", "matching.place", *_FURTHER}


def _label(field: Field) -> str:
    return str(field.related_model._meta.label_lower) if field.related_model else ""


def _root(site: Site) -> Root:
    page = site.root_page.localized
    return Root(page.path, page.url_path, page.slug, page.depth)


def public_translations(page: Page) -> list[Page]:
    """Return a page in all its public languages, itself among them; only to be read, others share them."""
    if not hasattr(page, _TRANSLATIONS):
        found = remember(lambda: _translations(page), name="translations", vary=(page.pk, page.translation_key))
        setattr(page, _TRANSLATIONS, found)
    return getattr(page, _TRANSLATIONS)


def _translations(page: Page) -> list[Page]:
    note(f"body:{page.pk}")  # what is dropped when a page gets a translation
    same = public_pages(Page.objects.filter(translation_key=page.translation_key))
    return list(same.select_related("locale").order_by())
