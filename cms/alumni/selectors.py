"""What this room reads beyond a recommendation."""

from dataclasses import dataclass

from django.db.models import Count

from matching import selectors
from matching.models import Offer, OfferSkill, Profile, Reaction, Skill

N_SKILLS_SUGGESTED = 10


@dataclass(frozen=True, slots=True)
class AnsweredOffers:
    """Open offers that a person saved, and those they did not want."""

    saved: list[Offer]
    declined: list[Offer]


def answered_offers(*, profile_id: int) -> AnsweredOffers:
    """Return the open offers that a person answered to."""
    answers = selectors.reactions_of(profile_id=profile_id)
    offers = selectors.open_offers().filter(public_id__in=answers).order_by("title", "pk")
    by_kind: dict[str, list[Offer]] = {kind: [] for kind in Reaction.Kind.values}
    for offer in offers:
        by_kind[answers[str(offer.public_id)]].append(offer)
    return AnsweredOffers(saved=by_kind[Reaction.Kind.SAVED], declined=by_kind[Reaction.Kind.DECLINED])


def skills_asked_for(*, profile: Profile) -> list[Skill]:
    """Return the skills that open offers in the person's occupations ask for most often."""
    offers = selectors.open_offers().order_by().filter(understood_occupations__occupation__in=profile.occupations.all())
    asked = OfferSkill.objects.filter(offer__in=offers.values("pk")).values_list("skill").annotate(n=Count("offer"))
    skill_ids = [skill_id for skill_id, _n_offers in asked.order_by("-n", "skill__label_de")[:N_SKILLS_SUGGESTED]]
    skills = Skill.objects.in_bulk(skill_ids)
    return [skills[skill_id] for skill_id in skill_ids]
