"""No syntax of SQLite or Lucene reaches an engine, and no text is too long or too strange for it."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search.engines import EngineQuery
from tests.search.small_documents import at, small_documents
from tests.search.test_hostile_queries import HOSTILE

NOW = at("2030-06-01T12:00Z")
LUCENE = (
    "+Kita -Platz",
    "Kita~2",
    "Kita^9",
    "/Ki.*/",
    "title:Kita",
    "[a TO z]",
    "Kita && Platz",
    "_exists_:title",
    "*:*",
)
WORDS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from((*HOSTILE, *LUCENE, "Kita", "Pflege")), max_size=8).map(" ".join),
)


@pytest.fixture
def ask(fill):
    engine = fill(small_documents())

    def asked(words, language="de"):
        query = EngineQuery(text=words, language=language, sources=("note",), moment=NOW)
        engine.suggest(words, language=language, sources=["note"], moment=NOW, limit=5)
        return [hit.object_id for hit in engine.search(query).hits]

    return asked


def test_hostile_words_get_an_answer(ask):
    for words in (*HOSTILE, *LUCENE):
        ask(words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(words=WORDS, language=st.sampled_from(["de", "en", "ar"]))
@example(words="\ud800", language="de")
@example(words="\0", language="ar")
def test_any_words_get_an_answer(ask, words, language):
    ask(words, language)


def test_operators_are_only_words(ask):
    for words in ("+Kita -Platz", "Kita NOT Platz", "Kita~2", "/Ki.*/ Kita", "title:Kita", 'NEAR("Kita")'):
        assert "Kita-Platz finden" in ask(words)
    assert ask("*:*") == []
