"""Note where links stand, and the addresses that nobody has noted yet."""

import logging
from collections.abc import Collection, Mapping

from django.utils import timezone

from cms.links.models import Link, PlacedLink
from cms.links.texts import FoundLink
from cms.links.visiting import host_of

MOST_LINKS = 20_000
MOST_OF_ONE_PLACE = 500

logger = logging.getLogger(__name__)


def place_links(*, place: str, found: Mapping[int, Collection[FoundLink]]) -> None:
    """Replace what is known of some pages or records of one kind; call it in a transaction.

    `place` is the column of the kind; `found` says for each row number which links stand there now.
    """
    wanted = {
        number: sorted(links, key=lambda one: (one.address, one.words))[:MOST_OF_ONE_PLACE]
        for number, links in found.items()
    }
    known = _noted({link.address for links in wanted.values() for link in links if link.address})
    PlacedLink.objects.filter(**{f"{place}__in": list(wanted)}).delete()
    PlacedLink.objects.bulk_create(
        PlacedLink(
            **{f"{place}_id": number},
            words=link.words,
            link_id=known.get(link.address),
            to_page=link.to_page,
            to_document=link.to_document,
        )
        for number, links in wanted.items()
        for link in links
        if not link.address or link.address in known
    )


def _noted(addresses: Collection[str]) -> dict[str, int]:
    """Return address → row number, with new rows for new addresses as long as there is room."""
    known = _known(addresses)
    missing = sorted(set(addresses) - set(known))
    if missing and len(missing) > (room := max(0, MOST_LINKS - Link.objects.count())):
        logger.warning("too many addresses: %d are not checked", len(missing) - room)
        missing = missing[:room]
    if missing:
        new = [Link(address=one, host=host_of(one), due_at=timezone.now()) for one in missing]
        Link.objects.bulk_create(new, ignore_conflicts=True)
        known |= _known(missing)
    return known


def _known(addresses: Collection[str]) -> dict[str, int]:
    return dict(Link.objects.filter(address__in=list(addresses)).values_list("address", "pk"))
