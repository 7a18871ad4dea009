"""Municipalities as what results are narrowed by: one value for pages, companies, events and offers alike."""

from collections.abc import Collection

from django.db.models import Q

from matching.models import Place

FACET = "municipality"
MOST_DIGITS = 18  # of a number that databases take for a row's


def municipality_value(place: Place) -> str:
    """Return the facet's value of a place: of a postcode, that of the municipality it belongs to."""
    return str(place.municipality_id or place.pk)


def municipality_labels(values: Collection[str]) -> dict[str, str]:
    """Return the municipalities' names, with one query."""
    named = Place.objects.filter(pk__in=row_numbers(values)).values_list("pk", "name") if values else ()
    return {str(pk): name for pk, name in named}


def places_within(place_ids: Collection[str]) -> list[int]:
    """Return places and the postcodes that belong to them, with one query."""
    numbers = row_numbers(place_ids)
    within = Place.objects.filter(Q(pk__in=numbers) | Q(municipality__in=numbers))
    return list(within.values_list("pk", flat=True))


def row_numbers(object_ids: Collection[str]) -> list[int]:
    """Return ids that may be row numbers as such; what else stands in an address or an index names nothing."""
    return [int(one) for one in object_ids if one.isascii() and one.isdecimal() and len(one) <= MOST_DIGITS]
