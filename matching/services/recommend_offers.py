"""An alumna's ranked offers, each with the reasons for its place."""

from dataclasses import dataclass

from django.utils import timezone

from matching import selectors
from matching.engine import Ranked
from matching.models import Consent, Offer, Profile, Program
from matching.services.errors import ConsentMissingError, NotFoundError, ProfileIncompleteError
from matching.services.propose import propose
from matching.services.shown import RecommendedOffer, match_facts
from matching.services.words import Words

# Offers may have gone since this process last looked; a few more are ranked so that the list stays full.
SPARE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedOffers:
    """A ranked list: how many offers were considered, and by which version of the weights."""

    profile: Profile
    items: tuple[RecommendedOffer, ...]
    considered: int
    weights_version: int
    radius_km: int | None


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
    proposal = propose(record=record, program=Program.ALUMNI_OFFERS, today=today, limit=limit + SPARE)
    return RecommendedOffers(
        profile=profile,
        items=_still_open(profile, proposal.recommendation.ranked)[:limit],
        considered=proposal.recommendation.considered,
        weights_version=proposal.weights.version,
        radius_km=radius_km if radius_km is not None else profile.radius_km,
    )


def _still_open(profile: Profile, ranked: tuple[Ranked, ...]) -> tuple[RecommendedOffer, ...]:
    """Ask the database once more: what is shown is open at this moment."""
    offers = {
        str(offer.pk): offer
        for offer in Offer.objects.open()
        .filter(pk__in=[one.offer_id for one in ranked])
        .select_related("organization", "place")
    }
    reactions = selectors.reactions_of(profile_id=profile.pk)
    words = Words(is_youth=profile.kind == Profile.Kind.YOUTH, place_name=profile.place.name if profile.place else "")
    shown = [(one, offers[one.offer_id]) for one in ranked if one.offer_id in offers]
    return tuple(
        _shown(one, offer, rank=rank, words=words, reaction=reactions.get(str(offer.public_id), ""))
        for rank, (one, offer) in enumerate(shown, start=1)
    )


def _shown(one: Ranked, offer: Offer, *, rank: int, words: Words, reaction: str) -> RecommendedOffer:
    facts = match_facts(one, rank=rank, words=words, reaction=reaction)
    changes = one.explanation.counterfactuals if one.explanation else ()
    sentences = tuple(words.counterfactual(change, old_points=facts["points"]) for change in changes)
    return RecommendedOffer(offer=offer, counterfactuals=sentences, **facts)
