"""A youth's mentors: who may see whom, and who is never seen."""

from datetime import date, timedelta

import pytest
import time_machine

from matching import services
from matching.models import Consent, MentorScreening, Profile, Reaction
from tests.factories import (
    ConsentFactory,
    GuardianConsentFactory,
    MentorFactory,
    MentorScreeningFactory,
    ProfileFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("a_day_in_november")]

TODAY = date(2026, 11, 22)


@pytest.fixture
def a_day_in_november():
    with time_machine.travel("2026-11-22 12:00:00+01:00", tick=False):
        yield


def youth(*, birth_date):
    return ProfileFactory(
        kind=Profile.Kind.YOUTH, birth_date=birth_date, interests=["technology"], languages=["de"], first_name="Lena"
    )


def youth_of_16_who_agreed():
    profile = youth(birth_date=date(2010, 11, 22))
    ConsentFactory(user=profile.user, purpose=Consent.For.MENTORING)
    return profile


def screened_mentor(**fields):
    mentor = MentorFactory(**fields)
    MentorScreeningFactory(mentor=mentor)
    return mentor


def recommended(profile):
    return [item.mentor for item in services.recommend_mentors(profile_id=profile.pk).items]


def test_a_youth_of_16_sees_screened_mentors_with_reasons():
    mentor = screened_mentor()
    profile = youth_of_16_who_agreed()

    (item,) = services.recommend_mentors(profile_id=profile.pk).items

    assert item.mentor == mentor
    assert item.reasons
    assert sum(part.points for part in item.parts) == item.points


def test_on_the_day_before_the_16th_birthday_a_guardian_must_have_agreed():
    screened_mentor()
    profile = youth(birth_date=date(2010, 11, 23))
    ConsentFactory(user=profile.user, purpose=Consent.For.MENTORING)

    with pytest.raises(services.ConsentMissingError) as refusal:
        services.recommend_mentors(profile_id=profile.pk)

    assert refusal.value.needs_guardian


def test_who_was_born_on_29_february_turns_16_on_1_march():
    profile = youth(birth_date=date(2012, 2, 29))
    with time_machine.travel("2028-02-28 12:00:00+01:00"), pytest.raises(services.ConsentMissingError) as refusal:
        services.recommend_mentors(profile_id=profile.pk)
    assert refusal.value.needs_guardian

    with time_machine.travel("2028-03-01 12:00:00+01:00"):
        ConsentFactory(user=profile.user, purpose=Consent.For.MENTORING)
        assert recommended(profile) == []


def test_a_youth_of_14_without_a_guardians_consent_sees_nobody():
    screened_mentor()
    profile = youth(birth_date=date(2012, 5, 1))

    with pytest.raises(services.ConsentMissingError):
        services.recommend_mentors(profile_id=profile.pk)


def test_a_guardians_consent_without_the_second_channel_does_not_count():
    screened_mentor()
    profile = youth(birth_date=date(2012, 5, 1))
    GuardianConsentFactory(user=profile.user, second_channel_at=None)

    with pytest.raises(services.ConsentMissingError):
        services.recommend_mentors(profile_id=profile.pk)


def test_a_youth_of_14_with_a_guardians_consent_sees_mentors_until_it_is_withdrawn():
    mentor = screened_mentor()
    profile = youth(birth_date=date(2012, 5, 1))
    GuardianConsentFactory(user=profile.user)
    seen_before = recommended(profile)

    services.withdraw_consent(user_id=profile.user_id, purpose=Consent.For.MENTORING)

    assert seen_before == [mentor]
    with pytest.raises(services.ConsentMissingError):
        services.recommend_mentors(profile_id=profile.pk)


def test_an_unknown_age_counts_as_too_young():
    profile = youth(birth_date=None)
    ConsentFactory(user=profile.user, purpose=Consent.For.MENTORING)

    with pytest.raises(services.ConsentMissingError):
        services.recommend_mentors(profile_id=profile.pk)


@pytest.mark.parametrize("gap", ["certificate_seen_on", "training_done_on", "first_interviewer", "second_interviewer"])
def test_a_mentor_with_a_gap_in_the_screening_is_never_shown(gap):
    MentorScreeningFactory(mentor=MentorFactory(), **{gap: None})

    assert recommended(youth_of_16_who_agreed()) == []


def test_a_mentor_without_screening_is_never_shown():
    MentorFactory()

    assert recommended(youth_of_16_who_agreed()) == []


def test_a_screening_ends_with_its_last_day_without_grace():
    mentor = MentorFactory()
    MentorScreeningFactory(mentor=mentor, valid_until=TODAY)
    profile = youth_of_16_who_agreed()
    seen_on_the_last_day = recommended(profile)

    with time_machine.travel("2026-11-23 00:30:00+01:00"):
        seen_on_the_day_after = recommended(profile)

    assert seen_on_the_last_day == [mentor]
    assert seen_on_the_day_after == []


def test_removing_the_screening_removes_the_mentor_at_once():
    mentor = screened_mentor()
    profile = youth_of_16_who_agreed()
    assert recommended(profile) == [mentor]

    MentorScreening.objects.all().delete()

    assert recommended(profile) == []


def test_a_mentor_who_pauses_or_is_full_is_not_shown():
    screened_mentor(is_paused=True)
    screened_mentor(capacity=0)
    screened_mentor(user=UserFactory(is_active=False))

    assert recommended(youth_of_16_who_agreed()) == []


def test_a_mentor_whom_the_youth_declined_stays_away():
    mentor = screened_mentor()
    profile = youth_of_16_who_agreed()

    services.react(profile_id=profile.pk, kind=Reaction.Kind.DECLINED, mentor_public_id=mentor.public_id)

    assert recommended(profile) == []


def test_two_people_must_have_held_the_interview():
    from django.db import IntegrityError, transaction

    interviewer = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        MentorScreeningFactory(first_interviewer=interviewer, second_interviewer=interviewer)


def test_a_validity_in_years_is_read_from_the_newest_screening():
    mentor = MentorFactory()
    MentorScreeningFactory(mentor=mentor, valid_until=TODAY - timedelta(days=1))
    MentorScreeningFactory(mentor=mentor, valid_until=TODAY + timedelta(days=365))

    assert recommended(youth_of_16_who_agreed()) == [mentor]
