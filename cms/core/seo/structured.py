"""Pages in the words of schema.org, written so that no content can leave its script element."""

import json
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.core.seo.addresses import absolute
from cms.core.seo.registry import PageFacts, StructuredData

# Inside a script element only these can end it or open a comment; JSON reads them back.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def script_of(things: Iterable[StructuredData]) -> SafeString | str:
    """Return things as the content of one script element; empty when there are none."""
    graph = list(things)
    if not graph:
        return ""
    text = json.dumps({"@context": "https://schema.org", "@graph": graph}, cls=DjangoJSONEncoder, ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308  # every sign that could end the element is escaped


def publisher() -> StructuredData:
    """Return the district as the organization behind every page."""
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{settings.PORTAL_URL}/#organization",
        "name": settings.PORTAL_DISTRICT_NAME,
        "url": f"{settings.PORTAL_URL}/",
    }


def website(page: Page, facts: PageFacts) -> StructuredData:
    """Describe the start page: the portal, and how to search in it."""
    search = f"{absolute(reverse('search:results'))}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "@id": f"{facts.url}#website",
        "url": facts.url,
        "name": settings.PORTAL_NAME,
        "description": facts.description,
        "inLanguage": facts.language,
        "publisher": facts.publisher,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }


def article(page: Page, facts: PageFacts) -> StructuredData:
    """Describe a page of text: when it was written and last changed, and by whom it is published."""
    return {
        "@type": "Article",
        "headline": facts.title[:110],
        "description": facts.description,
        "inLanguage": facts.language,
        "datePublished": page.first_published_at,
        "dateModified": page.last_published_at,
        "mainEntityOfPage": facts.url,
        "image": facts.picture_url,
        "author": facts.publisher,
        "publisher": facts.publisher,
    }


def breadcrumb_list(trail: Sequence[tuple[str, str]], url: str) -> StructuredData | None:
    """Describe where a page stands; the page itself comes last, and a trail of one place is none."""
    if len(trail) < 2:
        return None
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": title, "item": absolute(address) if address else url}
            for number, (title, address) in enumerate(trail, start=1)
        ],
    }
