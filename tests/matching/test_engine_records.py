"""What the database holds reaches the engine as it was told."""

from datetime import UTC, date, datetime

import pytest

from matching import selectors
from matching.selectors.engine_records import own_titles
from tests.factories import OfferFactory, ProfileFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_a_profile_tells_the_engine_what_the_person_told():
    profile = ProfileFactory(
        occupation_text="Köchin, gern Bäckerin",
        weekdays=[3, 6],
        every_weeks=2,
        qualification_level=4,
        certificates=["forklift"],
        limit_km=80,
    )

    record = selectors.profile_record(profile, today=TODAY)

    assert record.titles == ("Köchin", "gern Bäckerin")
    assert (record.weekdays, record.every_weeks) == (frozenset({3, 6}), 2)
    assert (record.qualification_level, record.certificates) == (4, frozenset({"forklift"}))
    assert record.limit_km == 80


def test_what_nobody_told_is_unknown_to_the_engine():
    record = selectors.profile_record(ProfileFactory(), today=TODAY)

    assert (record.titles, record.weekdays, record.certificates) == ((), frozenset(), frozenset())
    assert (record.every_weeks, record.qualification_level) == (None, None)
    assert record.limit_km != record.limit_km  # nan is the one number that is not itself


def test_an_offer_tells_the_engine_what_it_asks_for_and_since_when():
    offer = OfferFactory(
        weekdays=[0, 1],
        every_weeks=1,
        qualification_level=6,
        certificates=["driving_license_c"],
        # In Görlitz it is the next day already.
        first_published_at=datetime(2026, 11, 20, 23, 30, tzinfo=UTC),
    )

    record = selectors.offer_records(type(offer).objects.filter(pk=offer.pk))[0]

    assert (record.weekdays, record.every_weeks) == (frozenset({0, 1}), 1)
    assert (record.qualification_level, record.certificates) == (6, frozenset({"driving_license_c"}))
    assert record.published_on == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("", ()),
        ("Gesundheits- und Krankenpflegerin", ("Gesundheits- und Krankenpflegerin",)),
        ("Mechatroniker/in; Elektriker oder Schlosser", ("Mechatroniker/in", "Elektriker", "Schlosser")),
        (" , ;\n", ()),
    ],
)
def test_own_words_are_titles_one_by_one(text, titles):
    assert own_titles(text) == titles
