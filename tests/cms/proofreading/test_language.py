"""Sentences, words and syllables are counted as people read them aloud."""

import pytest

from cms.proofreading.language import sentences, syllables, words
from cms.proofreading.points.readability import reading_ease


@pytest.mark.parametrize(
    ("word", "n"),
    [
        *(("Haus", 1), ("Rathaus", 2), ("Wohnung", 2), ("Theater", 3), ("Nation", 3), ("Bäuerin", 3), ("See", 1)),
        *(("Gemeinde", 3), ("anmelden", 3), ("Pf", 1), ("Region", 3), ("Quelle", 2)),
    ],
)
def test_german_syllables_are_counted_as_they_are_spoken(word, n):
    assert syllables(word, language_code="de") == n


@pytest.mark.parametrize(("word", "n"), [("house", 1), ("register", 3), ("moved", 1), ("table", 2), ("people", 2)])
def test_english_syllables_leave_out_the_silent_end(word, n):
    assert syllables(word, language_code="en") == n


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Sie ziehen um. Melden Sie sich an!", 2),
        ("Bringen Sie z. B. den Ausweis mit.", 1),
        ("Das steht in § 17 Abs. 1 BMG. Es gilt ab dem 1. Mai.", 2),
        ("Öffnungszeiten: Mo. Ruhetag", 2),
        ("Ohne Punkt", 1),
        ("", 0),
    ],
)
def test_an_abbreviation_or_a_date_ends_no_sentence(text, n):
    assert len(sentences(text)) == n


def test_numbers_and_signs_are_no_words():
    assert words("Am 24. Mai – 3 E-Mails & mehr") == ["Am", "Mai", "E-Mails", "mehr"]


def test_reading_ease_is_amstads_formula():
    # 4 words, 1 sentence, 5 syllables: 180 - 4 - 58.5 * 5 / 4
    assert reading_ease(["Sie gehen ins Haus."], language_code="de") == pytest.approx(102.875)


def test_a_language_without_a_formula_is_not_judged():
    assert reading_ease(["هذا نص قصير."], language_code="ar") is None
