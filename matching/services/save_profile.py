"""Write what a person told about themselves."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from matching import changes, selectors
from matching.engine import RELIABLE_CONFIDENCE
from matching.models import Occupation, Profile, Skill
from matching.services.errors import BirthDateSettledError
from matching.services.import_titles import current_taxonomy
from matching.services.ring_bell import ring_bell

UNDERSTOOD_OCCUPATIONS = 2  # concepts taken from a person's own words


@transaction.atomic
def save_profile(
    *,
    user_id: int,
    occupation_ids: Iterable[object] | None = None,
    skill_ids: Iterable[object] | None = None,
    **fields: Any,
) -> Profile:
    """Create or change a person's profile; own words are understood where no occupation was chosen.

    Raises BirthDateSettledError: nobody below 16 makes themselves older.
    """
    if "birth_date" in fields:
        _refuse_older_age(user_id, fields["birth_date"])
    profile, _is_new = Profile.objects.update_or_create(user_id=user_id, defaults=fields)
    if occupation_ids is None and "occupation_text" in fields:
        occupation_ids = _understood(profile.occupation_text)
    if occupation_ids is not None:
        profile.occupations.set(Occupation.objects.filter(pk__in=list(occupation_ids)))
    if skill_ids is not None:
        profile.skills.set(Skill.objects.filter(pk__in=list(skill_ids)))
    changes.record(changes.Kind.PROFILE, [profile.pk])
    ring_bell("matching.refresh_recommendations", profile_ids=[profile.pk])
    return profile


def _refuse_older_age(user_id: int, birth_date: date | None) -> None:
    # The lock keeps two requests from each seeing the older row.
    known = Profile.objects.select_for_update().filter(user_id=user_id).first()
    if known is None or known.birth_date is None or birth_date == known.birth_date:
        return
    is_guardian_asked = selectors.needs_guardian(birth_date=known.birth_date, today=timezone.localdate())
    if is_guardian_asked and (birth_date is None or birth_date < known.birth_date):
        raise BirthDateSettledError


def _understood(text: str) -> list[str]:
    """Return what a person's own words surely mean; unsure, the likeliest reading, which they can correct."""
    found = current_taxonomy().find_occupations(text, limit=UNDERSTOOD_OCCUPATIONS) if text else []
    return [one.id for one in found if one.confidence >= RELIABLE_CONFIDENCE] or [one.id for one in found[:1]]
