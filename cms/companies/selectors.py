"""What the public sees of companies and their offers, as the publication mode allows."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from cms.companies.models import CompanyPage
from cms.navigation.selectors import public_pages
from matching import selectors
from matching.models import Offer, OfferOccupation, Organization, Place

EARTH_RADIUS_KM = 6371.0
N_OCCUPATIONS_LOOKED_AT = 60
_READINGS = "understood_occupations__occupation"
TONES = {
    Offer.Kind.JOB: "brick",
    Offer.Kind.APPRENTICESHIP: "lake",
    Offer.Kind.INTERNSHIP: "sun",
    Offer.Kind.VOLUNTEERING: "meadow",
}


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as a line of a list."""

    title: str
    url: str
    provider: str
    place: str
    hours: str
    kind: str
    tone: str
    note: str
    anchor: str


@dataclass(frozen=True, slots=True)
class CompanyOffer:
    """An offer on its company's page: a line, and the occupation it was understood as."""

    row: OfferRow
    occupation: str


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


def public_offer(*, public_id: object) -> Offer | None:
    """Return an open offer by its public id."""
    offers = selectors.open_offers().filter(public_id=public_id).select_related("occupation")
    return offers.prefetch_related(_READINGS).first()


def offers_of(*, organization: Organization) -> QuerySet[Offer]:
    """Return the open offers of one organization with what was understood of them."""
    offers = selectors.open_offers().filter(organization=organization).select_related("occupation")
    return offers.prefetch_related(_READINGS).order_by("kind", "title")


def company_content(*, company: CompanyPage) -> dict[str, object]:
    """Return what a company's page shows: in the mode `reference` its offers lead to the company's own page."""
    organization = company.organization
    is_public = selectors.is_offer_list_public()
    offers = offers_of(organization=organization)
    rows = offer_rows(offers=offers, has_provider=False, is_full=is_public)
    return {
        "organization": organization,
        "facts": company_facts(organization=organization),
        "is_offer_list_public": is_public,
        "offers": [
            CompanyOffer(row, understood_occupation(offer=offer)) for row, offer in zip(rows, offers, strict=True)
        ],
    }


def companies_below(*, index: Page) -> list[CompanyPage]:
    """Return the public company pages below a list of companies, from A to Z."""
    pages = public_pages(CompanyPage.objects.child_of(index))
    return list(pages.select_related("organization__place").order_by("title"))


def newest_companies(*, language_code: str, limit: int) -> list[CompanyPage]:
    """Return the company pages of a language that were published last."""
    pages = public_pages(CompanyPage.objects.filter(locale__language_code=language_code))
    return list(pages.select_related("organization__place").order_by("-first_published_at", "pk")[:limit])


def page_of(*, organization: Organization) -> CompanyPage | None:
    """Return the public page of an organization in the reader's language, else in any language."""
    pages = public_pages(CompanyPage.objects.filter(organization=organization)).select_related("locale")
    by_language = {page.locale.language_code: page for page in pages.order_by("pk")}
    return by_language.get(get_language() or "") or next(iter(by_language.values()), None)


def offer_row(*, offer: Offer, has_provider: bool = True, is_full: bool = True) -> OfferRow:
    """Return an offer as a line: in full it leads to its page here, else to the company's own page."""
    elsewhere = offer.website or offer.organization.website
    return OfferRow(
        title=offer.title,
        url=reverse("companies:offer_detail", args=[offer.public_id]) if is_full else elsewhere,
        provider=offer.organization.name if has_provider else "",
        place=offer.place.name,
        hours=hours_text(offer=offer) or start_text(offer=offer),
        kind=offer.get_kind_display(),
        tone=TONES[Offer.Kind(offer.kind)],
        note="" if is_full or not elsewhere else gettext("in full on the company's page"),
        anchor=f"offer-{offer.public_id}",
    )


def offer_rows(*, offers: Iterable[Offer], has_provider: bool = True, is_full: bool = True) -> list[OfferRow]:
    """Return offers as lines."""
    return [offer_row(offer=offer, has_provider=has_provider, is_full=is_full) for offer in offers]


def offer_facts(*, offer: Offer) -> list[dict[str, str]]:
    """Return what an offer says about itself, in pairs; what it does not say is left out."""
    level = offer.get_german_level_display() if offer.german_level else ""
    facts = {
        gettext("Hours"): hours_text(offer=offer),
        gettext("Place of work"): offer.place.name,
        gettext("From home"): _share_text(offer.remote_share),
        gettext("Start"): start_text(offer=offer),
        gettext("German"): gettext("at least %(level)s") % {"level": level} if level else "",
        gettext("Age"): gettext("from %(age)s") % {"age": offer.minimum_age} if offer.minimum_age else "",
        gettext("Open until"): date_format(offer.expire_at, "DATE_FORMAT") if offer.expire_at else "",
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


def company_facts(*, organization: Organization) -> list[dict[str, str]]:
    """Return what the head of a company's page says, with icons."""
    employees = organization.n_employees
    items = [
        ("map-pin", organization.place.name),
        ("users", gettext("%(n)s employees") % {"n": number_format(employees)} if employees else ""),
        ("tool", organization.industry),
    ]
    return [{"icon": icon, "text": text} for icon, text in items if text]


def understood_occupation(*, offer: Offer) -> str:
    """Return the occupation an offer was understood as: its editor's choice, else the surest reading."""
    if offer.occupation:
        return offer.occupation.label
    if offer.pk is None:
        return ""
    surest = max(offer.understood_occupations.all(), key=lambda reading: reading.confidence, default=None)
    return surest.occupation.label if surest else ""


def hours_text(*, offer: Offer) -> str:
    """Return the hours a week in words, or nothing when they are unknown."""
    hours = [
        number_format(value, decimal_pos=_decimals(value)) for value in (offer.hours_min, offer.hours_max) if value
    ]
    if not hours:
        return ""
    return gettext("%(hours)s hours a week") % {"hours": "–".join(dict.fromkeys(hours))}


def start_text(*, offer: Offer) -> str:
    """Return when it begins, or nothing when that is open."""
    if not offer.start_date:
        return ""
    return gettext("from %(month)s") % {"month": date_format(offer.start_date, "YEAR_MONTH_FORMAT")}


def distance_km(*, start: Place, end: Place) -> float:
    """Return the distance between two places as the crow flies."""
    half_latitude = radians(end.latitude - start.latitude) / 2
    half_longitude = radians(end.longitude - start.longitude) / 2
    shrink = cos(radians(start.latitude)) * cos(radians(end.latitude))
    return 2 * EARTH_RADIUS_KM * asin(sqrt(sin(half_latitude) ** 2 + shrink * sin(half_longitude) ** 2))


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
    occupations = [suggestion.value for suggestion in found]
    understood = OfferOccupation.objects.filter(occupation__in=occupations).values("offer")
    return condition | Q(occupation__in=occupations) | Q(pk__in=understood)


def _places_near(center: Place, radius_km: int) -> list[int]:
    """Return the places of open offers within a radius; a place named on both levels counts as one."""
    places = Place.objects.filter(pk__in=selectors.open_offers().order_by().values("place"))
    return [place.pk for place in places if distance_km(start=center, end=place) <= radius_km]


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 1


def _share_text(share: float | None) -> str:
    return gettext("up to %(share)s %%") % {"share": round(share * 100)} if share else ""
