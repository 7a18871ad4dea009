"""Teasers and rows of companies and offers, for templates of any room."""

from django import template
from django.utils.translation import get_language

from cms.companies import presentation, selectors
from cms.companies.models import CompanyPage
from cms.companies.presentation import CompanyCard, OfferRow
from cms.core.page_cache import remember
from matching.models import Offer, Place
from matching.selectors import is_offer_list_public

register = template.Library()


@register.simple_tag
def newest_offers(limit: int = 4) -> list[OfferRow]:
    """Return the newest offers as lines; none where the publication mode allows no public list."""
    if not remember(is_offer_list_public, name="offer list is public"):
        return []
    return presentation.offer_rows(offers=selectors.matching_offers(wanted=selectors.OfferFilter())[:limit])


@register.simple_tag
def offers_by_rule(kind: str = "", place: Place | int | None = None, limit: int = 6, field: str = "") -> list[OfferRow]:
    """Return the newest offers that follow a rule as lines; none where the publication mode allows no public list."""
    if not remember(is_offer_list_public, name="offer list is public"):
        return []
    if isinstance(place, int):
        place = Place.objects.filter(pk=place).first()
    offers = selectors.offers_by_rule(kind=kind or "", place=place, field=field or "", limit=limit)
    return presentation.offer_rows(offers=offers)


@register.simple_tag
def newest_companies(limit: int = 4, place: Place | None = None) -> list[CompanyCard]:
    """Return the newest company pages of the reader's language as cards, everywhere or at one place."""
    pages = selectors.newest_companies(language_code=get_language() or "de", limit=limit, place=place)
    return company_cards(pages)


@register.filter
def company_cards(pages: list[CompanyPage]) -> list[CompanyCard]:
    """Turn company pages into what components/company_card.html shows."""
    return presentation.company_cards(pages=pages)


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
