"""What machines ask for: the map, robots.txt, feeds, and the pictures beside shared links."""

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.core.page_cache import remember
from cms.core.seo import registry, robots, sitemap
from cms.core.seo.addresses import absolute, language_codes
from cms.core.seo.social import kept_picture

KEPT_SECONDS = 900
PICTURE_KEPT_SECONDS = 31_536_000  # a year: a changed title has another address
MOST_FEED_ENTRIES = 30
MOST_SITEMAP_PARTS = 100  # of a language; five million addresses
# XML knows no such signs, not even written as numbers.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def robots_text(request: HttpRequest) -> HttpResponse:
    """Tell search engines what to leave alone."""
    return HttpResponse(robots.robots_text(), content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """List the parts of the map."""
    text = remember(lambda: render_to_string("seo/sitemap_index.xml", {"parts": sitemap.parts()}), name="sitemap index")
    return HttpResponse(text, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def sitemap_part(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """List the addresses of one language."""
    is_possible = language in language_codes() and 0 < number <= MOST_SITEMAP_PARTS
    text = remember(lambda: _sitemap(language, number), name="sitemap", vary=(language, number)) if is_possible else ""
    if not text:
        raise Http404("there is no such part of the map")
    return HttpResponse(text, content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=KEPT_SECONDS)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """Answer what is new, for feed readers."""
    followed = registry.feed_named(name)
    if followed is None:
        raise Http404("there is no such feed")
    text = remember(lambda: _feed(followed, name), name="feed", vary=(name,))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


def _feed(followed: registry.Feed, name: str) -> str:
    language, own_url = get_language() or settings.LANGUAGE_CODE, absolute(reverse("core:feed", args=[name]))
    atom = Atom1Feed(
        title=f"{settings.PORTAL_NAME} {settings.PORTAL_DISTRICT_NAME}: {followed.title}",
        link=absolute(reverse("wagtail_serve", args=[""])),
        description="",
        language=language,
        feed_url=own_url,
        author_name=settings.PORTAL_DISTRICT_NAME,
    )
    for entry in list(followed.entries(language))[:MOST_FEED_ENTRIES]:
        atom.add_item(
            title=_for_xml(entry.title),
            link=entry.url,
            description=_for_xml(entry.summary),
            unique_id=entry.id,
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
        )
    return atom.writeString("utf-8")


@require_safe
@cache_control(public=True, max_age=PICTURE_KEPT_SECONDS, immutable=True)
def social_picture(request: HttpRequest, subject: str, color: str, stamp: str) -> FileResponse:
    """Send the picture that stands beside a shared link."""
    path = kept_picture(subject=subject, color=color, stamp=stamp)
    if path is None:
        raise Http404("there is no such picture")
    return FileResponse(path.open("rb"), content_type="image/png")


def _sitemap(language: str, number: int) -> str:
    """Return one part of the map; empty when there is no such part."""
    entries = sitemap.entries(language=language, number=number)
    return render_to_string("seo/sitemap.xml", {"entries": entries}) if entries else ""


def _for_xml(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
