"""A cohort of mentees and mentors, assigned in one go: what the coordinator's desk proposes. Nothing is stored."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.utils import timezone

from matching import engine, selectors
from matching.engine import Objective
from matching.models import Mentor, Profile, Program, Reaction
from matching.services.cohort_scores import CohortScores, score_cohort
from matching.services.errors import NotFoundError, PinRefusedError

MOST_WANTED = 0.5  # of the wish; the score makes the rest


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedPair:
    """A mentee with their mentor, and the score taken apart."""

    profile: Profile
    mentor: Mentor
    match: engine.Ranked
    is_pinned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A mentee without mentor: what stands against it and what would place them; ids in `facts` are row numbers."""

    profile: Profile
    facts: engine.Unplaced


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortProposal:
    """What the engine proposes for a cohort, and what each other objective would have given.

    `inputs_hash` is the same whenever the same facts, weights, pins and forbidden pairs are asked about.
    """

    objective: Objective
    pairs: tuple[ProposedPair, ...]
    left_out: tuple[LeftOut, ...]
    comparison: engine.Comparison
    weights_version: int
    inputs_hash: str

    @property
    def figures(self) -> engine.Figures:
        """How many are placed, and how well."""
        return self.comparison.assignments[self.objective].figures


def propose_cohort(
    *,
    profile_ids: Collection[int],
    mentor_ids: Collection[int] | None = None,
    objective: Objective = Objective.MOST_PLACED,
    pinned: Collection[tuple[int, int]] = (),
    forbidden: Collection[tuple[int, int]] = (),
) -> CohortProposal:
    """Assign mentees to mentors within their capacities; without `mentor_ids` all mentors take part.

    Pins and forbidden pairs are (profile id, mentor id).

    Raises NotFoundError for anybody who is not there, PinRefusedError for a pin that contradicts a rule, a forbidden
    pair, another pin or the mentor's capacity.
    """
    today = timezone.localdate()
    profiles = _in_order(Profile.objects.select_related("place").filter(pk__in=profile_ids), profile_ids)
    everybody = Mentor.objects.order_by("pk")
    mentors = everybody if mentor_ids is None else everybody.filter(pk__in=mentor_ids)
    records = selectors.mentor_records(mentors)
    _require({*(mentor_ids or ()), *(mentor for _, mentor in (*pinned, *forbidden))}, {int(one.id) for one in records})
    _require({profile for profile, _ in (*pinned, *forbidden)}, {profile.pk for profile in profiles})
    scores = score_cohort(
        mentees=[selectors.profile_record(profile, today=today) for profile in profiles],
        mentors=records,
        without_consent=[str(one.pk) for one in profiles if not selectors.may_meet_mentors(profile=one, today=today)],
        weights=selectors.weights_of(program=Program.MENTORING),
        today=today,
    )
    cohort = _cohort(scores, {one.id: one.capacity_left for one in records}, pinned, forbidden)
    comparison = engine.compare(cohort)
    return CohortProposal(
        objective=objective,
        pairs=_pairs(comparison.assignments[objective], scores, profiles),
        left_out=_left_out(cohort, comparison.assignments[objective], profiles),
        comparison=comparison,
        weights_version=scores.weights.version,
        inputs_hash=cohort.inputs_hash,
    )


def _cohort(
    scores: CohortScores,
    capacities: dict[str, int],
    pinned: Collection[tuple[int, int]],
    forbidden: Collection[tuple[int, int]],
) -> engine.Cohort:
    matrix = scores.matrix
    try:
        return engine.Cohort(
            mentee_ids=scores.profiles.ids,
            mentor_ids=scores.mentors.ids,
            scores=matrix,
            capacities=np.array([capacities[identifier] for identifier in scores.mentors.ids], dtype=np.int64),
            rules=scores.rules,
            rule_names=engine.RULES,
            pinned=frozenset((str(profile), str(mentor)) for profile, mentor in pinned),
            forbidden=frozenset((str(profile), str(mentor)) for profile, mentor in forbidden),
            mentee_wishes=_wishes(scores, matrix),
        )
    except engine.PinError as error:
        raise PinRefusedError(
            profile_id=int(error.mentee_id), mentor_id=int(error.mentor_id), conflict=error.conflict
        ) from error


def _wishes(scores: CohortScores, matrix: np.ndarray) -> np.ndarray:
    """Return whom the mentees want: first the mentors they kept for later, among equals by score."""
    mentees = [int(identifier) for identifier in scores.profiles.ids]
    kept = Reaction.objects.filter(kind=Reaction.Kind.SAVED, mentor__isnull=False, profile_id__in=mentees)
    wishes = matrix * MOST_WANTED
    for profile, mentor in kept.values_list("profile_id", "mentor_id"):
        if str(mentor) in scores.mentors.row_of:
            wishes[scores.profiles.row_of[str(profile)], scores.mentors.row_of[str(mentor)]] += MOST_WANTED
    return wishes


def _pairs(
    assignment: engine.Assignment, scores: CohortScores, profiles: Collection[Profile]
) -> tuple[ProposedPair, ...]:
    profile_of = {str(profile.pk): profile for profile in profiles}
    chosen = Mentor.objects.filter(pk__in=[one.mentor_id for one in assignment.placements])
    mentor_of = {str(one.pk): one for one in chosen.select_related("occupation", "organization", "place", "picture")}
    return tuple(
        ProposedPair(
            profile=profile_of[one.mentee_id],
            mentor=mentor_of[one.mentor_id],
            match=scores.explained(one.mentee_id, one.mentor_id),
            is_pinned=one.is_pinned,
        )
        for one in assignment.placements
    )


def _left_out(
    cohort: engine.Cohort, assignment: engine.Assignment, profiles: Collection[Profile]
) -> tuple[LeftOut, ...]:
    profile_of = {str(profile.pk): profile for profile in profiles}
    return tuple(
        LeftOut(profile=profile_of[facts.mentee_id], facts=facts)
        for facts in engine.explain_unplaced(cohort, assignment)
    )


def _in_order(found: Collection[Profile], wanted: Collection[int]) -> list[Profile]:
    _require(set(wanted), {profile.pk for profile in found})
    return sorted(found, key=lambda profile: profile.pk)


def _require(wanted: set[int], present: set[int]) -> None:
    if missing := wanted - present:
        raise NotFoundError(f"{len(missing)} of the people asked for are not there")
