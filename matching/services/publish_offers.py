"""Bring offers before people, and take them away again."""

from collections.abc import Sequence
from contextvars import ContextVar

from django.db import transaction

from matching import changes
from matching.models import Offer
from matching.services.errors import NotFoundError
from matching.services.ring_bell import ring_bell
from matching.services.understand_offers import understand_offers

# While an import publishes many, those that are already done; understanding them one by one costs four times as much.
_published_together: ContextVar[list[int] | None] = ContextVar("published_together", default=None)


def publish_offer(*, offer: Offer) -> Offer:
    """Save an offer and publish this revision; what follows from it is the same as at the editors' desk."""
    return publish_offers(offers=[offer])[0]


@transaction.atomic
def publish_offers(*, offers: Sequence[Offer]) -> Sequence[Offer]:
    """Publish several offers, as an import does; what follows from it is done once for all of them."""
    token = _published_together.set([])
    try:
        for offer in offers:
            if offer.pk is None:
                offer.live = False
                offer.save()
            offer.save_revision().publish()
        published = _published_together.get() or []
    finally:
        _published_together.reset(token)
    note_offers_changed(offer_ids=published)
    return offers


@transaction.atomic
def withdraw_offer(*, offer_id: int) -> None:
    """Take an offer away at once: from lists, recommendations and search. Raises NotFoundError."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is None:
        raise NotFoundError("no such offer")
    offer.unpublish()
    ring_bell("core.follow_changes")


@transaction.atomic
def note_offers_changed(*, offer_ids: Sequence[int]) -> None:
    """Understand offers anew and tell the followers; called whenever one was published, from wherever."""
    waiting = _published_together.get()
    if waiting is not None:
        waiting.extend(offer_ids)
        return
    understand_offers(offer_ids=offer_ids)
    changes.record(changes.Kind.OFFER, offer_ids)
    ring_bell("core.follow_changes")
