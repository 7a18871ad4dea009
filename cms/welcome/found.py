"""How the pages of this room are found: what they are, and what is new."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core import seo
from cms.core.seo import structured
from cms.core.seo.addresses import PageAddresses
from cms.core.seo.head import description_of
from cms.welcome.models import ArticlePage, HomePage, MunicipalityPage, StoryPage

MOST_NEWS = 30


def register() -> None:
    """Say what the pages are; the start page stands for the portal and for the district behind it."""
    seo.describe(HomePage, structured.website)
    seo.describe(ArticlePage, structured.article)
    seo.describe(StoryPage, structured.article)
    seo.describe(MunicipalityPage, municipality)
    seo.add_feed(seo.Feed(name="neues", title=_("What is new"), entries=news))


def municipality(page: Page, facts: seo.PageFacts) -> seo.StructuredData:
    """Describe a municipality's part of the portal."""
    return {
        "@type": "WebPage",
        "name": facts.title,
        "url": facts.url,
        "description": facts.description,
        "inLanguage": facts.language,
        "about": {"@type": "City", "name": page.title},
        "publisher": facts.publisher,
    }


def news(language: str) -> Iterator[seo.FeedEntry]:
    """Return the newest articles and stories of a language."""
    addresses = PageAddresses()
    pages = seo.findable_pages(Page.objects.type(ArticlePage, StoryPage).filter(locale__language_code=language))
    newest = pages.exclude(first_published_at=None).order_by("-first_published_at")[:MOST_NEWS]
    for page in newest.specific():
        url = addresses.of(page.url_path, language)
        if url:
            yield seo.FeedEntry(
                id=f"urn:uuid:{page.translation_key}:{language}",
                title=page.title,
                url=url,
                summary=description_of(page),
                published_at=page.first_published_at,
                changed_at=page.last_published_at or page.first_published_at,
            )
