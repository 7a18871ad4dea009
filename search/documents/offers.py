"""Offers as documents; they answer only while the publication mode allows a public list."""

from collections.abc import Collection, Iterable, Iterator

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _

from matching import selectors
from matching.changes import Kind
from matching.models import Occupation, Offer, OfferOccupation, PublicationSettings
from search.documents import occupation_fields, places, working_hours
from search.documents.places import municipality_value, row_numbers
from search.documents.registry import DocumentSource
from search.documents.shape import DocumentKind, SearchDocument, version_of

OFFER_LANGUAGE = "de"  # offers are written once, in German
CHUNK_SIZE = 500


class OfferSource(DocumentSource):
    """Vacancies, apprenticeships, internships and volunteering, with the name and place of who offers them."""

    name = "offer"
    change_kind = Kind.OFFER
    kinds = (DocumentKind("offer", _("Offer"), "brick"),)

    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        now = timezone.now()
        offers = Offer.objects.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=now), live=True)
        if object_ids is not None:
            offers = offers.filter(pk__in=row_numbers(object_ids))
        understood = OfferOccupation.objects.select_related("occupation").order_by("-confidence")
        rows = (
            offers.select_related("organization", "place", "occupation")
            .prefetch_related(Prefetch("understood_occupations", understood))
            .order_by("pk")
        )
        for offer in rows.iterator(chunk_size=CHUNK_SIZE):
            with override(OFFER_LANGUAGE):  # not while the reader is at work
                document = _document(offer)
            yield document

    def visible(self, object_ids: Collection[str]) -> set[str]:
        # The mode is asked in the same query: a page of results has few to spare.
        is_list_public = Exists(PublicationSettings.objects.exclude(mode=PublicationSettings.Mode.REFERENCE))
        return _ids(Offer.objects.open().filter(is_list_public, pk__in=row_numbers(object_ids)))

    def is_open(self) -> bool:
        return selectors.is_offer_list_public()

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        if kind == Kind.ORGANIZATION:  # its name stands in its offers' documents
            return _ids(Offer.objects.filter(organization_id__in=row_numbers(object_ids)))
        if kind == Kind.PLACE:  # so does the place's
            return _ids(Offer.objects.filter(place_id__in=places.places_within(object_ids)))
        return super().affected_by(kind, object_ids)

    def facet_labels(self, facet: str, values: Collection[str]) -> dict[str, str]:
        if facet == places.FACET:
            return places.municipality_labels(values)
        labels = {occupation_fields.FACET: occupation_fields.FIELDS, working_hours.FACET: working_hours.HOURS}
        return {value: str(labels[facet][value]) for value in values if value in labels.get(facet, {})}

    def localized_url(self, url: str) -> str:
        wanted = get_language() or OFFER_LANGUAGE
        with override(OFFER_LANGUAGE):  # the address can only be read in the language it was written in
            return translate_url(url, wanted)


def _document(offer: Offer) -> SearchDocument:
    occupations = _occupations(offer)
    return SearchDocument(
        source=OfferSource.name,
        object_id=str(offer.pk),
        kind="offer",
        title=offer.title,
        url=reverse("companies:offer_detail", kwargs={"public_id": offer.public_id}),
        version=max(version_of(offer.updated_at), version_of(offer.organization.updated_at)),
        body="\n".join(
            text
            for text in (
                offer.summary,
                offer.description,
                f"{offer.get_kind_display()}, {offer.organization.name}, {offer.place.name}",
                *(gettext("Occupation: %(words)s") % {"words": one.label_de} for one in occupations[:1]),
            )
            if text
        ),
        language=OFFER_LANGUAGE,
        breadcrumb=f"{offer.organization.name}, {offer.place.name}",
        facets=tuple(_facets(offer, occupations)),
        latitude=offer.place.latitude,
        longitude=offer.place.longitude,
        available_from=offer.go_live_at,
        available_until=offer.expire_at,
    )


def _facets(offer: Offer, occupations: list[Occupation]) -> Iterator[tuple[str, str]]:
    yield places.FACET, municipality_value(offer.place)
    field = next(filter(None, (occupation_fields.field_of(one.isco) for one in occupations)), "")
    if field:
        yield occupation_fields.FACET, field
    for hours in working_hours.hours_of(offer.hours_min, offer.hours_max):
        yield working_hours.FACET, hours


def _occupations(offer: Offer) -> list[Occupation]:
    """Return what the editor named, else what was understood of the text, the surest first."""
    if offer.occupation is not None:
        return [offer.occupation]
    return [understood.occupation for understood in offer.understood_occupations.all()]


def _ids(offers: QuerySet[Offer]) -> set[str]:
    return {str(pk) for pk in offers.values_list("pk", flat=True)}
