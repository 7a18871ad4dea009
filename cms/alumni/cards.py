"""Recommended offers as the page shows them: every number and word ready, so that templates compute nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.models import Offer, Reaction
from matching.services import OpenedOffer, PartShown, RecommendedOffer, span_text

NO_BREAK = "\N{NO-BREAK SPACE}"
RADIUS_STEPS_KM = (5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150)


@dataclass(frozen=True, slots=True)
class FitCard:
    """One recommended offer with its sum, what is missing, and what the person can do with it."""

    rank: int
    title: str
    url: str
    provider: str
    place: str
    hours: str
    summary: str
    score_100: int
    unreached: int
    is_good: bool
    parts: tuple[PartShown, ...]
    missing: tuple[str, ...]
    counterfactuals: tuple[str, ...]
    moved: str
    actions: tuple[dict[str, str], ...]
    company_url: str
    company_link_text: str
    company_is_external: bool = True


def fit_cards(items: Sequence[RecommendedOffer], *, tried: Mapping[str, int]) -> list[FitCard]:
    """Return the cards of a ranked list, in its order; an answer leads back to what is being tried."""
    return [_fit_card(item, tried) for item in items]


def list_and_rest(cards: Sequence[FitCard]) -> tuple[list[FitCard], list[FitCard]]:
    """Cut a list below its last good match; what a rule of the list moved among the good ones stays in its place."""
    n_listed = max((place for place, card in enumerate(cards, start=1) if card.is_good), default=0)
    return list(cards[:n_listed]), list(cards[n_listed:])


def _fit_card(item: RecommendedOffer, tried: Mapping[str, int]) -> FitCard:
    offer = item.offer
    return FitCard(
        rank=item.rank,
        title=offer.title,
        url=_offer_url(offer),
        provider=offer.organization.name,
        place=_place_text(offer.place.name, item.distance_km),
        hours=_hours_text(offer),
        summary=offer.summary,
        score_100=item.points,
        unreached=item.points_not_reached,
        is_good=item.is_good,
        parts=item.parts,
        missing=item.missing,
        counterfactuals=item.counterfactuals,
        moved=item.moved,
        actions=_actions(item, tried),
        company_url=offer.website,
        company_link_text=_("To the company’s website"),
    )


def _place_text(name: str, distance_km: float | None) -> str:
    return name if distance_km is None else f"{name}, {round(distance_km)}{NO_BREAK}km"


def _hours_text(offer: Offer) -> str:
    span = span_text(offer.hours_min, offer.hours_max)
    return _("%(hours)s h/week") % {"hours": span} if span else ""


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An offer that was answered, with the button that takes the answer back."""

    title: str
    url: str
    provider: str
    place: str
    actions: tuple[dict[str, str], ...]


def answer_rows(offers: Sequence[Offer]) -> list[AnswerRow]:
    """Return answered offers as rows."""
    return [
        AnswerRow(
            title=offer.title,
            url=_offer_url(offer),
            provider=offer.organization.name,
            place=offer.place.name,
            actions=(_answer(offer, answer="", label=_("Take back"), icon="x"),),
        )
        for offer in offers
    ]


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """An offer that is kept back, and the change that would open it."""

    title: str
    url: str
    provider: str
    text: str


def opened_rows(opened: Sequence[OpenedOffer]) -> list[OpenedRow]:
    """Return what one change would open as rows."""
    return [OpenedRow(one.offer.title, _offer_url(one.offer), one.offer.organization.name, one.text) for one in opened]


def newest_rows(offers: Sequence[Offer]) -> list[AnswerRow]:
    """Return offers without any order of fit as rows, with the answers a person can give."""
    return [
        AnswerRow(
            title=offer.title,
            url=_offer_url(offer),
            provider=offer.organization.name,
            place=offer.place.name,
            actions=(
                _answer(offer, answer=Reaction.Kind.SAVED, label=_("Save offer"), icon="bookmark"),
                _answer(offer, answer=Reaction.Kind.DECLINED, label=_("Not for me"), icon="x"),
            ),
        )
        for offer in offers
    ]


def _offer_url(offer: Offer) -> str:
    return reverse("companies:offer_detail", kwargs={"public_id": offer.public_id})


def _actions(item: RecommendedOffer, tried: Mapping[str, int]) -> tuple[dict[str, str], ...]:
    offer = item.offer
    if item.reaction == Reaction.Kind.SAVED:
        first = _answer(offer, answer="", label=_("No longer save"), icon="bookmark", tried=tried)
    else:
        first = _answer(offer, answer=Reaction.Kind.SAVED, label=_("Save offer"), icon="bookmark", tried=tried)
    declining = _answer(offer, answer=Reaction.Kind.DECLINED, label=_("Not for me"), icon="x", tried=tried)
    return (first, declining, *_smaller_radius(offer, item.distance_km))


def _answer(
    offer: Offer, *, answer: str, label: str, icon: str, tried: Mapping[str, int] | None = None
) -> dict[str, str]:
    address = reverse("alumni:react", kwargs={"offer_id": offer.public_id})
    return {
        "label": label,
        "url": f"{address}?{urlencode(tried)}" if tried else address,
        "icon": icon,
        "method": "post",
        "name": "answer",
        "value": str(answer),
        "about": offer.title,
    }


def _smaller_radius(offer: Offer, distance_km: float | None) -> tuple[dict[str, str], ...]:
    """Offer the next radius that leaves this offer outside, where there is one."""
    smaller = [step for step in RADIUS_STEPS_KM if distance_km is not None and step < distance_km]
    if not smaller:
        return ()
    url = f"{reverse('alumni:recommended_offers')}?radius_km={smaller[-1]}"
    return ({"label": _("Smaller radius"), "url": url, "icon": "map-pin", "method": "get", "about": offer.title},)
