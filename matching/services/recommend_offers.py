"""An alumna's ranked offers, each with the reasons for its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from matching import selectors
from matching.engine import Ranked, Recommendation
from matching.models import Consent, Offer, Profile, Program
from matching.services.errors import ConsentMissingError, EngineFaultError, NotFoundError, ProfileIncompleteError
from matching.services.propose import propose
from matching.services.shown import FULL_SCORE, OpenedOffer, RecommendedOffer, match_facts
from matching.services.words import Words, counterfactual, moved, opening

# Offers may have gone since this process last looked; a few more are ranked so that the list stays full.
SPARE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedOffers:
    """A ranked list: how many offers were considered, and by which version of the weights.

    `opened` are offers that a hard rule keeps back and one change would open. When the engine could not answer,
    `is_fallback` says so: then nothing is ranked, and `newest` holds the newest open offers in the radius.
    """

    profile: Profile
    radius_km: int | None
    items: tuple[RecommendedOffer, ...] = ()
    opened: tuple[OpenedOffer, ...] = ()
    considered: int = 0
    weights_version: int = 0
    is_fallback: bool = False
    newest: tuple[Offer, ...] = ()


def recommend_offers(*, profile_id: int, limit: int = 10, radius_km: int | None = None) -> RecommendedOffers:
    """Rank the open jobs for a person; `radius_km` tries another radius without storing it.

    Raises ConsentMissingError before anything is computed, ProfileIncompleteError when there is nothing to compare.
    """
    profile = Profile.objects.select_related("place").filter(pk=profile_id).first()
    if profile is None:
        raise NotFoundError("no such profile")
    if not selectors.consent_in_force(user_id=profile.user_id, purpose=Consent.For.RECOMMENDATIONS):
        raise ConsentMissingError
    today = timezone.localdate()
    record = selectors.profile_record(profile, today=today, radius_km=radius_km)
    if not (record.occupations or record.skills):
        raise ProfileIncompleteError
    chosen_km = radius_km if radius_km is not None else profile.radius_km
    try:
        proposal = propose(record=record, program=Program.ALUMNI_OFFERS, today=today, limit=limit + SPARE)
    except EngineFaultError:
        newest = selectors.newest_offers_nearby(profile=profile, radius_km=chosen_km, today=today, limit=limit)
        return RecommendedOffers(profile=profile, radius_km=chosen_km, is_fallback=True, newest=tuple(newest))
    return RecommendedOffers(
        profile=profile,
        radius_km=chosen_km,
        items=_still_open(profile, proposal.recommendation)[:limit],
        opened=_opened(proposal.recommendation),
        considered=proposal.recommendation.considered,
        weights_version=proposal.weights.version,
    )


def _still_open(profile: Profile, recommendation: Recommendation) -> tuple[RecommendedOffer, ...]:
    """Ask the database once more: what is shown is open at this moment."""
    offers = _open_offers(one.offer_id for one in recommendation.ranked)
    reactions = selectors.reactions_of(profile_id=profile.pk)
    reader = Words(is_youth=profile.kind == Profile.Kind.YOUTH, place_name=profile.place.name if profile.place else "")
    moves = {move.offer_id: moved(move) for move in recommendation.moves}
    shown = [(one, offers[one.offer_id]) for one in recommendation.ranked if one.offer_id in offers]
    return tuple(
        RecommendedOffer(
            offer=offer,
            counterfactuals=_sentences(one),
            moved=moves.get(one.offer_id, ""),
            **match_facts(one, rank=rank, words=reader, reaction=reactions.get(str(offer.public_id), "")),
        )
        for rank, (one, offer) in enumerate(shown, start=1)
    )


def _sentences(one: Ranked) -> tuple[str, ...]:
    changes = one.explanation.counterfactuals if one.explanation else ()
    return tuple(counterfactual(change, old_points=round(FULL_SCORE * one.score)) for change in changes)


def _opened(recommendation: Recommendation) -> tuple[OpenedOffer, ...]:
    offers = _open_offers(one.offer_id for one in recommendation.openings)
    return tuple(
        OpenedOffer(offer=offers[one.offer_id], text=opening(one))
        for one in recommendation.openings
        if one.offer_id in offers
    )


def _open_offers(ids: Iterable[str]) -> dict[str, Offer]:
    wanted = list(ids)
    if not wanted:
        return {}
    offers = Offer.objects.open().filter(pk__in=wanted).select_related("organization", "place")
    return {str(offer.pk): offer for offer in offers}
