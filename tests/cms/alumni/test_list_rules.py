"""What else the list says: what was moved and why, what one change would open, and that it cannot compute."""

import pytest
from pytest_django.asserts import assertContains, assertNotContains

from cms.alumni.cards import list_and_rest
from matching import services
from matching.engine.scoring import PlaceScorer
from tests.factories import OfferFactory, OrganizationFactory, PlaceFactory

LIST = "/passt-zu-mir/"


def publish(title, **fields):
    organization = fields.pop("organization", None) or OrganizationFactory()
    place = PlaceFactory(name="Niesky")
    return services.publish_offer(
        offer=OfferFactory.build(organization=organization, title=title, place=place, **fields)
    )


@pytest.fixture
def broken_engine(monkeypatch):
    def fail(*_arguments):
        raise ValueError

    monkeypatch.setattr(PlaceScorer, "score", fail)


def test_one_company_does_not_fill_the_list_and_what_was_moved_says_so(visitor, alumna, mechatronics):
    large = OrganizationFactory(name="Großwerk GmbH")
    for number in range(5):
        publish(f"Mechatroniker/in Halle {number}", organization=large, occupation=mechatronics)
    publish("Mechatroniker/in nebenan", occupation=mechatronics, german_level=6)

    response = visitor.get(LIST)

    cards = [*response.context["good_cards"], *response.context["weaker_cards"]]
    assert [card.provider for card in cards[:4]].count("Großwerk GmbH") == 3
    moved = next(card for card in cards[4:] if card.moved)
    assertContains(response, moved.moved)
    assert not any(card.moved for card in cards[:3])


def test_an_offer_that_needs_a_paper_is_told_with_the_place_it_would_have(visitor, alumna, mechatronics):
    publish("Mechatroniker/in mit Stapler", occupation=mechatronics, certificates=["forklift"])

    response = visitor.get(LIST)

    assert response.context["n_cards"] == 0
    (row,) = response.context["opened"]
    assert row.title == "Mechatroniker/in mit Stapler"
    assertContains(response, row.text)
    assertContains(response, row.url)


def test_when_the_engine_fails_the_page_shows_the_newest_offers_and_no_sums(visitor, offers, broken_engine):
    response = visitor.get(LIST)

    assert response.status_code == 200
    assert response.context["ranked"].is_fallback
    rows = [row.title for row in response.context["newest"]]
    assert rows
    for title in rows:
        assertContains(response, title)
    assertNotContains(response, "hh-bar100")
    assertContains(response, 'value="declined"')


def test_when_the_engine_fails_and_nothing_is_near_the_page_says_what_helps(visitor, alumna, broken_engine):
    response = visitor.get(LIST)

    assert response.context["newest"] == []
    assertContains(response, "hh-empty")


class Card:
    def __init__(self, *, is_good):
        self.is_good = is_good


@pytest.mark.parametrize(
    ("goods", "n_listed"),
    [([], 0), ([True, True], 2), ([True, False, True, False, False], 3), ([False, False], 0)],
)
def test_the_list_ends_with_its_last_good_match(goods, n_listed):
    cards = [Card(is_good=is_good) for is_good in goods]

    listed, rest = list_and_rest(cards)

    assert listed + rest == cards
    assert len(listed) == n_listed
