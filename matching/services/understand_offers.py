"""Read what offers ask for: their titles become occupations, and occupations bring their skills."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.db import transaction

from matching.engine import RELIABLE_CONFIDENCE, Understood, load_taxonomy
from matching.models import Occupation, Offer, OfferOccupation, OfferSkill, Skill
from matching.services.import_titles import current_taxonomy

MAX_OCCUPATIONS = 2
CLOSE_TO_BEST = 0.95  # share of the best confidence that a second occupation needs
MAX_ESSENTIAL_SKILLS = 8
MAX_OPTIONAL_SKILLS = 8
NAMED_CONFIDENCE = 0.85  # below it "Kosten" becomes "Weine kosten"
MAX_PHRASES = 24
LONGEST_PHRASE = 60  # characters
MOST_WORDS = 6

_PHRASE_ENDS = re.compile(r"[.,;:!?\n•–()]+| und ")
_ADDRESS = re.compile(r"^(?:sie|du|ihr|wir)\s+", re.IGNORECASE)


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
    OfferOccupation.objects.bulk_create(_with_concept(occupations, "occupation_id", Occupation))
    OfferSkill.objects.bulk_create(_with_concept(skills, "skill_id", Skill))
    return len(offers)


def _occupations_of(offer: Offer) -> list[Understood]:
    """What the editor chose counts; otherwise a reliable reading of the title and what comes close to it.

    An offer without occupation is still found by its words; one with a wrong occupation is recommended wrongly.
    """
    if offer.occupation_id:
        return [Understood(id=str(offer.occupation_id), label="", confidence=1.0)]
    # An advertisement need not name an occupation at all ("Vereinszeitung und Webseite"): likeness is not enough.
    understood = current_taxonomy().find_occupations(offer.title, limit=MAX_OCCUPATIONS)
    found = [one for one in understood if one.is_named]
    if not found or found[0].confidence < RELIABLE_CONFIDENCE:
        return []
    return [one for one in found if one.confidence >= CLOSE_TO_BEST * found[0].confidence]


def _skills_of(offer: Offer, understood: list[Understood]) -> list[OfferSkill]:
    """Skills that the offer's words name are essential, and so are the first ones of its occupation."""
    taxonomy = load_taxonomy()
    named = {skill_id: True for skill_id in map(_named_skill, _phrases(offer.description)) if skill_id}
    # An editor may have chosen an occupation that the packaged taxonomy does not know (yet).
    if understood and taxonomy.occupation_rows([understood[0].id]):
        occupation = taxonomy.occupation(understood[0].id)
        for skill_id in occupation.essential[:MAX_ESSENTIAL_SKILLS]:
            named.setdefault(skill_id, True)
        for skill_id in occupation.optional[:MAX_OPTIONAL_SKILLS]:
            named.setdefault(skill_id, False)
    return [OfferSkill(offer=offer, skill_id=skill_id, is_essential=essential) for skill_id, essential in named.items()]


def _phrases(text: str) -> Iterator[str]:
    """Yield the short phrases at the beginning of a text; whole sentences say too many things to be one skill."""
    for phrase in _PHRASE_ENDS.split(text, maxsplit=MAX_PHRASES)[:MAX_PHRASES]:
        phrase = _ADDRESS.sub("", phrase.strip())
        if 3 < len(phrase) <= LONGEST_PHRASE and len(phrase.split()) <= MOST_WORDS:
            yield phrase


@lru_cache(maxsize=10_000)
def _named_skill(phrase: str) -> str:
    """Return the skill a phrase names, or nothing; a single word has to be the skill's own name."""
    found = load_taxonomy().find_skills(phrase, limit=1)
    needed = NAMED_CONFIDENCE if " " in phrase else 1.0
    return found[0].id if found and found[0].confidence >= needed else ""


def _with_concept(rows: list[Any], field: str, concepts: type[Occupation] | type[Skill]) -> list[Any]:
    """Leave out rows whose concept is not in the database: the reference data may be older than the packaged one."""
    wanted = {str(getattr(row, field)) for row in rows}
    stored = {str(concept) for concept in concepts.objects.filter(pk__in=wanted).values_list("pk", flat=True)}
    return [row for row in rows if str(getattr(row, field)) in stored]
