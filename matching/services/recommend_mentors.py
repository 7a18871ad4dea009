"""A youth's ranked mentors, each with the reasons for their place."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from matching import selectors
from matching.engine import Matcher, Ranked, load_taxonomy
from matching.models import Mentor, Profile, Program
from matching.services.current_offers import current_offers
from matching.services.errors import ConsentMissingError, NotFoundError, ProfileIncompleteError
from matching.services.shown import RecommendedMentor, distance_km, parts_shown
from matching.services.words import Words

SPARE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendedMentors:
    """A ranked list of mentors."""

    profile: Profile
    items: tuple[RecommendedMentor, ...]
    considered: int
    weights_version: int
    settled_on: date


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
    weights = selectors.weights_of(program=Program.MENTORING)
    matcher = Matcher(load_taxonomy(), current_offers(program=Program.MENTORING), weights)
    recommendation = matcher.recommend(record, today=today, limit=limit + SPARE)
    return RecommendedMentors(
        profile=profile,
        items=_still_available(profile, recommendation.ranked, today=today)[:limit],
        considered=recommendation.considered,
        weights_version=weights.version,
        settled_on=today,
    )


def _still_available(profile: Profile, ranked: tuple[Ranked, ...], *, today: date) -> tuple[RecommendedMentor, ...]:
    """Ask the database once more: screening, pause and capacity hold at this moment."""
    mentors = {
        str(mentor.pk): mentor
        for mentor in Mentor.objects.screened(today=today)
        .filter(pk__in=[one.offer_id for one in ranked], is_paused=False, capacity__gt=0, user__is_active=True)
        .select_related("occupation", "organization", "place", "picture")
    }
    reactions = selectors.reactions_of(profile_id=profile.pk)
    words = Words(is_youth=True, place_name=profile.place.name if profile.place else "")
    shown = [one for one in ranked if one.offer_id in mentors]
    return tuple(
        _shown(one, mentors[one.offer_id], rank=rank, words=words, reactions=reactions)
        for rank, one in enumerate(shown, start=1)
    )


def _shown(one: Ranked, mentor: Mentor, *, rank: int, words: Words, reactions: dict[str, str]) -> RecommendedMentor:
    explanation = one.explanation
    assert explanation is not None
    return RecommendedMentor(
        mentor=mentor,
        rank=rank,
        points=round(100 * one.score),
        is_good=one.is_good_match,
        distance_km=distance_km(explanation),
        parts=parts_shown(explanation, words),
        missing=tuple(words.missing(fact) for fact in explanation.missing if fact.side == "profile"),
        counterfactuals=(),
        reaction=reactions.get(str(mentor.public_id), ""),
    )
