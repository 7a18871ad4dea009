"""A youth's ranked mentors, each with the reasons for their place."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from matching import selectors
from matching.engine import Ranked
from matching.models import Mentor, Profile, Program
from matching.services.errors import ConsentMissingError, EngineFaultError, NotFoundError, ProfileIncompleteError
from matching.services.propose import propose
from matching.services.shown import RecommendedMentor, match_facts
from matching.services.words import Words

# As with offers: some may have become unavailable since this process last looked.
SPARE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedMentors:
    """A ranked list of mentors.

    When the engine could not answer, `is_fallback` says so: then nothing is ranked, and `nearest` holds mentors who
    live near.
    """

    profile: Profile
    items: tuple[RecommendedMentor, ...] = ()
    considered: int = 0
    weights_version: int = 0
    is_fallback: bool = False
    nearest: tuple[Mentor, ...] = ()


def recommend_mentors(*, profile_id: int, limit: int = 3) -> RecommendedMentors:
    """Rank the mentors a young person may meet.

    Raises ConsentMissingError (a guardian's below 16, or when the age is unknown), ProfileIncompleteError.
    """
    profile = Profile.objects.select_related("place").filter(pk=profile_id).first()
    if profile is None:
        raise NotFoundError("no such profile")
    today = timezone.localdate()
    if not selectors.may_meet_mentors(profile=profile, today=today):
        raise ConsentMissingError(needs_guardian=selectors.needs_guardian(birth_date=profile.birth_date, today=today))
    record = selectors.profile_record(profile, today=today)
    if not (record.interests or record.occupations):
        raise ProfileIncompleteError
    try:
        proposal = propose(record=record, program=Program.MENTORING, today=today, limit=limit + SPARE)
    except EngineFaultError:
        nearest = selectors.mentors_nearby(profile=profile, today=today, limit=limit)
        return RecommendedMentors(profile=profile, is_fallback=True, nearest=tuple(nearest))
    return RecommendedMentors(
        profile=profile,
        items=_still_available(profile, proposal.recommendation.ranked, today=today)[:limit],
        considered=proposal.recommendation.considered,
        weights_version=proposal.weights.version,
    )


def _still_available(profile: Profile, ranked: tuple[Ranked, ...], *, today: date) -> tuple[RecommendedMentor, ...]:
    """Ask the database once more: screening, pause and capacity hold at this moment."""
    mentors = {
        str(mentor.pk): mentor
        for mentor in Mentor.objects.available(today=today)
        .filter(pk__in=[one.offer_id for one in ranked])
        .select_related("occupation", "organization", "place", "picture")
    }
    reactions = selectors.reactions_of(profile_id=profile.pk)
    words = Words(is_youth=True, place_name=profile.place.name if profile.place else "")
    shown = [(one, mentors[one.offer_id]) for one in ranked if one.offer_id in mentors]
    return tuple(
        RecommendedMentor(
            mentor=mentor,
            **match_facts(one, rank=rank, words=words, reaction=reactions.get(str(mentor.public_id), "")),
        )
        for rank, (one, mentor) in enumerate(shown, start=1)
    )
