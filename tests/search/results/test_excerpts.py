"""Excerpts quote the best place, are short, and never contain markup but <mark>."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from search.results import excerpt_of
from search.results.excerpts import EXCERPT_CHARACTERS


def marks(*wanted):
    return lambda word: word.lower() in wanted


def test_the_sentence_with_most_of_the_words_is_quoted():
    text = "Kita. Der Weg ist kurz. Ein Platz in der Kita kostet Geld."

    assert excerpt_of(text, marks("kita", "platz")) == ("Ein <mark>Platz</mark> in der <mark>Kita</mark> kostet Geld.")


def test_a_short_line_is_followed_by_the_next_and_a_long_one_is_not():
    assert excerpt_of("Kita\nAnmelden Sie sich.", marks("kita")) == "<mark>Kita</mark> · Anmelden Sie sich."
    long_enough = f"Kita {'und mehr ' * 8}."
    assert "Bus" not in excerpt_of(f"{long_enough}\nBus", marks("kita"))


def test_without_a_word_found_the_beginning_is_quoted():
    assert excerpt_of("Erstens. Zweitens.", marks("kita")) == "Erstens. Zweitens."


def test_a_word_far_into_a_long_sentence_is_still_shown():
    excerpt = excerpt_of("lang " * 200 + "Kita " + "länger " * 200, marks("kita"))

    assert "<mark>Kita</mark>" in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")


def test_an_empty_text_has_no_excerpt():
    assert excerpt_of("", marks("kita")) == excerpt_of(" \n ", marks("kita")) == ""


@given(st.text(max_size=600), st.sets(st.sampled_from("abcäß1"), max_size=3))
def test_whatever_the_text_only_our_marks_are_markup(text, wanted):
    excerpt = excerpt_of(text, lambda word: bool(wanted & set(word)))

    without_marks = re.sub(r"</?mark>", "", excerpt)
    assert excerpt.count("<mark>") == excerpt.count("</mark>")
    assert not set(without_marks) & set("<>\"'")
    assert len(html.unescape(without_marks)) <= EXCERPT_CHARACTERS + 5
