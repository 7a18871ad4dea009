"""Free words become hours, an occupation and a place; a word that may be something else stays a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.services.occupation_names import NamedOccupation, OccupationNames, occupation_names
from matching.services.understand_text import KnownPlace, known_places, understand_text
from tests.factories import PlaceFactory

NIESKY = KnownPlace(1, "Niesky", 51.3, 14.8, ("niesky", "02906"))
MUSKAU = KnownPlace(2, "Bad Muskau", 51.5, 14.7, ("bad muskau",))
OCCUPATIONS = OccupationNames(
    [
        NamedOccupation("Bäcker/Bäckerin", ("7512",), is_person=True),
        NamedOccupation("nurse", ("2221",), is_person=True),
        NamedOccupation("Pflege", ("2221",), is_person=False),
        NamedOccupation("Kita", ("2342",), is_person=False),
    ]
)


def understood(text):
    found = understand_text(text, places=[NIESKY, MUSKAU], occupations=OCCUPATIONS)
    return (
        found.hours.kind if found.hours else None,
        found.occupation.isco if found.occupation else None,
        found.place.place.name if found.place else None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Teilzeit Pflege Niesky", ("part_time", ("2221",), "Niesky")),
        ("part-time nurse in niesky", ("part_time", ("2221",), "Niesky")),
        ("Bäckerin, Vollzeit, BAD MUSKAU", ("full_time", ("7512",), "Bad Muskau")),
        ("Minijob 02906", ("mini", None, "Niesky")),
        ("20 Stunden Pflege", ("part_time", ("2221",), None)),
        ("38h Kita", ("full_time", ("2342",), None)),
        ("Kita Niesky", (None, None, "Niesky")),
        ("Job Kita", (None, ("2342",), None)),
        ("Wohnung anmelden", (None, None, None)),
        ("§ 18a AufenthG", (None, None, None)),
        ("3 Kinder", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_hours_occupation_and_place_are_understood(text, expected):
    assert understood(text) == expected


def test_what_was_understood_remembers_the_words_that_said_it():
    found = understand_text("Pflege in Bad  Muskau, part time", places=[MUSKAU], occupations=OCCUPATIONS)

    assert (found.place.typed, found.hours.typed, found.occupation.typed) == ("Bad Muskau", "part time", "Pflege")


@given(st.text(max_size=300))
def test_any_text_is_understood_somehow(text):
    found = understand_text(text, places=[NIESKY], occupations=OCCUPATIONS)

    assert all(one is None or one.typed for one in (found.hours, found.occupation, found.place))


def test_the_packaged_names_hold_everyday_german_and_english_ones():
    names = occupation_names()

    assert {one.isco for one in names.named("Köchin")} == {one.isco for one in names.named("Koch")} != set()
    assert names.named("bus driver")
    assert not names.named("Wohnung")
    assert "Mechatroniker" in names.beginning_with("mechatr", limit=5)


@pytest.mark.django_db
def test_elsewhere_a_place_must_be_announced():
    PlaceFactory(name="Niesky")
    PlaceFactory(name="Leipzig")

    alone, announced = known_places("Leipzig Pflege"), known_places("Pflege in Leipzig")

    assert [place.name for place in alone] == ["Niesky"]
    assert {place.name for place in announced} == {"Niesky", "Leipzig"}


@pytest.mark.django_db
def test_a_place_has_the_short_names_that_people_use():
    PlaceFactory(
        name="Rothenburg/O.L.",
        code="14626480",
        folded_name="rothenburg/o.l.",
        postcode="02929",
        latitude=51.3,
        longitude=14.9,
        population=4000,
    )

    [place] = known_places()

    assert set(place.names) == {"rothenburg/o.l.", "rothenburg", "02929"}
