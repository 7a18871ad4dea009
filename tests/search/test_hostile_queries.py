"""Whatever is typed, there is a page with an answer, and no syntax of ours is understood."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import indexing
from search.forms import MOST_CHARACTERS, WordsField
from search.queries import search
from search.suggestions import suggest

HOSTILE = (
    "\0",
    "Kita\0Pflege",
    '"',
    "'",
    '"Kita',
    "Kita*",
    "*",
    "(",
    ")(",
    "NEAR(Kita Pflege, 5)",
    "title : Kita",
    "{title body}: Kita",
    "Kita AND",
    "NOT Kita",
    "OR",
    "^Kita",
    "-Kita",
    "Kita + Pflege",
    "'; DROP TABLE document; --",
    "%_%",
    "\\",
    "🚌🧸",
    "👩‍🏫 Kita",
    "\u202eatiK",
    "رعاية الأطفال",
    "कन्या",
    "\ud800",
    "a" * 10_000,
    "Kita " * 2_000,
    "ä" * 10_000,
    "\x01\x02\x7f",
    "\u200b\ufeff",
    "{{ 7*7 }}",
    "<script>alert(1)</script>",
)
WORDS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from((*HOSTILE, "Kita", "Pflege", "AND", "OR", "NOT", "NEAR", ":", '"', "*")), max_size=8).map(
        " ".join
    ),
)
ONCE_INDEXED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.django_db
@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_get_an_answer(indexed_notes, words):
    results = search(words=words, language="de")

    assert results.is_available
    suggest(words=words, language="de")


@pytest.mark.django_db
@ONCE_INDEXED
@given(words=WORDS, language=st.sampled_from(["de", "en"]))
@example(words='"', language="de")
@example(words="\0", language="en")
def test_any_words_get_an_answer(indexed_notes, words, language):
    assert search(words=words, language=language).is_available
    suggest(words=words, language=language)


@given(st.text(max_size=500))
def test_the_form_keeps_words_short_and_free_of_control_characters(text):
    cleaned = WordsField().clean(text)

    assert len(cleaned) <= MOST_CHARACTERS
    assert "\0" not in cleaned
    assert cleaned == cleaned.strip()
    cleaned.encode()


@pytest.mark.django_db
@pytest.mark.parametrize("words", ['title : "Kita"', "Kita NOT Platz", "Kita AND Mond", 'NEAR("Kita" "Mond")', "Kita*"])
def test_operators_are_only_words(indexed_notes, words):
    assert "Kita-Platz finden" in [hit.title for hit in search(words=words, language="de").hits]


@pytest.mark.django_db
def test_a_long_question_asks_for_a_bounded_number_of_words(notes):
    indexing.rebuild()

    assert search(words=" ".join(f"wort{n}" for n in range(5_000)), language="de").is_available
