"""Keep what a person answers to a proposal: saved, or not for me."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from matching import changes, selectors
from matching.models import Mentor, Offer, Profile, Reaction
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

    Raises NotFoundError when the offer is not open, or the mentor is not there for this person.
    """
    if kind is None:
        answered = {"offer__public_id": offer_public_id} if offer_public_id else {"mentor__public_id": mentor_public_id}
        Reaction.objects.filter(profile_id=profile_id, **answered).delete()
    else:
        target = _target(profile_id, offer_public_id, mentor_public_id)
        Reaction.objects.update_or_create({"kind": kind}, profile_id=profile_id, **target)
    changes.record(changes.Kind.PROFILE, [profile_id])


def _target(profile_id: int, offer_public_id: uuid.UUID | None, mentor_public_id: uuid.UUID | None) -> dict[str, Any]:
    if offer_public_id is not None:
        offer = Offer.objects.open().filter(public_id=offer_public_id).first()
        if offer is not None:
            return {"offer": offer}
    if mentor_public_id is not None and _may_meet_mentors(profile_id):
        # Neither existence nor absence of somebody who may not be shown is told.
        mentor = Mentor.objects.available(today=timezone.localdate()).filter(public_id=mentor_public_id).first()
        if mentor is not None:
            return {"mentor": mentor}
    raise NotFoundError("neither an open offer nor a mentor who may be shown")


def _may_meet_mentors(profile_id: int) -> bool:
    return selectors.may_meet_mentors(profile=Profile.objects.get(pk=profile_id), today=timezone.localdate())
