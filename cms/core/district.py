"""The district that the portal is for."""

from django.conf import settings
from django.db.models import QuerySet

from matching.models import Place


def municipalities() -> QuerySet[Place]:
    """Return the towns and municipalities of the portal's districts, from A to Z."""
    places = Place.objects.filter(district_code__in=settings.PORTAL_DISTRICT_CODES, kind=Place.Kind.MUNICIPALITY)
    return places.order_by("folded_name")
