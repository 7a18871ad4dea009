"""How companies and offers are put into words: rows of lists, facts, hours, occupations."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext

from cms.companies import selectors
from cms.companies.models import CompanyPage
from cms.core.page_cache import remember
from cms.core.phrases import listed
from cms.core.pictures import url_in_size
from cms.core.stand_ins import foreign_language
from cms.core.work_words import certificate_names, day_names
from matching.models import Offer, Organization
from matching.selectors import is_offer_list_public
from matching.services import span_text

TONES = {
    Offer.Kind.JOB: "brick",
    Offer.Kind.APPRENTICESHIP: "lake",
    Offer.Kind.INTERNSHIP: "sun",
    Offer.Kind.VOLUNTEERING: "meadow",
}
N_OFFERS_AT_ONCE = 6  # the rest is folded
N_PLACES = 3


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
class CompanyCard:
    """A company as a card of a grid."""

    name: str
    url: str
    place: str
    industry: str
    summary: str
    logo_url: str
    language: str  # of the summary; empty when it is the reader's


@dataclass(frozen=True, slots=True)
class CompanyOffer:
    """An offer on its company's page: a line, and the occupation it was understood as."""

    row: OfferRow
    occupation: str


def company_content(*, company: CompanyPage) -> dict[str, object]:
    """Return what a company's page shows: in the mode `reference` its offers lead to the company's own page."""
    organization = company.organization
    is_public = remember(is_offer_list_public, name="offer list is public")
    offers = selectors.offers_of(organization=organization)
    rows = offer_rows(offers=offers, has_provider=False, is_full=is_public)
    lines = [CompanyOffer(row, understood_occupation(offer=offer)) for row, offer in zip(rows, offers, strict=True)]
    blocks = list(company.story)
    # What a company says of itself in short stands at the top, not below its offers.
    own_facts = blocks.pop(0) if blocks and blocks[0].block_type == "key_facts" else None
    return {
        "organization": organization,
        "own_facts": own_facts,
        "story": blocks,
        "facts": company_facts(organization=organization),
        "offer_facts": summed_up(offers=offers),
        "logo_url": url_in_size(company.logo, selectors.LOGO_SPEC),
        "is_offer_list_public": is_public,
        "offers": lines[:N_OFFERS_AT_ONCE],
        "more_offers": lines[N_OFFERS_AT_ONCE:],
    }


def company_cards(*, pages: Iterable[CompanyPage]) -> list[CompanyCard]:
    """Return company pages as cards."""
    return [
        CompanyCard(
            name=page.title,
            url=page.url or "",
            place=page.organization.place.name,
            industry=page.organization.industry,
            summary=page.summary,
            logo_url=url_in_size(page.logo, selectors.LOGO_SPEC),
            language=foreign_language(page),
        )
        for page in pages
    ]


def summed_up(*, offers: Iterable[Offer]) -> list[dict[str, str]]:
    """Return what a company's open offers have in common, in pairs: what it looks for, hours, places."""
    offers = list(offers)
    counts = Counter(Offer.Kind(offer.kind) for offer in offers)
    hours = span_text(
        min((offer.hours_min for offer in offers if offer.hours_min), default=None),
        max((offer.hours_max for offer in offers if offer.hours_max), default=None),
    )
    places = list(dict.fromkeys(offer.place.name for offer in offers))
    more = gettext("and %(n)s more") % {"n": len(places) - N_PLACES} if len(places) > N_PLACES else ""
    facts = {
        gettext("Open now"): listed(_kind_text(kind, counts[kind]) for kind in Offer.Kind if counts[kind]),
        gettext("Working hours"): gettext("%(hours)s hours a week") % {"hours": hours} if hours else "",
        gettext("Place of work"): " ".join(part for part in (listed(places[:N_PLACES]), more) if part),
    }
    return [{"label": label, "value": value} for label, value in facts.items() if value]


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
        gettext("Working hours"): hours_text(offer=offer),
        gettext("Days"): listed(day_names(offer.weekdays)),
        gettext("How often"): offer.get_every_weeks_display() if offer.every_weeks else "",
        gettext("Place of work"): offer.place.name,
        gettext("From home"): _share_text(offer.remote_share),
        gettext("Start"): start_text(offer=offer),
        gettext("Qualification"): offer.get_qualification_level_display() if offer.qualification_level else "",
        gettext("Required"): listed(certificate_names(offer.certificates)),
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
    ]
    lines = [{"icon": icon, "text": text} for icon, text in items if text]
    # Organizations describe themselves in German.
    own_words = [{"icon": "tool", "text": organization.industry, "language": "de"}] if organization.industry else []
    return lines + own_words


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
    hours = span_text(offer.hours_min, offer.hours_max)
    return gettext("%(hours)s hours a week") % {"hours": hours} if hours else ""


def start_text(*, offer: Offer) -> str:
    """Return when it begins, or nothing when that is open."""
    if not offer.start_date:
        return ""
    return gettext("from %(month)s") % {"month": date_format(offer.start_date, "YEAR_MONTH_FORMAT")}


def _kind_text(kind: Offer.Kind, n: int) -> str:
    texts = {
        Offer.Kind.JOB: ngettext("%(n)s job", "%(n)s jobs", n),
        Offer.Kind.APPRENTICESHIP: ngettext("%(n)s apprenticeship", "%(n)s apprenticeships", n),
        Offer.Kind.INTERNSHIP: ngettext("%(n)s internship", "%(n)s internships", n),
        Offer.Kind.VOLUNTEERING: ngettext("%(n)s volunteering post", "%(n)s volunteering posts", n),
    }
    return texts[kind] % {"n": n}


def _share_text(share: float | None) -> str:
    return gettext("up to %(share)s %%") % {"share": round(share * 100)} if share else ""
