"""What the public sees of companies and their offers, as the publication mode allows."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import get_language
from wagtail.models import Page, PageQuerySet

from cms.companies.models import CompanyPage
from cms.core.models import PortalRendition
from cms.core.visible import public_pages
from matching import selectors
from matching.models import Offer, OfferOccupation, Organization, Place

N_OCCUPATIONS_LOOKED_AT = 60
LOGO_SPEC = "max-240x240|format-webp"  # twice the size of the field, for sharp screens
_READINGS = Prefetch("understood_occupations", queryset=OfferOccupation.objects.select_related("occupation"))


@dataclass(frozen=True, slots=True)
class OfferFilter:
    """What a visitor looks for; empty parts filter nothing."""

    words: str = ""
    kinds: tuple[str, ...] = ()
    place: Place | None = None
    radius_km: int = 30
    hours: int | None = None


def matching_offers(*, wanted: OfferFilter) -> QuerySet[Offer]:
    """Return the open offers that fit a filter, newest first; what an offer does not say excludes nothing."""
    offers = selectors.open_offers().order_by(F("first_published_at").desc(nulls_last=True), "pk")
    if wanted.kinds:
        offers = offers.filter(kind__in=wanted.kinds)
    if wanted.words:
        offers = offers.filter(_says(wanted.words))
    if wanted.hours is not None:
        offers = offers.filter(
            Q(hours_min__isnull=True) | Q(hours_min__lte=wanted.hours),
            Q(hours_max__isnull=True) | Q(hours_max__gte=wanted.hours),
        )
    if wanted.place is not None:
        offers = offers.filter(place__in=_places_near(wanted.place, wanted.radius_km))
    return offers


def public_offer(*, public_id: UUID) -> Offer | None:
    """Return an open offer by its public id."""
    offers = selectors.open_offers().filter(public_id=public_id).select_related("occupation")
    return offers.prefetch_related(_READINGS).first()


def offers_of(*, organization: Organization) -> QuerySet[Offer]:
    """Return the open offers of one organization with what was understood of them."""
    offers = selectors.open_offers().filter(organization=organization).select_related("occupation")
    return offers.prefetch_related(_READINGS).order_by("kind", "title")


def offers_by_rule(*, kind: str = "", field: str = "", place: Place | None = None, limit: int) -> list[Offer]:
    """Return the newest open offers of a kind, a field (ESCO id or first digits of an ISCO code) and a place."""
    offers = matching_offers(wanted=OfferFilter(kinds=(kind,) if kind else ()))
    if field:
        offers = offers.filter(_in_field(field))
    if place is not None:
        offers = offers.filter(place=place)
    return list(offers.select_related("organization", "place")[:limit])


def companies_below(*, index: Page, place_name: str = "", industry: str = "") -> PageQuerySet:
    """Return the public company pages below a list of companies, from A to Z, at a place or in an industry if asked."""
    pages = public_pages(CompanyPage.objects.child_of(index))
    if place_name:
        pages = pages.filter(organization__place__name=place_name)
    if industry:
        pages = pages.filter(organization__industry=industry)
    return _with_logo(pages).order_by("title", "pk")


def choices_below(*, index: Page) -> tuple[list[str], list[str]]:
    """Return the places and the industries of the companies of a list, each from A to Z."""
    pages = public_pages(CompanyPage.objects.child_of(index)).order_by()
    rows = pages.values_list("organization__place__folded_name", "organization__place__name", "organization__industry")
    found = set(rows)
    places = sorted({(folded, name) for folded, name, _industry in found})
    return [name for _folded, name in places], sorted({row[2] for row in found if row[2]}, key=slugify)


def newest_companies(*, language_code: str, limit: int, place: Place | None = None) -> list[CompanyPage]:
    """Return the company pages of a language that were published last, everywhere or at one place."""
    pages = public_pages(CompanyPage.objects.filter(locale__language_code=language_code))
    if place is not None:
        pages = pages.filter(Q(organization__place=place) | Q(organization__place__municipality=place))
    return list(_with_logo(pages).order_by("-first_published_at", "pk")[:limit])


def page_of(*, organization: Organization) -> CompanyPage | None:
    """Return the public page of an organization in the reader's language, else in any language."""
    pages = public_pages(CompanyPage.objects.filter(organization=organization)).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages.order_by("pk")}
    return by_language.get(get_language() or "") or next(iter(by_language.values()), None)


def _with_logo(pages: PageQuerySet) -> PageQuerySet:
    """Read with each page what its card shows, small logos included."""
    copies = PortalRendition.objects.filter(filter_spec=LOGO_SPEC)
    small = Prefetch("logo__renditions", queryset=copies, to_attr="prefetched_renditions")
    return pages.select_related("organization__place", "locale", "logo").prefetch_related(small)


def _in_field(field: str) -> Q:
    """Match offers of an occupation (ESCO id) or of a group of occupations (first digits of an ISCO code)."""
    asked = Q(occupation__isco__startswith=field) if field.isdecimal() else Q(occupation=field)
    understood = OfferOccupation.objects.filter(asked).values("offer")
    return asked | Q(pk__in=understood)


def _says(words: str) -> Q:
    """Match offers whose text holds every word, or that were understood as an occupation with these words."""
    condition = Q()
    for word in words.split():
        condition &= (
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(description__icontains=word)
            | Q(organization__name__icontains=word)
        )
    found = selectors.suggest_occupations(words=words, limit=N_OCCUPATIONS_LOOKED_AT)
    occupations = [UUID(suggestion.value) for suggestion in found]
    understood = OfferOccupation.objects.filter(occupation__in=occupations).values("offer")
    return condition | Q(occupation__in=occupations) | Q(pk__in=understood)


def _places_near(center: Place, radius_km: int) -> list[int]:
    """Return the places of open offers within a radius; a place named on both levels counts as one."""
    places = Place.objects.filter(pk__in=selectors.open_offers().order_by().values("place"))
    here = center.latitude, center.longitude
    return [place.pk for place in places if selectors.distance_km(here, (place.latitude, place.longitude)) <= radius_km]
