"""Give and withdraw consent: two lines of code and one line of the ledger each."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from matching import changes, selectors
from matching.models import Consent, Match, Profile
from matching.services.errors import ConsentMissingError

CONSENT_TEXT_VERSION = "2026-11"  # goes up whenever a word of the consent texts changes

_MATCHES_OF = {
    Consent.For.RECOMMENDATIONS: {"offer__isnull": False},
    Consent.For.MENTORING: {"mentor__isnull": False},
}


@transaction.atomic
def record_consent(
    *,
    user_id: int,
    purpose: Consent.For,
    given_by: Consent.GivenBy = Consent.GivenBy.SELF,
    second_channel: bool = False,
) -> Consent:
    """Write that a person (or a guardian) agreed; asking twice changes nothing.

    A guardian's consent counts once it came by a second, documented channel as well.
    Raises ConsentMissingError when somebody below 16 agrees to mentoring alone.
    """
    if purpose == Consent.For.MENTORING and given_by == Consent.GivenBy.SELF:
        _refuse_below_16(user_id)
    now = timezone.now()
    consent, is_new = Consent.objects.get_or_create(
        user_id=user_id,
        purpose=purpose,
        given_by=given_by,
        withdrawn_at=None,
        defaults={
            "text_version": CONSENT_TEXT_VERSION,
            "confirmed_at": now,
            "second_channel_at": now if second_channel else None,
        },
    )
    if not is_new and second_channel and consent.second_channel_at is None:
        consent.second_channel_at = now
        consent.save(update_fields=["second_channel_at", "updated_at"])
    _tell_followers(user_id)
    return consent


@transaction.atomic
def withdraw_consent(*, user_id: int, purpose: Consent.For, moment: datetime | None = None) -> int:
    """End all consents for a purpose at once, and with them what was computed on their ground.

    `moment` is when it was said, if not now. Returns how many consents there were.
    """
    in_force = list(Consent.objects.select_for_update().filter(user_id=user_id, purpose=purpose, withdrawn_at=None))
    for consent in in_force:
        consent.withdrawn_at = moment or timezone.now()
        consent.save(update_fields=["withdrawn_at", "updated_at"])  # so that whoever keeps back-ups hears of it
    Match.objects.filter(profile__user_id=user_id, **_MATCHES_OF[purpose]).delete()
    _tell_followers(user_id)
    return len(in_force)


def _refuse_below_16(user_id: int) -> None:
    """A word given too young would silently come into force on the sixteenth birthday."""
    profile = selectors.profile_of(user_id=user_id)
    if profile and selectors.needs_guardian(birth_date=profile.birth_date, today=timezone.localdate()):
        raise ConsentMissingError(needs_guardian=True)


def _tell_followers(user_id: int) -> None:
    changes.record(changes.Kind.PROFILE, Profile.objects.filter(user_id=user_id).values_list("pk", flat=True))
