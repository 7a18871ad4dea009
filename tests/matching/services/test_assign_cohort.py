"""A coordinator's proposal for a whole cohort: who with whom, why, and who is left and what would help."""

import pytest
import time_machine
from django.utils import timezone

from matching import services
from matching.models import Consent, Match, Profile, Reaction, Run, WeightsRecord
from tests.factories import (
    ConsentFactory,
    MentorFactory,
    MentorScreeningFactory,
    PlaceFactory,
    ProfileFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_day_in_november")]


@pytest.fixture
def a_day_in_november():
    with time_machine.travel("2026-11-22 12:00:00+01:00", tick=False):
        yield


def mentee(*, agreed=True, **fields):
    facts = {"birth_date": timezone.localdate().replace(year=2009), "interests": ["technology"], "languages": ["de"]}
    profile = ProfileFactory(kind=Profile.Kind.YOUTH, **(facts | fields))
    if agreed:
        ConsentFactory(user=profile.user, purpose=Consent.For.MENTORING)
    return profile


def mentor(*, screened=True, **fields):
    made = MentorFactory(**fields)
    if screened:
        MentorScreeningFactory(mentor=made)
    return made


def propose(mentees, **options):
    return services.propose_cohort(profile_ids=[one.pk for one in mentees], **options)


def pairs(proposal):
    return {pair.profile.pk: pair.mentor.pk for pair in proposal.pairs}


def test_the_mentor_of_the_shared_interest_goes_to_whom_it_suits_best():
    technician, gardener = mentor(interests=["technology"]), mentor(interests=["nature"])
    likes_both = mentee(interests=["technology", "nature"])
    likes_technology = mentee(interests=["technology"])

    proposal = propose([likes_both, likes_technology])

    assert pairs(proposal) == {likes_technology.pk: technician.pk, likes_both.pk: gardener.pk}


def test_each_pair_comes_with_contributions_that_add_up_and_with_what_is_unknown():
    mentor()
    (pair,) = propose([mentee(place=None)]).pairs

    explanation = pair.match.explanation

    assert sum(part.contribution for part in explanation.contributions) == pytest.approx(pair.match.score, abs=1e-9)
    assert {part.part for part in explanation.contributions} >= {"interests", "place"}
    assert ("profile", "place") in {(fact.side, fact.field) for fact in explanation.missing}


def test_the_score_of_a_pair_is_the_one_the_youth_sees():
    mentor()
    profile = mentee()
    (seen,) = services.recommend_mentors(profile_id=profile.pk).items

    (pair,) = propose([profile]).pairs

    assert round(100 * pair.match.score) == seen.points


def test_a_mentor_takes_no_more_than_the_capacity_and_one_more_place_is_the_smallest_change():
    only = mentor(capacity=1)
    mentees = [mentee(), mentee()]

    proposal = propose(mentees)

    assert pairs(proposal) == {min(one.pk for one in mentees): only.pk}
    (left,) = proposal.left_out
    assert left.facts.constraint == "full"
    assert [(step.kind, step.mentor_id) for step in left.facts.remedies[0].steps] == [("capacity", str(only.pk))]


def test_a_mentor_without_places_is_told_as_full_not_as_excluded():
    mentor(capacity=0)

    (left,) = propose([mentee()]).left_out

    assert (left.facts.constraint, dict(left.facts.excluded)) == ("full", {})


@pytest.mark.parametrize(
    ("mentor_fields", "mentee_fields", "rule"),
    [
        ({"screened": False}, {}, "not_screened"),
        ({"is_paused": True}, {}, "paused"),
        ({}, {"agreed": False}, "consent_missing"),
        ({}, {"birth_date": None}, "consent_missing"),
    ],
)
def test_nobody_is_proposed_against_a_hard_rule_and_the_rule_is_named(mentor_fields, mentee_fields, rule):
    mentor(**mentor_fields)

    proposal = propose([mentee(**mentee_fields)])

    assert proposal.pairs == ()
    (left,) = proposal.left_out
    assert dict(left.facts.excluded) == {rule: 1}
    assert left.facts.remedies[0].steps[0].rule == rule


def test_whom_a_youth_declined_is_not_proposed_to_them():
    declined = mentor()
    profile = mentee()
    services.react(profile_id=profile.pk, kind=Reaction.Kind.DECLINED, mentor_public_id=declined.public_id)

    (left,) = propose([profile]).left_out

    assert dict(left.facts.excluded) == {"declined": 1}


def test_in_the_stable_proposal_a_mentor_whom_a_youth_kept_for_later_is_wanted_most():
    near, far = mentor(place=PlaceFactory(name="Niesky")), mentor(place=PlaceFactory(name="Zittau"))
    profile = mentee(place=PlaceFactory(name="Niesky"), radius_km=20)
    services.react(profile_id=profile.pk, kind=Reaction.Kind.SAVED, mentor_public_id=far.public_id)

    stable = propose([profile], objective=services.Objective.STABLE)

    assert pairs(stable) == {profile.pk: far.pk}
    assert pairs(propose([profile], objective=services.Objective.BEST_SUM)) == {profile.pk: near.pk}
    assert stable.comparison.price(services.Objective.STABLE, against=services.Objective.BEST_SUM).total > 0


def test_pins_and_forbidden_pairs_of_the_coordinator_hold():
    first, second = mentor(), mentor()
    one, other = mentee(), mentee()

    proposal = propose([one, other], pinned=[(one.pk, second.pk)], forbidden=[(other.pk, second.pk)])

    assert pairs(proposal) == {one.pk: second.pk, other.pk: first.pk}
    assert {pair.profile.pk: pair.is_pinned for pair in proposal.pairs} == {one.pk: True, other.pk: False}


@pytest.mark.parametrize(
    ("screened", "is_forbidden", "conflict"), [(False, False, "not_eligible"), (True, True, "forbidden")]
)
def test_a_pin_that_cannot_be_kept_is_refused_with_the_reason(screened, is_forbidden, conflict):
    pair = (mentee().pk, mentor(screened=screened).pk)

    with pytest.raises(services.PinRefusedError) as refusal:
        services.propose_cohort(profile_ids=[pair[0]], pinned=[pair], forbidden=[pair] if is_forbidden else [])

    assert (refusal.value.profile_id, refusal.value.mentor_id, refusal.value.conflict) == (*pair, conflict)


def test_who_is_not_there_is_not_found():
    present = mentor()

    for options in (
        {"profile_ids": [0]},
        {"profile_ids": [], "mentor_ids": [0]},
        {"profile_ids": [], "pinned": [(0, present.pk)]},
        {"profile_ids": [], "forbidden": [(0, present.pk)]},
    ):
        with pytest.raises(services.NotFoundError):
            services.propose_cohort(**options)


def test_a_cohort_without_mentees_or_mentors_is_answered():
    assert propose([]).pairs == ()
    (left,) = propose([mentee()]).left_out
    assert left.facts.constraint == "no_mentors"


def test_the_same_facts_have_the_same_fingerprint_and_other_weights_another():
    mentor()
    profile = mentee(place=None, interests=["nature"])
    before = propose([profile])
    again = propose([profile])

    WeightsRecord.objects.create(program="mentoring", version=7, parts={"interests": 0.6, "place": 0.4})
    after = propose([profile])

    assert before.inputs_hash == again.inputs_hash != after.inputs_hash
    assert after.weights_version == 7


def test_nothing_is_stored():
    mentor()

    propose([mentee()])

    assert not Run.objects.exists()
    assert not Match.objects.exists()
