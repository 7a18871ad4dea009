"""What a person may mean while typing an occupation, a skill or a place."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from matching.engine import fold
from matching.models import Occupation, Place, Skill

MAX_TYPED = 80  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under an input: what is stored, what is read, and what tells it from its neighbor."""

    value: str
    label: str
    hint: str = ""


def suggest_occupations(*, words: str, limit: int = 8) -> list[Suggestion]:
    """Return occupations whose German or English names hold the words, best first."""
    return [Suggestion(str(found.pk), found.label) for found in _concepts(Occupation.objects.all(), words, limit)]


def suggest_skills(*, words: str, limit: int = 8) -> list[Suggestion]:
    """Return skills whose German or English names hold the words, best first."""
    return [Suggestion(str(found.pk), found.label) for found in _concepts(Skill.objects.all(), words, limit)]


def suggest_places(*, words: str, limit: int = 8) -> list[Suggestion]:
    """Return places by postcode or the start of their name; the own district first, then large towns."""
    return [Suggestion(str(place.pk), str(place), _district(place)) for place in _places(words)[:limit]]


def _concepts(concepts: QuerySet[Any], words: str, limit: int) -> list[Any]:
    typed = fold(words[:MAX_TYPED].replace("\x00", "").strip())
    if not typed:
        return []
    for word in typed.split():
        concepts = concepts.filter(folded_labels__contains=word)
    # Names are stored as "|name|name|": a name that begins with the words beats one that holds them.
    nearness = Case(
        When(folded_labels__contains=f"|{typed}|", then=Value(0)),
        When(folded_labels__contains=f"|{typed}", then=Value(1)),
        When(folded_labels__contains=f" {typed}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(concepts.annotate(nearness=nearness).order_by("nearness", Length("label_de"), "label_de")[:limit])


def _places(words: str) -> QuerySet[Place]:
    typed = fold(words[:MAX_TYPED].replace("\x00", "").strip())
    postcode, _, name = typed.partition(" ") if typed[:1].isdigit() else ("", "", typed)
    if not typed:
        return Place.objects.none()
    condition = Q(postcode__startswith=postcode) & Q(folded_name__startswith=name)
    if not postcode:
        condition &= Q(kind=Place.Kind.MUNICIPALITY)
    own_district = When(district_code__in=settings.PORTAL_DISTRICT_CODES, then=Value(0))
    exact = When(folded_name=name, then=Value(0)) if name else When(postcode=postcode, then=Value(0))
    return (
        Place.objects.filter(condition)
        .annotate(
            not_exact=Case(exact, default=Value(1), output_field=IntegerField()),
            not_own=Case(own_district, default=Value(1), output_field=IntegerField()),
        )
        .order_by("not_exact", "not_own", "kind", "-population", "name")
    )


def _district(place: Place) -> str:
    return "" if place.kind == Place.Kind.POSTCODE else place.postcode
