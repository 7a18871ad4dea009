"""What every engine promises; each runs through all of it."""

from datetime import UTC, datetime

import pytest

from search.engines import EngineQuery, RebuildUnderwayError, SearchUnavailableError
from tests.search.small_documents import CARE, KITA, MECHATRONICS, TEXTS, at, document, small_documents

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)


def titles(engine, words, *, language="de", sources=("note",), moment=NOW, limit=500):
    query = EngineQuery(text=words, language=language, sources=sources, moment=moment, limit=limit)
    return [hit.object_id for hit in engine.search(query).hits]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Kita", KITA),
        ("KITA", KITA),
        ("Kitaplatz", KITA),
        ("Pflege", CARE),
        ("Pflegefachkräfte", CARE),
        ("Mechatroniker", MECHATRONICS),
        ("Mechatronikerin", MECHATRONICS),
        ("Mechatroniker*innen (m/w/d)", MECHATRONICS),
        ("wo kann ich mich im Buergerbuero anmelden?", "Wohnung anmelden"),
        ("Betreuung", "Betreuung in den Ferien"),
    ],
)
def test_a_word_finds_its_page_first(fill, words, first):
    engine = fill(small_documents())

    assert titles(engine, words)[0] == first


def test_a_compound_finds_its_parts_and_a_part_its_compound(fill):
    engine = fill(
        [document("A", "Kinder"), document("B", "Betreuung"), document("C", "Kinderbetreuung"), document("D")]
    )

    assert titles(engine, "Kinderbetreuung")[0] == "C"
    assert set(titles(engine, "Kinderbetreuung")) == {"A", "B", "C"}
    assert set(titles(engine, "Betreuung")) == {"B", "C"}


def test_one_word_of_many_is_enough(fill):
    engine = fill(small_documents())

    assert titles(engine, "Pflege auf dem Mond")[0] == CARE


def test_the_exact_title_goes_first(fill):
    engine = fill([document("Pflege", "kurz"), document("Pflege zu Pflege", "Pflege " * 20), document("Andere Pflege")])

    assert titles(engine, "Pflege")[0] == "Pflege"


def test_a_title_counts_more_than_a_body(fill):
    engine = fill([document("Ausweis", "Die Wohnung. Etwas mehr."), document("Die Wohnung", "Ausweis und mehr noch.")])

    assert titles(engine, "Ausweis") == ["Ausweis", "Die Wohnung"]


@pytest.mark.parametrize("typed", ["Mechatronicker", "Mechatroniekr", "Mechatronker", "mecahtroniker"])
def test_a_typo_finds_the_nearest_word(fill, typed):
    engine = fill(small_documents())

    assert titles(engine, typed)[0] == MECHATRONICS


def test_a_short_unknown_word_is_not_bent(fill):
    engine = fill([document("Amt")])

    assert titles(engine, "Arm") == []


def test_an_english_page_is_found_by_english_word_forms_and_in_a_german_portal(fill):
    engine = fill([document("Registering children", "Children are registered.", language="en"), document("Kinder")])

    assert titles(engine, "register a child", language="en") == ["Registering children"]
    assert titles(engine, "registration of children", language="de") == ["Registering children"]


def test_the_visitors_language_goes_first(fill):
    engine = fill([document("a", "Mentoring", language="en"), document("b", "Mentoring", language="de")])

    assert titles(engine, "Mentoring", language="en") == ["a", "b"]
    assert titles(engine, "Mentoring", language="de") == ["b", "a"]


def test_only_the_sources_asked_answer(fill):
    engine = fill([document("Pflege 1"), document("Pflege 2", source="other")])

    assert titles(engine, "Pflege", sources=("other",)) == ["Pflege 2"]
    assert titles(engine, "Pflege", sources=()) == []


def test_a_document_answers_only_within_its_window(fill):
    window = {"available_from": at("2030-06-01T12:00Z"), "available_until": at("2030-06-01T13:00Z")}
    engine = fill([document("Markt", **window)])

    assert titles(engine, "Markt", moment=at("2030-06-01T11:59:59Z")) == []
    assert titles(engine, "Markt", moment=at("2030-06-01T12:00Z")) == ["Markt"]
    assert titles(engine, "Markt", moment=at("2030-06-01T12:59:59Z")) == ["Markt"]
    assert titles(engine, "Markt", moment=at("2030-06-01T13:00Z")) == []


def test_added_documents_are_found_at_once_and_removed_ones_are_not(fill):
    engine = fill(small_documents())

    engine.add([document("Straßenbahn", "Fahrplan")])
    assert titles(engine, "Strassenbahn") == ["Straßenbahn"]

    engine.remove(["note:Straßenbahn", "note:never there"])
    assert titles(engine, "Strassenbahn") == []
    assert engine.count() == len(TEXTS)


def test_a_document_replaces_its_older_self_and_never_its_newer_one(fill):
    engine = fill([document("Bus", "alt", version=1)])

    engine.add([document("Bus", "neu", version=3)])
    engine.add([document("Bus", "verspätet", version=2)])

    assert titles(engine, "neu") == ["Bus"]
    assert titles(engine, "verspätet") == titles(engine, "alt") == []
    assert engine.versions() == {"note:Bus": 3}


def test_the_limit_keeps_the_best(fill):
    engine = fill([document(f"Nr. {n}", "Pflege") for n in range(5)] + [document("Pflege", "Pflege")])

    assert titles(engine, "Pflege", limit=1) == ["Pflege"]


def test_what_was_stored_comes_back(fill):
    stored = document(
        "Bus",
        "Fahrplan & mehr",
        language="en",
        breadcrumb="Leben › Verkehr",
        keywords="Haltestelle",
        translation_key="k",
        facets=(("municipality", "7"),),
        latitude=51.5,
        longitude=14.5,
        dated_at=at("2030-05-01T00:00+00:00"),
        available_from=at("2030-01-01T00:00+00:00"),
        available_until=at("2031-01-01T00:00+00:00"),
    )
    engine = fill([stored, document("Bahn")])

    assert engine.fetch(["note:Bus", "note:nothing"]) == {"note:Bus": stored}


@pytest.mark.parametrize(
    "typed", ["Mech", "mechatroni", "Mechatroniker", "Fördert", "foerdertechnik", "Mechatroniker für F"]
)
def test_a_title_is_suggested_while_typing(fill, typed):
    engine = fill(small_documents())

    found = engine.suggest(typed, language="de", sources=["note"], moment=NOW, limit=5)

    assert [one.title for one in found] == [MECHATRONICS]


def test_the_position_moves_with_the_documents(fill):
    engine = fill([])

    assert engine.position() == (0, 0)

    engine.apply(add=[document("Bus")], position=(4, 2))
    assert engine.position() == (4, 2)


def test_a_broken_change_changes_nothing(fill):
    engine = fill([document("Bus")])

    def broken():
        yield document("Bahn")
        raise ConnectionError

    with pytest.raises(ConnectionError):
        engine.apply(add=broken(), remove=["note:Bus"], position=(9, 9))

    assert titles(engine, "Bus Bahn") == ["Bus"]
    assert engine.position() == (0, 0)


def test_without_an_index_there_is_no_answer_and_no_position(engine):
    with pytest.raises(SearchUnavailableError):
        titles(engine, "Pflege")

    assert engine.position() is None
    assert not engine.status().is_ready
    assert engine.count() == 0


def test_the_old_generation_answers_until_the_new_one_takes_over(fill):
    engine = fill([document("Bus")])

    with engine.rebuilding() as builder:
        builder.stage([document("Bahn")])
        builder.learn((1, 1))
        assert titles(engine, "Bus Bahn") == ["Bus"]
        builder.activate()

    assert titles(engine, "Bus Bahn") == ["Bahn"]


def test_a_rebuild_that_breaks_leaves_the_old_generation(fill):
    engine = fill([document("Bus")])

    def broken():
        yield document("Bahn")
        raise ConnectionError

    with pytest.raises(ConnectionError), engine.rebuilding() as builder:
        builder.stage(broken())

    assert titles(engine, "Bus Bahn") == ["Bus"]


def test_two_rebuilds_at_once_are_refused(fill):
    engine = fill([])

    with engine.rebuilding(), pytest.raises(RebuildUnderwayError), engine.rebuilding():
        pass


def test_only_one_writes(engine):
    with engine.writing() as first, engine.writing(wait=False) as second:
        assert (first, second) == (True, False)

    with engine.writing(wait=False) as later:
        assert later


def test_an_index_that_grew_far_beyond_its_vocabulary_says_so(fill):
    engine = fill(small_documents())
    assert not engine.status().has_outgrown_its_vocabulary

    engine.add(document(f"Nr. {n}") for n in range(50))

    assert engine.status().has_outgrown_its_vocabulary
