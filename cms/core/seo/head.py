"""What the head of a page tells those who find it: one address, its other languages, its picture, what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.models import BasePage
from cms.core.page_routes import public_translations
from cms.core.phrases import one_line
from cms.core.seo import picture_address, registry, robots, structured
from cms.core.seo.addresses import absolute, language_codes, with_page_number
from cms.core.translation.areas import fallback_language, speaks

MAX_DESCRIPTION = 200
OG_LOCALES = {"de": "de_DE", "en": "en_GB", "ar": "ar_AR", "pl": "pl_PL", "cs": "cs_CZ", "uk": "uk_UA"}


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in a language, or for those who want none of them."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """What layouts/found.html writes."""

    robots: str
    canonical: str = ""
    alternates: Sequence[Alternate] = ()
    title: str = ""
    description: str = ""
    kind: str = "website"
    locale: str = ""
    picture_url: str = ""
    feeds: Sequence[tuple[str, str]] = ()  # title and address
    data: SafeString | str = ""
    site_name: str = field(default_factory=lambda: settings.PORTAL_NAME)


def head_of(context: Mapping[str, Any]) -> Head:
    """Return the head of whatever is being shown; at most one query beyond those of the page."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return Head(robots=robots.NEVER)
    page = context.get("page")
    if isinstance(page, Page) and page.pk:
        return _head_of_page(page, request, context)
    return _head_of_view(request, context)


def _head_of_page(page: Page, request: HttpRequest, context: Mapping[str, Any]) -> Head:
    rule = robots.for_page(page, request)
    if not page.live or getattr(request, "is_preview", False):
        return Head(robots=rule)
    translations = {one.pk: one for one in public_translations(page)}
    if page.pk not in translations:  # private: shown to somebody who may see it
        return Head(robots=robots.NEVER)
    original = translations.get(page.alias_of_id) or translations[page.pk]
    url = absolute(original.get_url(request) or request.path)
    language = original.locale.language_code
    brand = context.get("page_brand")
    facts = registry.PageFacts(
        url=with_page_number(url, request.GET.get("page")),
        title=page.seo_title or page.title,
        description=description_of(page),
        language=language,
        picture_url=picture_address.of_page(page, getattr(brand, "color", "")),
        publisher=structured.publisher(),
    )
    describe = registry.description_of(page)
    things = [describe(page, facts)] if describe else []
    return Head(
        robots=rule,
        canonical=facts.url,
        alternates=[] if rule else _alternates(list(translations.values()), request),
        title=facts.title,
        description=facts.description,
        kind="article" if any(thing["@type"] == "Article" for thing in things) else "website",
        locale=OG_LOCALES.get(language, language),
        picture_url=facts.picture_url,
        feeds=_feeds(context),
        data=structured.script_of([*things, *_trail(context, facts.url)]) if not page.alias_of_id else "",
    )


def _alternates(translations: Sequence[Page], request: HttpRequest) -> list[Alternate]:
    urls = {one.locale.language_code: one.get_url(request) for one in translations if not one.alias_of_id}
    return _with_default({code: url for code in language_codes() if (url := urls.get(code))})


def _with_default(urls: Mapping[str, str]) -> list[Alternate]:
    """Return alternates, and for readers of other languages the portal's own; a page in one language needs none."""
    if len(urls) < 2:
        return []
    default = urls.get(settings.LANGUAGE_CODE) or next(iter(urls.values()))
    return [Alternate(code, absolute(url)) for code, url in (*urls.items(), ("x-default", default))]


def description_of(page: Page) -> str:
    """Return what a result or a shared link says below the title."""
    written = page.search_description or (page.summary if isinstance(page, BasePage) else "")
    text = one_line(written or (page.body_text if isinstance(page, BasePage) else ""))
    return text if len(text) <= MAX_DESCRIPTION else f"{text[:MAX_DESCRIPTION].rpartition(' ')[0]} …"


def _head_of_view(request: HttpRequest, context: Mapping[str, Any]) -> Head:
    rule = robots.for_view(request)
    if robots.is_personal(request):
        return Head(robots=rule)
    language = get_language() or settings.LANGUAGE_CODE
    written_in = context.get("written_in") or fallback_language(request)
    if written_in and written_in != language:  # the frame is translated, the content is not
        rule = robots.NEVER
    url = translate_url(request.path, written_in) if written_in else request.path
    canonical = with_page_number(absolute(url), request.GET.get("page"))
    urls = {} if rule or written_in else _view_in_all_languages(request)
    return Head(
        robots=rule,
        canonical=canonical,
        alternates=_with_default(urls),
        title=str(context.get("found_title") or ""),
        description=one_line(str(context.get("found_description") or ""))[:MAX_DESCRIPTION],
        locale=OG_LOCALES.get(language, language),
        picture_url=picture_address.of_portal(language),
        feeds=_feeds(context),
        data=structured.script_of([*context.get("structured_data", ()), *_trail(context, canonical)])
        if not rule
        else "",
    )


def _view_in_all_languages(request: HttpRequest) -> dict[str, str]:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return {code: translate_url(request.path, code) for code in language_codes() if speaks(name, code)}


def _trail(context: Mapping[str, Any], url: str) -> list[registry.StructuredData]:
    links = context.get("breadcrumbs") or ()
    trail = [
        (link["title"], link.get("url", "")) if isinstance(link, Mapping) else (link.title, link.url) for link in links
    ]
    described = structured.breadcrumb_list(trail, url)
    return [described] if described else []


def _feeds(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what can be followed; a feed that a setting may close is announced by views that have asked it."""
    named = context.get("found_feeds", ())
    announced = [feed for feed in registry.feeds() if feed.is_announced_everywhere or feed.name in named]
    return [(str(feed.title), reverse("core:feed", args=[feed.name])) for feed in announced]
