"""What results can be narrowed by, with counts of what was verified; labels come from the sources."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from search.documents import DocumentKind, sources
from search.engines import EngineHit
from search.queries.filters import (
    DISTANCES_KM,
    FACETS,
    FIELD,
    HOURS,
    KIND,
    LANGUAGE,
    MUNICIPALITY,
    TOPIC,
    WITHIN,
    Filters,
    Test,
    is_within,
    passing,
)
from search.results import Choice, Facet

SHOWN_AT_ONCE: Final = 6
# Nobody reads a hundred topics. A district has more municipalities than that, and each wants to be found.
MOST_TOPICS: Final = 24
NEWEST, NEAREST = "newest", "nearest"

_LABELS: Final[Mapping[str, str | Promise]] = {
    KIND: _("Kind"),
    MUNICIPALITY: _("Municipality"),
    TOPIC: _("Topic"),
    LANGUAGE: _("Language"),
    FIELD: _("Field of work"),
    HOURS: _("Working hours"),
    WITHIN: _("How far away"),
}


def kinds() -> dict[str, DocumentKind]:
    """Return the kinds of all sources by code, in their order."""
    return {kind.code: kind for source in sources() for kind in source.kinds}


def language_name(code: str) -> str:
    """Return what visitors call a language; nothing for what is none, which addresses and files may name."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return ""


def facets_of(
    hits: Sequence[EngineHit],
    filters: Filters,
    tests: Mapping[str, Test],
    *,
    near: tuple[float, float] | None,
    places: Mapping[str, str],
) -> tuple[Facet, ...]:
    """Return the facets in which these hits differ, or in which something is chosen.

    A count says how many results a choice has beside what is chosen in the other facets. `places` are names of
    municipalities that are known already.
    """
    known = {MUNICIPALITY: places}
    everywhere = _counted(hits)
    passed = _counted(passing(hits, tests)) if tests else everywhere
    beside = {name: _counted(passing(hits, tests, but=name)) for name in FACETS if name in tests}
    found = [
        _facet(
            name,
            filters,
            known.get(name, {}),
            counts=beside.get(name, passed)[name],
            everywhere=everywhere[name],
            n_hits=len(hits),
        )
        for name in FACETS
    ]
    if near is not None:
        found.append(_distances(hits, filters, tests, near))
    return tuple(facet for facet in found if facet is not None)


def sorts_of(hits: Sequence[EngineHit], chosen: str, near: tuple[float, float] | None) -> tuple[Choice, ...]:
    """Return the orders that make sense for these hits; nothing if there is only one."""
    offered = [("", _("best match first"))]
    if any(hit.dated_at for hit in hits):
        offered.append((NEWEST, _("newest first")))
    if near is not None and any(hit.latitude is not None for hit in hits):
        offered.append((NEAREST, _("nearest first")))
    known = chosen if chosen in dict(offered) else ""
    choices = tuple(Choice(value, label, None, value == known) for value, label in offered)
    return choices if len(choices) > 1 else ()


def _counted(hits: Iterable[EngineHit]) -> defaultdict[str, Counter[str]]:
    """Return by facet how many hits have each value, in one pass over the hits."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        for name, value in {(KIND, hit.kind), (LANGUAGE, hit.language), *hit.facets}:
            counts[name][value] += 1
    return counts


def _facet(
    name: str,
    filters: Filters,
    known: Mapping[str, str],
    *,
    counts: Counter[str],
    everywhere: Counter[str],
    n_hits: int,
) -> Facet | None:
    chosen = filters.chosen.get(name, ())
    values = {*counts, *chosen}
    # A choice that all results share leads nowhere.
    if not chosen and (not values or (len(values) == 1 and everywhere[next(iter(values))] == n_hits)):
        return None
    if name == TOPIC:
        values = {*sorted(counts, key=lambda value: (-counts[value], value))[:MOST_TOPICS], *chosen}
    labels = _labels(name, values, known)
    choices = [
        Choice(value, labels[value], counts[value], value in chosen) for value in _ordered(name, values, counts, labels)
    ]
    n_first = max(SHOWN_AT_ONCE, 1 + max((n for n, one in enumerate(choices) if one.checked), default=0))
    return Facet(name, _LABELS[name], tuple(choices[:n_first]), tuple(choices[n_first:])) if choices else None


def _ordered(
    name: str, values: Collection[str], counts: Mapping[str, int], labels: Mapping[str, str | Promise]
) -> list[str]:
    known = [value for value in values if value in labels]
    if name == KIND:
        order = list(kinds())
        return sorted(known, key=order.index)
    return sorted(known, key=lambda value: (-counts[value], str(labels[value])))


def _labels(name: str, values: Collection[str], known: Mapping[str, str]) -> dict[str, str | Promise]:
    if name == KIND:
        return {code: kind.label for code, kind in kinds().items() if code in values}
    if name == LANGUAGE:
        return {code: name for code in values if (name := language_name(code))}
    labels: dict[str, str | Promise] = {value: known[value] for value in values if value in known}
    for source in sources():
        if unnamed := {value for value in values if value not in labels}:
            labels |= source.facet_labels(name, unnamed)
    return labels


def _distances(
    hits: Sequence[EngineHit], filters: Filters, tests: Mapping[str, Test], near: tuple[float, float]
) -> Facet | None:
    others = passing(hits, tests, but=WITHIN)
    counts = {km: sum(is_within(hit, near, km) for hit in others) for km in DISTANCES_KM}
    if not any(counts.values()) and filters.within_km is None:
        return None
    choices = [Choice("", _("any distance"), len(others), filters.within_km is None)]
    choices += [
        Choice(str(km), gettext("up to %(km)s km") % {"km": km}, n, km == filters.within_km) for km, n in counts.items()
    ]
    return Facet(WITHIN, _LABELS[WITHIN], tuple(choices), is_single=True)
