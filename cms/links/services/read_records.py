"""Read the links of records that visitors see: websites of companies and offers, and sources of references."""

from collections.abc import Mapping

from django.db import transaction

from cms.core.models import Reference
from cms.core.uses import public_uses
from cms.links.models import PlacedLink
from cms.links.services.place_links import place_links
from cms.links.texts import FoundLink, link_to, links_in_sentence
from matching.models import Offer, Organization


def read_records() -> None:
    """Bring the links of all shown records up to date; safe to be killed and repeated."""
    offers = Offer.objects.open()
    companies = Organization.objects.exclude(website="")
    shown = companies.filter(pk__in=_on_pages(Organization)) | companies.filter(pk__in=offers.values("organization"))
    references = Reference.objects.filter(pk__in=_on_pages(Reference)).only("source")
    _renew("organization", {one.pk: link_to(one.website) for one in shown})
    _renew("offer", {one.pk: link_to(one.website) for one in offers.exclude(website="").only("website")})
    _renew("reference", {one.pk: links_in_sentence(one.source) for one in references})


def _on_pages(model: type[Organization] | type[Reference]) -> list[int]:
    """Return the row numbers of the records that public pages show."""
    return [int(number) for number in public_uses(model).values_list("to_object_id", flat=True).distinct()]


@transaction.atomic
def _renew(place: str, found: Mapping[int, set[FoundLink]]) -> None:
    PlacedLink.objects.filter(**{f"{place}__isnull": False}).exclude(**{f"{place}__in": list(found)}).delete()
    place_links(place=place, found=found)
