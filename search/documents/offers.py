"""Offers as documents; they answer only while the publication mode allows a public list."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse, translate_url
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from matching import selectors
from matching.changes import Kind
from matching.models import Offer
from search.documents.registry import DocumentSource
from search.documents.shape import DocumentKind, SearchDocument, version_of

OFFER_LANGUAGE = "de"  # offers are written once, in German


class OfferSource(DocumentSource):
    """Vacancies, apprenticeships, internships and volunteering, with the name and place of who offers them."""

    name = "offer"
    change_kind = Kind.OFFER
    kinds = (DocumentKind("offer", _("Offer"), "brick"),)

    def load(self, object_ids: Collection[str] | None = None) -> Iterable[SearchDocument]:
        now = timezone.now()
        offers = Offer.objects.filter(Q(expire_at__isnull=True) | Q(expire_at__gt=now), live=True)
        if object_ids is not None:
            offers = offers.filter(pk__in=_row_numbers(object_ids))
        rows = offers.select_related("organization", "place").order_by("pk")
        with override(OFFER_LANGUAGE):
            yield from (_document(offer) for offer in rows.iterator(chunk_size=500))

    def visible(self, object_ids: Collection[str]) -> set[str]:
        if not self.is_open():
            return set()
        return _ids(Offer.objects.open().filter(pk__in=_row_numbers(object_ids)))

    def is_open(self) -> bool:
        return selectors.is_offer_list_public()

    def affected_by(self, kind: Kind, object_ids: Collection[str]) -> set[str]:
        if kind == Kind.ORGANIZATION:  # its name stands in its offers' documents
            return _ids(Offer.objects.filter(organization_id__in=_row_numbers(object_ids)))
        return super().affected_by(kind, object_ids)

    def localized_url(self, url: str) -> str:
        wanted = get_language() or OFFER_LANGUAGE
        with override(OFFER_LANGUAGE):  # the address can only be read in the language it was written in
            return translate_url(url, wanted)


def _document(offer: Offer) -> SearchDocument:
    return SearchDocument(
        source=OfferSource.name,
        object_id=str(offer.pk),
        kind="offer",
        title=offer.title,
        url=reverse("companies:offer_detail", kwargs={"public_id": offer.public_id}),
        version=version_of(offer.updated_at),
        body="\n".join(
            text
            for text in (
                offer.summary,
                offer.description,
                f"{offer.get_kind_display()}, {offer.organization.name}, {offer.place.name}",
            )
            if text
        ),
        language=OFFER_LANGUAGE,
        breadcrumb=f"{offer.organization.name}, {offer.place.name}",
        place=str(offer.place.pk),
        available_from=offer.go_live_at,
        available_until=offer.expire_at,
    )


def _ids(offers: QuerySet[Offer]) -> set[str]:
    return {str(pk) for pk in offers.values_list("pk", flat=True)}


def _row_numbers(object_ids: Collection[str]) -> list[int]:
    return [int(object_id) for object_id in object_ids if object_id.isdecimal()]
