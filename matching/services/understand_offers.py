"""Read what offers ask for: their titles become occupations, and occupations bring their skills."""

from collections.abc import Iterable

from django.db import transaction

from matching.engine import Understood, load_taxonomy
from matching.models import Offer, OfferOccupation, OfferSkill

MAX_OCCUPATIONS = 2
MAX_ESSENTIAL_SKILLS = 8
MAX_OPTIONAL_SKILLS = 8


@transaction.atomic
def understand_offers(*, offer_ids: Iterable[int]) -> int:
    """Store the occupations and skills of offers; safe to repeat, the last reading counts. Return how many."""
    offers = list(Offer.objects.filter(pk__in=list(offer_ids)))
    OfferOccupation.objects.filter(offer__in=offers).delete()
    OfferSkill.objects.filter(offer__in=offers).delete()
    occupations: list[OfferOccupation] = []
    skills: list[OfferSkill] = []
    for offer in offers:
        understood = _occupations_of(offer)
        occupations += [
            OfferOccupation(offer=offer, occupation_id=found.id, confidence=min(1.0, found.confidence))
            for found in understood
        ]
        skills += _skills_of(offer, understood)
    OfferOccupation.objects.bulk_create(occupations)
    OfferSkill.objects.bulk_create(skills)
    return len(offers)


def _occupations_of(offer: Offer) -> list[Understood]:
    """What the editor chose counts; otherwise the best reading of the title and what comes close to it."""
    if offer.occupation_id:
        return [Understood(id=str(offer.occupation_id), label="", confidence=1.0)]
    found = load_taxonomy().find_occupations(offer.title, limit=MAX_OCCUPATIONS)
    return [one for one in found if one.confidence >= 0.9 * found[0].confidence]


def _skills_of(offer: Offer, understood: list[Understood]) -> list[OfferSkill]:
    """Skills that the offer's words name are essential; without any, those of its occupation stand in."""
    taxonomy = load_taxonomy()
    named: dict[str, bool] = {}
    for sentence in offer.description.replace("\n", ". ").split(". "):
        for skill in taxonomy.find_skills(sentence, limit=1):
            named[skill.id] = True
    if understood:
        occupation = taxonomy.occupation(understood[0].id)
        for skill_id in occupation.essential[:MAX_ESSENTIAL_SKILLS]:
            named.setdefault(skill_id, True)
        for skill_id in occupation.optional[:MAX_OPTIONAL_SKILLS]:
            named.setdefault(skill_id, False)
    return [OfferSkill(offer=offer, skill_id=skill_id, is_essential=essential) for skill_id, essential in named.items()]
