"""Keep what a person answers to a proposal: saved, or not for me."""

import uuid

from django.db import transaction

from matching import changes
from matching.models import Mentor, Offer, Reaction
from matching.services.errors import NotFoundError


@transaction.atomic
def react(
    *,
    profile_id: int,
    kind: Reaction.Kind | None,
    offer_public_id: uuid.UUID | None = None,
    mentor_public_id: uuid.UUID | None = None,
) -> None:
    """Write, change or (with `kind=None`) take back an answer; the last one counts.

    Raises NotFoundError when the offer is not open or the mentor does not exist.
    """
    target = _target(offer_public_id, mentor_public_id)
    if kind is None:
        Reaction.objects.filter(profile_id=profile_id, **target).delete()
    else:
        Reaction.objects.update_or_create(profile_id=profile_id, **target, defaults={"kind": kind})
    changes.record(changes.Kind.PROFILE, [profile_id])


def _target(offer_public_id: uuid.UUID | None, mentor_public_id: uuid.UUID | None) -> dict[str, Offer | Mentor]:
    if offer_public_id is not None:
        offer = Offer.objects.open().filter(public_id=offer_public_id).first()
        if offer is not None:
            return {"offer": offer}
    if mentor_public_id is not None:
        mentor = Mentor.objects.filter(public_id=mentor_public_id).first()
        if mentor is not None:
            return {"mentor": mentor}
    raise NotFoundError("neither an open offer nor a mentor")
