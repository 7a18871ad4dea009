"""Stored recommendations: nothing lost, nothing doubled, however often and wherever the task runs."""

import pytest

from matching import services
from matching.models import Consent, Match, Run
from tests.factories import ConsentFactory, OfferFactory, OrganizationFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def alumna(reference_rows):
    reference_rows("Koch (m/w/d)", "Köchin")
    profile = ProfileFactory()
    ConsentFactory(user=profile.user)
    return services.save_profile(user_id=profile.user_id, occupation_text="Köchin")


def publish():
    return services.publish_offer(offer=OfferFactory.build(organization=OrganizationFactory(), title="Koch (m/w/d)"))


def test_a_refresh_stores_a_run_with_its_matches(alumna):
    offer = publish()

    n_refreshed = services.refresh_recommendations(profile_ids=[alumna.pk])

    assert n_refreshed == 1
    (match,) = Match.objects.all()
    assert match.offer == offer
    assert sum(part["contribution"] for part in match.explanation) == pytest.approx(match.score, abs=1e-9)


def test_a_second_refresh_with_the_same_inputs_changes_nothing(alumna):
    publish()
    services.refresh_recommendations(profile_ids=[alumna.pk])
    before = list(Match.objects.values_list("public_id", flat=True))

    services.refresh_recommendations(profile_ids=[alumna.pk, alumna.pk])

    assert list(Match.objects.values_list("public_id", flat=True)) == before


def test_a_refresh_after_a_change_replaces_the_old_run(alumna):
    first = publish()
    services.refresh_recommendations(profile_ids=[alumna.pk])
    services.withdraw_offer(offer_id=first.pk)
    second = publish()

    services.refresh_after_changes()

    assert [match.offer for match in Match.objects.all()] == [second]
    assert Run.objects.count() == 1


def test_withdrawing_the_consent_removes_what_was_computed(alumna):
    publish()
    services.refresh_recommendations(profile_ids=[alumna.pk])

    services.withdraw_consent(user_id=alumna.user_id, purpose=Consent.For.RECOMMENDATIONS)

    assert not Match.objects.exists()
    assert services.refresh_recommendations(profile_ids=[alumna.pk]) == 0


def test_a_person_who_is_gone_is_passed_over(alumna):
    assert services.refresh_recommendations(profile_ids=[alumna.pk + 1000]) == 0
