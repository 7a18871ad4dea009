"""Whatever the engine does, people get an honest page in time, and nothing is stored twice or lost."""

import logging
from datetime import timedelta
from itertools import count

import numpy as np
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from matching import services
from matching.engine.scoring import HoursScorer, PlaceScorer, RecencyScorer
from matching.models import Match, Profile, Reaction, Run, WeightsRecord
from tests.factories import (
    ConsentFactory,
    MentorFactory,
    MentorScreeningFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    ProfileFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def alumna(reference_rows):
    reference_rows("Koch (m/w/d)", "Köchin")
    profile = ProfileFactory(place=PlaceFactory(name="Niesky"), radius_km=30)
    ConsentFactory(user=profile.user)
    return services.save_profile(user_id=profile.user_id, occupation_text="Köchin")


def publish(place="Niesky", *, days_old=0, **fields):
    offer = OfferFactory.build(
        organization=OrganizationFactory(), title="Koch (m/w/d)", place=PlaceFactory(name=place), **fields
    )
    offer = services.publish_offer(offer=offer)
    type(offer).objects.filter(pk=offer.pk).update(first_published_at=timezone.now() - timedelta(days=days_old))
    return offer


def raising(error):
    def score(self, profiles, offers, pairs):
        raise error

    return score


def answering(value):
    return lambda self, profiles, offers, pairs: np.full(len(pairs), value)


BROKEN = {
    "an exception": raising(ValueError("Köchin aus Niesky")),
    "a crash deep inside": raising(RecursionError()),
    "no memory": raising(MemoryError()),
    "nan without anything missing": answering(np.nan),
    "infinity": answering(np.inf),
    "more than one": answering(1.5),
    "less than nothing": answering(-0.5),
    "too few scores": lambda self, profiles, offers, pairs: np.zeros(len(pairs) + 1),
}


def test_a_broken_scorer_ranks_nobody_and_the_newest_offers_nearby_are_shown_instead(alumna, monkeypatch):
    older, newer = publish(days_old=5, hours_min=30, hours_max=30), publish("Görlitz", hours_min=30, hours_max=30)
    far = publish("Leipzig", hours_min=30, hours_max=30)
    services.save_profile(user_id=alumna.user_id, hours_min=30, hours_max=30)

    for broken in BROKEN.values():
        with monkeypatch.context() as patched:
            patched.setattr(HoursScorer, "score", broken)
            recommended = services.recommend_offers(profile_id=alumna.pk)

        assert recommended.is_fallback
        assert recommended.items == ()
        assert recommended.newest == (newer, older)
        assert far not in recommended.newest

    assert not services.recommend_offers(profile_id=alumna.pk).is_fallback


def test_what_a_person_declined_and_what_they_are_too_young_for_is_not_in_the_fallback(alumna, monkeypatch):
    monkeypatch.setattr(PlaceScorer, "score", raising(ValueError()))
    declined, for_adults, shown = publish(), publish(minimum_age=18), publish()
    services.react(profile_id=alumna.pk, kind=Reaction.Kind.DECLINED, offer_public_id=declined.public_id)
    Profile.objects.filter(pk=alumna.pk).update(birth_date=timezone.localdate() - timedelta(days=17 * 365))

    newest = services.recommend_offers(profile_id=alumna.pk).newest

    assert newest == (shown,)
    assert for_adults not in newest


def test_another_radius_holds_in_the_fallback_too(alumna, monkeypatch):
    monkeypatch.setattr(PlaceScorer, "score", raising(ValueError()))
    near, far = publish(days_old=1), publish("Zittau")

    assert services.recommend_offers(profile_id=alumna.pk, radius_km=10).newest == (near,)
    assert services.recommend_offers(profile_id=alumna.pk, radius_km=100).newest == (far, near)


def test_a_slow_scorer_ends_with_the_budget_of_the_request(alumna, monkeypatch):
    offer, asked = publish(), []
    assert not services.recommend_offers(profile_id=alumna.pk).is_fallback  # getting ready may take longer
    # A clock on which every look takes .6 seconds: the fourth is one too many.
    clock = count(0.0, 0.6)
    monkeypatch.setattr("matching.services.propose.monotonic", lambda: next(clock))
    monkeypatch.setattr(RecencyScorer, "score", lambda *_: asked.append(1))

    recommended = services.recommend_offers(profile_id=alumna.pk)

    assert recommended.is_fallback
    assert recommended.newest == (offer,)
    assert asked == []


def test_the_log_tells_where_the_engine_failed_and_nothing_about_the_person(alumna, monkeypatch, caplog):
    publish()
    monkeypatch.setattr(PlaceScorer, "score", raising(ValueError("Köchin aus Niesky")))

    with caplog.at_level(logging.ERROR):
        services.recommend_offers(profile_id=alumna.pk)

    (line,) = [record.getMessage() for record in caplog.records if record.name == "matching.services.propose"]
    assert "ValueError" in line
    assert "score" in line
    assert "Niesky" not in line
    assert not any(record.exc_info for record in caplog.records)


def test_weights_that_order_nothing_are_a_fault_of_the_engine_and_not_of_the_page(alumna):
    offer = publish()
    WeightsRecord.objects.create(program="alumni_offers", version=99, parts={"zodiac": 1.0})

    recommended = services.recommend_offers(profile_id=alumna.pk)

    assert (recommended.is_fallback, recommended.newest) == (True, (offer,))


def test_errors_of_the_database_are_not_taken_for_errors_of_the_engine(alumna, monkeypatch):
    def fail(**_options):
        raise IntegrityError

    monkeypatch.setattr("matching.services.propose.current_offers", fail)

    with pytest.raises(IntegrityError):
        services.recommend_offers(profile_id=alumna.pk)


def test_without_the_engine_a_youth_sees_who_is_near_and_may_be_shown(monkeypatch):
    youth = ProfileFactory(
        kind=Profile.Kind.YOUTH,
        birth_date=timezone.localdate() - timedelta(days=17 * 366),
        place=PlaceFactory(name="Niesky"),
        radius_km=60,
        interests=["technology"],
    )
    ConsentFactory(user=youth.user, purpose="mentoring")
    near, nearer, far, unscreened, declined = (
        MentorFactory(place=PlaceFactory(name=name)) for name in ("Zittau", "Görlitz", "Leipzig", "Niesky", "Niesky")
    )
    for mentor in (near, nearer, far, declined):
        MentorScreeningFactory(mentor=mentor)
    services.react(profile_id=youth.pk, kind=Reaction.Kind.DECLINED, mentor_public_id=declined.public_id)
    monkeypatch.setattr(PlaceScorer, "score", raising(ValueError()))

    recommended = services.recommend_mentors(profile_id=youth.pk)

    assert recommended.is_fallback
    assert recommended.nearest == (nearer, near)
    assert unscreened not in recommended.nearest


def test_whom_the_engine_fails_for_keeps_the_stored_list_and_keeps_nobody_waiting(alumna, monkeypatch):
    other = ProfileFactory(place=PlaceFactory(name="Görlitz"), radius_km=30)
    ConsentFactory(user=other.user)
    services.save_profile(user_id=other.user_id, occupation_text="Köchin")
    publish()
    services.refresh_recommendations(profile_ids=[alumna.pk])
    before = list(Match.objects.values_list("public_id", flat=True))
    publish()
    whole = PlaceScorer.score

    def fails_for_her(self, profiles, offers, pairs):
        if profiles.ids == (str(alumna.pk),):
            raise ValueError
        return whole(self, profiles, offers, pairs)

    monkeypatch.setattr(PlaceScorer, "score", fails_for_her)

    n_refreshed = services.refresh_recommendations(profile_ids=[alumna.pk, other.pk])

    assert n_refreshed == 1
    assert list(Match.objects.filter(profile=alumna).values_list("public_id", flat=True)) == before
    assert Match.objects.filter(profile=other).count() == 2


def test_when_the_engine_fails_for_everybody_the_follower_comes_back_to_them(alumna, monkeypatch):
    publish()
    with monkeypatch.context() as patched:
        patched.setattr(PlaceScorer, "score", raising(ValueError()))
        with pytest.raises(services.EngineFaultError):
            services.refresh_after_changes()

    services.refresh_after_changes()

    assert Match.objects.filter(profile=alumna).count() == 1


def test_no_match_is_stored_twice(alumna):
    publish()
    services.refresh_recommendations(profile_ids=[alumna.pk, alumna.pk])
    match = Match.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(
            run=Run.objects.get(), profile=alumna, offer=match.offer, score=0.5, rank=2, explanation=[]
        )

    services.refresh_after_changes()
    assert Match.objects.count() == 1
