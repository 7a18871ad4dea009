"""Teasers and rows of companies and offers, for templates of any room."""

from django import template
from django.utils.translation import get_language

from cms.companies import presentation, selectors
from cms.companies.models import CompanyPage
from cms.companies.presentation import OfferRow
from matching.models import Offer
from matching.selectors import is_offer_list_public

register = template.Library()


@register.simple_tag
def newest_offers(limit: int = 4) -> list[OfferRow]:
    """Return the newest offers as lines; none where the publication mode allows no public list."""
    if not is_offer_list_public():
        return []
    return presentation.offer_rows(offers=selectors.matching_offers(wanted=selectors.OfferFilter())[:limit])


@register.simple_tag
def newest_companies(limit: int = 4) -> list[dict[str, str]]:
    """Return the newest company pages of the reader's language as cards."""
    return company_cards(selectors.newest_companies(language_code=get_language() or "de", limit=limit))


@register.filter
def company_cards(pages: list[CompanyPage]) -> list[dict[str, str]]:
    """Turn company pages into what components/company_card.html shows."""
    return [
        {
            "name": page.title,
            "url": page.url or "",
            "place": page.organization.place.name,
            "industry": page.organization.industry,
            "summary": page.summary,
        }
        for page in pages
    ]


@register.filter
def list_url(cards: list[dict[str, str]]) -> str:
    """Return the address of the list that company pages stand in: theirs continues it."""
    return cards[0]["url"].rstrip("/").rpartition("/")[0] + "/" if cards else ""


@register.filter
def offer_facts(offer: Offer) -> list[dict[str, str]]:
    """Turn an offer into pairs for components/facts.html."""
    return presentation.offer_facts(offer=offer)


@register.filter
def offer_line(offer: Offer) -> OfferRow:
    """Turn an offer into a line."""
    return presentation.offer_row(offer=offer)


@register.filter
def understood_as(offer: Offer) -> str:
    """Return the occupation that an offer was understood as."""
    return presentation.understood_occupation(offer=offer)
