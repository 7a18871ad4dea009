"""Words that are written much alike are found by their rare letter triples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.text import SimilarWords

WORDS = ["lehrkraft", "lehrkrafte", "kraft", "wohnung", "wohnungsamt", "anmeldung", "mechatronik"]


def test_a_relative_is_found_and_the_word_itself_comes_first():
    found = SimilarWords(WORDS).similar("lehrkraft")

    assert [word for word, _likeness in found] == ["lehrkraft", "lehrkrafte", "kraft"]
    assert found[0][1] == 1


def test_a_mistyped_word_is_most_like_what_it_was_meant_to_be():
    assert SimilarWords(WORDS).similar("mechatronicker")[0][0] == "mechatronik"


def test_nothing_is_like_a_word_that_shares_no_letters():
    assert SimilarWords(WORDS).similar("xyz") == []
    assert SimilarWords([]).similar("wohnung") == []
    assert SimilarWords(WORDS).similar("") == []


def test_equals_stand_in_the_order_of_the_alphabet():
    found = SimilarWords(["abcx", "abcz", "abcy", "fremd"]).similar("abc")

    assert [word for word, _likeness in found] == ["abcx", "abcy", "abcz"]


@pytest.mark.parametrize("limit", [0, 1, 2])
def test_the_limit_keeps_the_best(limit):
    similar = SimilarWords(WORDS)

    assert similar.similar("lehrkraft", limit=limit) == similar.similar("lehrkraft")[:limit]


@given(
    words=st.lists(st.text("abcdeßä", min_size=1, max_size=9), unique=True, max_size=12),
    asked=st.text("abcdeßäx ", max_size=12),
)
def test_likeness_is_between_the_least_and_one_and_known_words_only_are_returned(words, asked):
    found = SimilarWords(words).similar(asked, least=0.1)

    assert {word for word, _likeness in found} <= set(words)
    assert all(0.1 <= likeness <= 1 for _word, likeness in found)
    assert found == sorted(found, key=lambda pair: (-pair[1], pair[0]))
