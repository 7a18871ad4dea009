"""What narrows results down: what the visitor chose, and what was understood of the words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from matching import selectors
from matching.services.understand_text import UnderstoodText
from search.documents import OfferSource
from search.documents.occupation_fields import field_of
from search.engines import EngineHit

KIND, LANGUAGE, MUNICIPALITY, TOPIC, FIELD, HOURS = "kind", "language", "municipality", "topic", "field", "hours"
FACETS: Final = (KIND, MUNICIPALITY, TOPIC, LANGUAGE, FIELD, HOURS)
WITHIN: Final = "within"
DISTANCES_KM: Final = (5, 10, 20, 50)
NEARBY_KM: Final = 30  # offers farther from a place that was named are left out, unless the visitor says otherwise
Test = Callable[[EngineHit], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a visitor chose: values by facet, at most so many kilometers from the place, an order.

    `exact` are words they insist on as they are typed, `plain` those that are just words to them: neither a place nor
    an occupation nor hours.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within_km: int | None = None
    sort: str = ""
    exact: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()


def values_of(hit: EngineHit, facet: str) -> tuple[str, ...]:
    """Return what a hit counts as in a facet."""
    if facet == KIND:
        return (hit.kind,)
    if facet == LANGUAGE:
        return (hit.language,)
    return tuple(value for name, value in hit.facets if name == facet)


def tests_of(filters: Filters, near: tuple[float, float] | None) -> dict[str, Test]:
    """Return by facet what the visitor's choices ask of a hit: one of the values that were chosen."""
    tests = {facet: _has_one_of(facet, frozenset(values)) for facet, values in filters.chosen.items() if values}
    within_km = filters.within_km
    if within_km is not None and near is not None:
        tests[WITHIN] = lambda hit: is_within(hit, near, within_km)
    return tests


def passing(hits: Iterable[EngineHit], tests: Mapping[str, Test], *, but: str = "") -> list[EngineHit]:
    """Return the hits that pass every test, but one if told: what a facet offers depends on all others."""
    asked = [test for facet, test in tests.items() if facet != but]
    return [hit for hit in hits if all(test(hit) for test in asked)]


def as_understood(
    hits: Sequence[EngineHit], understood: UnderstoodText, near: tuple[float, float] | None, *, is_anywhere: bool
) -> list[EngineHit]:
    """Leave out offers that are not what the words ask for; pages stay, and so does what an offer does not say.

    A reading of an occupation that no offer shares is taken for a wrong one. `is_anywhere`: a distance was chosen.
    """
    hours, occupation = understood.hours, understood.occupation
    kept = list(hits)
    if hours is not None:
        kept = [hit for hit in kept if not _is_other_offer(hit, HOURS, {hours.kind})]
    if near is not None and not is_anywhere:
        kept = [hit for hit in kept if not is_offer(hit) or hit.latitude is None or is_within(hit, near, NEARBY_KM)]
    if occupation is not None:
        fields = {field_of(isco) for isco in occupation.isco}
        if any(is_offer(hit) and not fields.isdisjoint(values_of(hit, FIELD)) for hit in kept):
            kept = [hit for hit in kept if not _is_other_offer(hit, FIELD, fields)]
    return kept


def is_offer(hit: EngineHit) -> bool:
    """Whether a hit is something that hours, an occupation and a distance are asked of."""
    return hit.source == OfferSource.name


def is_within(hit: EngineHit, near: tuple[float, float], within_km: float) -> bool:
    """Whether a hit has a place, and it is no farther than this."""
    distance = distance_km(hit, near)
    return distance is not None and distance <= within_km


def distance_km(hit: EngineHit, near: tuple[float, float]) -> float | None:
    """Return the great-circle distance; nothing for a hit without a place."""
    if hit.latitude is None or hit.longitude is None:
        return None
    return selectors.distance_km(near, (hit.latitude, hit.longitude))


def _has_one_of(facet: str, chosen: frozenset[str]) -> Test:
    return lambda hit: not chosen.isdisjoint(values_of(hit, facet))


def _is_other_offer(hit: EngineHit, facet: str, wanted: set[str]) -> bool:
    said = values_of(hit, facet)
    return is_offer(hit) and bool(said) and wanted.isdisjoint(said)
