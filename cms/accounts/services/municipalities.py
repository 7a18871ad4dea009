"""The editors of one municipality: a group of its own, made for whoever writes in its town hall."""

from django.contrib.auth.models import Group

from cms.accounts.models import User
from cms.core.models import TownHall
from cms.core.town_halls.rights import ensure_town_hall
from matching.models import Place


def ensure_municipality_group(*, municipality: Place) -> Group:
    """Return a municipality's group, with its rights as they should be; safe to run again after an upgrade."""
    return ensure_town_hall(municipality=municipality).group


def ensure_municipality_groups() -> list[Group]:
    """Do so for all municipalities that have pages or a group already."""
    places = Place.objects.filter(pages__isnull=False) | Place.objects.filter(
        pk__in=TownHall.objects.values("municipality")
    )
    return [ensure_municipality_group(municipality=place) for place in places.distinct()]


def give_municipality(*, user: User, municipality: Place) -> None:
    """Let a person edit what belongs to a municipality; from the next request on they need a second factor."""
    user.groups.add(ensure_municipality_group(municipality=municipality))
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
