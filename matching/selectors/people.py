"""What a person has told and allowed."""

from datetime import date

from django.utils import timezone

from matching.models import GUARDIAN_CONSENT_AGE, Consent, Profile, Reaction


def profile_of(*, user_id: int) -> Profile | None:
    """Return a person's profile, if there is one."""
    return Profile.objects.filter(user_id=user_id).select_related("place").first()


def age_in_years(*, birth_date: date | None, today: date) -> int | None:
    """Return completed years; who was born on 29 February turns on 1 March in common years (§ 188 BGB)."""
    if birth_date is None:
        return None
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


def needs_guardian(*, birth_date: date | None, today: date) -> bool:
    """Return whether somebody with custody must agree first; an unknown age counts as too young."""
    age = age_in_years(birth_date=birth_date, today=today)
    return age is None or age < GUARDIAN_CONSENT_AGE


def consent_in_force(*, user_id: int, purpose: Consent.For, given_by: Consent.GivenBy = Consent.GivenBy.SELF) -> bool:
    """Return whether this consent is confirmed and not withdrawn."""
    return Consent.objects.in_force().filter(user_id=user_id, purpose=purpose, given_by=given_by).exists()


def may_meet_mentors(*, profile: Profile, today: date) -> bool:
    """Return whether mentors may be shown to a young person: below 16 a guardian's word is needed and enough.

    From 16 their own word counts, if they were 16 when they gave it.
    """
    if needs_guardian(birth_date=profile.birth_date, today=today):
        guardian = Consent.GivenBy.GUARDIAN
        return consent_in_force(user_id=profile.user_id, purpose=Consent.For.MENTORING, given_by=guardian)
    own = Consent.objects.in_force().filter(user_id=profile.user_id, purpose=Consent.For.MENTORING)
    given = own.filter(given_by=Consent.GivenBy.SELF).values_list("confirmed_at", flat=True)
    days = [timezone.localdate(confirmed_at) for confirmed_at in given]
    return any(not needs_guardian(birth_date=profile.birth_date, today=day) for day in days)


def reactions_of(*, profile_id: int) -> dict[str, str]:
    """Return public id of an offer or mentor → what the person answered."""
    rows = Reaction.objects.filter(profile_id=profile_id).values_list("offer__public_id", "mentor__public_id", "kind")
    return {str(offer or mentor): kind for offer, mentor, kind in rows}
