"""The order of results follows one formula, and every point of it can be explained."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines import EngineQuery
from tests.search.small_documents import KITA, document, small_documents

NOW = datetime(2030, 6, 1, 12, tzinfo=UTC)
WORDS = ["Kita", "Kitaplatz", "Betreuung", "Kinder", "anmelden", "Pflege", "Mechatronicker", "finden", "registration"]


def query(words: str, **fields: object) -> EngineQuery:
    return EngineQuery(text=words, language="de", sources=("note",), moment=NOW, **fields)


def scores(engine: object, words: str, **fields: object) -> dict[str, float]:
    return {hit.object_id: hit.score for hit in engine.search(query(words, **fields)).hits}


def fields_of(engine: object, words: str, title: str, **fields: object) -> dict[str, float]:
    found = engine.explain(query(words, **fields), f"note:{title}")
    sums: dict[str, float] = {}
    for part in found.parts:
        sums[part.field] = sums.get(part.field, 0) + part.points
    return sums


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_the_points_of_an_explanation_add_up_to_the_score(fill, words):
    engine = fill([*small_documents(), document("Kita", "Kinder", language="en", dated_at=NOW)])
    asked = query(" ".join(words))

    for hit in engine.search(asked).hits:
        explained = engine.explain(asked, hit.id)
        assert explained.score == hit.score
        assert sum(part.points for part in explained.parts) == pytest.approx(hit.score, abs=1e-9)


def test_an_explanation_names_the_word_and_the_field(fill):
    engine = fill(small_documents())

    parts = engine.explain(query("Mechatronicker"), "note:Mechatroniker/in für Fördertechnik").parts

    assert {(part.typed, part.why, part.field) for part in parts} >= {("mechatronicker", "corrected", "title")}


def test_what_is_no_answer_has_no_explanation(fill):
    engine = fill(small_documents())

    assert engine.explain(query("Pflege"), "note:nothing") is None
    assert engine.explain(query("Mechatroniker"), f"note:{KITA}") is None


def test_editors_keywords_find_a_page_that_does_not_say_them(fill):
    engine = fill([document("Elterngeld", keywords="Mutterschaft"), document("Mutterschaft in Zahlen", "mehr " * 50)])

    assert set(scores(engine, "Mutterschaft")) == {"Elterngeld", "Mutterschaft in Zahlen"}
    assert "keywords" in fields_of(engine, "Mutterschaft", "Elterngeld")


def test_words_that_stand_together_count_more(fill):
    engine = fill([document("a", "Haus im Grünen. Garten."), document("b", "Grünen. Haus mit Garten.")])

    found = scores(engine, "Haus Grünen")

    assert found["a"] > found["b"]
    assert fields_of(engine, "Haus Grünen", "a")["phrase"] > 0


def test_a_title_that_says_all_that_was_asked_counts_more(fill):
    engine = fill([document("Eine Wohnung finden", "Die Wohnung am Markt"), document("Pflege")])

    points = fields_of(engine, "wie finde ich eine Wohnung", "Eine Wohnung finden")
    bonus = points.pop("whole_title")

    assert bonus == pytest.approx(0.5 * sum(points.values()))
    assert "whole_title" not in fields_of(engine, "Wohnung Pflege", "Eine Wohnung finden")


def test_only_news_and_events_grow_old(fill):
    old, new = NOW - timedelta(days=300), NOW - timedelta(days=1)
    engine = fill([document("a", "Markt", dated_at=old), document("b", "Markt", dated_at=new), document("c", "Markt")])

    found = scores(engine, "Markt")

    assert found["b"] > found["a"] > found["c"] * 0.999
    assert "recency" not in fields_of(engine, "Markt", "c")


def test_near_offers_go_before_far_ones_only_for_those_who_say_where_they_are(fill):
    niesky, leipzig = (51.29, 14.82), (51.34, 12.37)
    places = [("a", leipzig), ("b", niesky)]
    engine = fill([document(name, "Pflege", latitude=lat, longitude=lon) for name, (lat, lon) in places])

    assert list(scores(engine, "Pflege", near=niesky)) == ["b", "a"]
    assert len(set(scores(engine, "Pflege").values())) == 1


def test_a_word_the_visitor_insists_on_is_not_corrected(fill):
    engine = fill(small_documents())

    assert scores(engine, "Mechatronicker")
    assert scores(engine, "Mechatronicker", exact=frozenset({"Mechatronicker"})) == {}


def test_words_that_only_help_to_ask_count_little(fill):
    engine = fill([document("a", "Hier finden Sie mehr"), document("b", "Der Kindergarten")])

    assert list(scores(engine, "Kindergarten finden")) == ["b", "a"]
