"""How companies and offers are found; offers only where the publication mode allows a public list."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from cms.companies.models import CompanyPage, HandbookChapterPage, HandbookPage
from cms.core import seo
from cms.core.seo import structured
from matching.models import Offer
from matching.selectors import is_offer_list_public, open_offers

OFFER_LANGUAGE = "de"  # offers are written once, in German
FEED = "angebote"
MOST_OFFERS = 30
FULL_TIME_HOURS = 35


def register() -> None:
    """Say what the pages are; offers stand in the map and in a feed."""
    seo.describe(CompanyPage, company)
    seo.describe(HandbookPage, structured.article)
    seo.describe(HandbookChapterPage, structured.article)
    seo.add_to_sitemap("offers", offers_for_sitemap)
    seo.add_feed(
        seo.Feed(
            name=FEED,
            title=_("Offers"),
            entries=newest_offers,
            is_open=is_offer_list_public,
            is_announced_everywhere=False,
        )
    )


def company(page: Page, facts: seo.PageFacts) -> seo.StructuredData:
    """Describe a company by what its own page shows."""
    assert isinstance(page, CompanyPage)
    organization = page.organization
    described: dict[str, object] = {
        "@type": "Organization",
        "name": organization.name,
        "url": facts.url,
        "description": facts.description or organization.description[:200],
        "address": _address(organization.place.name),
    }
    if organization.website:
        described["sameAs"] = organization.website
    return described


def job_posting(offer: Offer) -> list[seo.StructuredData]:
    """Describe an offer for job search engines; only called where the offer has a public page of its own."""
    if offer.kind == Offer.Kind.VOLUNTEERING:
        return []
    posting: dict[str, object] = {
        "@type": "JobPosting",
        "title": offer.title,
        "description": offer.description or offer.summary,
        "identifier": {"@type": "PropertyValue", "name": offer.organization.name, "value": str(offer.public_id)},
        "datePosted": (offer.first_published_at or offer.created_at).date(),
        "employmentType": _employment_types(offer),
        "hiringOrganization": {"@type": "Organization", "name": offer.organization.name},
        "jobLocation": {"@type": "Place", "address": _address(offer.place.name)},
        "url": _url_of(offer),
        "inLanguage": OFFER_LANGUAGE,
    }
    if offer.expire_at:
        posting["validThrough"] = offer.expire_at
    return [posting]


def offers_for_sitemap(language: str) -> Iterator[seo.SitemapEntry]:
    """Return the list of offers, and in the language they are written in the page of each."""
    if not is_offer_list_public():
        return
    with override(language):
        yield seo.SitemapEntry(seo.absolute(reverse("companies:offer_list")))
    if language == OFFER_LANGUAGE:
        rows = open_offers().select_related(None).order_by("pk").only("public_id", "updated_at")
        for offer in rows.iterator(chunk_size=2_000):
            yield seo.SitemapEntry(_url_of(offer), offer.updated_at)


def newest_offers(language: str) -> Iterator[seo.FeedEntry]:
    """Return the newest offers; their words are German in every language."""
    for offer in open_offers().order_by("-first_published_at", "-pk")[:MOST_OFFERS]:
        first = offer.first_published_at or offer.created_at
        yield seo.FeedEntry(
            id=f"urn:uuid:{offer.public_id}",
            title=f"{offer.title} – {offer.organization.name}, {offer.place.name}",
            url=_url_of(offer),
            summary=offer.summary,
            published_at=first,
            changed_at=max(first, offer.updated_at),
        )


def _url_of(offer: Offer) -> str:
    with override(OFFER_LANGUAGE):
        return seo.absolute(reverse("companies:offer_detail", kwargs={"public_id": offer.public_id}))


def _address(place: str) -> seo.StructuredData:
    return {"@type": "PostalAddress", "addressLocality": place, "addressCountry": "DE"}


def _employment_types(offer: Offer) -> list[str]:
    if offer.kind == Offer.Kind.INTERNSHIP:
        return ["INTERN"]
    least, most = offer.hours_min, offer.hours_max or offer.hours_min
    kinds = {"FULL_TIME": most is not None and most >= FULL_TIME_HOURS, "PART_TIME": _is_part_time(least)}
    return [kind for kind, holds in kinds.items() if holds] or ["OTHER"]


def _is_part_time(least: float | None) -> bool:
    return least is not None and least < FULL_TIME_HOURS
