"""An alumna's ranked offers: what is shown adds up, and what has gone is gone at once."""

import pytest

from matching import services
from matching.models import Consent, Profile, Reaction
from tests.factories import ConsentFactory, OfferFactory, OrganizationFactory, PlaceFactory, ProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def occupations(reference_rows):
    reference_rows("Mechatroniker (m/w/d)", "Mechatronikerin", "Mechatronikerin in Teilzeit", "Koch")


@pytest.fixture
def alumna(occupations):
    profile = ProfileFactory(place=PlaceFactory(name="Niesky"), radius_km=30, german_level=6)
    ConsentFactory(user=profile.user)
    return services.save_profile(user_id=profile.user_id, occupation_text="Mechatronikerin")


def published(title="Mechatroniker (m/w/d)", **fields):
    offer = OfferFactory.build(organization=OrganizationFactory(), title=title, **fields)
    return services.publish_offer(offer=offer)


def test_without_consent_nothing_is_computed(alumna):
    Consent.objects.all().delete()

    with pytest.raises(services.ConsentMissingError):
        services.recommend_offers(profile_id=alumna.pk)


def test_a_profile_that_says_nothing_is_asked_for_more(occupations):
    profile = ProfileFactory()
    ConsentFactory(user=profile.user)

    with pytest.raises(services.ProfileIncompleteError):
        services.recommend_offers(profile_id=profile.pk)


def test_the_points_of_the_parts_add_up_to_the_points_shown(alumna):
    for title in ("Mechatroniker (m/w/d)", "Koch", "Mechatronikerin in Teilzeit"):
        published(title, place=PlaceFactory(name="Zittau"), hours_min=20, hours_max=25)

    recommended = services.recommend_offers(profile_id=alumna.pk)

    assert recommended.items
    for item in recommended.items:
        assert sum(part.points for part in item.parts) == item.points
        assert all(part.points <= part.max_points for part in item.parts)
        assert [part.points_offset for part in item.parts] == [
            sum(part.points for part in item.parts[:i]) for i in range(len(item.parts))
        ]


def test_her_own_occupation_comes_before_another_one(alumna):
    published("Koch")
    published("Mechatroniker (m/w/d)")

    titles = [item.offer.title for item in services.recommend_offers(profile_id=alumna.pk).items]

    assert titles[0] == "Mechatroniker (m/w/d)"


def test_another_radius_changes_the_list_at_once_and_is_not_stored(alumna):
    published(place=PlaceFactory(name="Zittau"))  # 44 km from Niesky

    near = services.recommend_offers(profile_id=alumna.pk, radius_km=10).items
    far = services.recommend_offers(profile_id=alumna.pk, radius_km=100).items

    assert far[0].points > (near[0].points if near else 0)
    assert Profile.objects.get(pk=alumna.pk).radius_km == 30


def test_an_offer_outside_the_radius_says_what_a_wider_one_would_change(alumna):
    published(place=PlaceFactory(name="Zittau"))

    (item,) = services.recommend_offers(profile_id=alumna.pk).items

    assert any("50 km" in sentence for sentence in item.counterfactuals)


def test_a_withdrawn_offer_is_absent_from_the_very_next_answer(alumna):
    offer = published()
    assert services.recommend_offers(profile_id=alumna.pk).items

    services.withdraw_offer(offer_id=offer.pk)

    assert services.recommend_offers(profile_id=alumna.pk).items == ()


def test_an_offer_that_another_process_withdrew_is_absent_even_before_the_log_was_read(alumna):
    offer = published()
    services.recommend_offers(profile_id=alumna.pk)

    # As if the change had been committed after this process had looked at the log.
    type(offer).objects.filter(pk=offer.pk).update(live=False)

    assert services.recommend_offers(profile_id=alumna.pk).items == ()


def test_a_new_offer_is_in_the_very_next_answer(alumna):
    assert services.recommend_offers(profile_id=alumna.pk).items == ()

    offer = published()

    assert [item.offer for item in services.recommend_offers(profile_id=alumna.pk).items] == [offer]


def test_a_declined_offer_stays_away_until_the_answer_is_taken_back(alumna):
    offer = published()
    services.react(profile_id=alumna.pk, kind=Reaction.Kind.DECLINED, offer_public_id=offer.public_id)
    after_no = services.recommend_offers(profile_id=alumna.pk).items

    services.react(profile_id=alumna.pk, kind=None, offer_public_id=offer.public_id)

    assert after_no == ()
    assert len(services.recommend_offers(profile_id=alumna.pk).items) == 1


def test_unknown_parts_say_so_and_what_would_make_them_known(alumna):
    published(german_level=None)
    services.save_profile(user_id=alumna.user_id, german_level=None)

    (item,) = services.recommend_offers(profile_id=alumna.pk).items

    unknown = {part.code for part in item.parts if part.is_unknown}
    assert "language" in unknown
    assert item.missing


def test_the_number_of_queries_does_not_grow_with_the_offers(alumna, django_assert_max_num_queries):
    for _ in range(3):
        published()
    services.recommend_offers(profile_id=alumna.pk)

    with django_assert_max_num_queries(14):
        services.recommend_offers(profile_id=alumna.pk)
