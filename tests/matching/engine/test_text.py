"""Titles and words become comparable, German first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.engine.text import Compounds, NearestWords, fold, normalize_title, stem, title_variants, tokens
from matching.engine.text.titles import without_gender_marks


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Görlitz", "GOERLITZ"),
        ("Görlitz", "gorlitz"),
        ("Straße", "STRASSE"),
        ("Łużyce", "luzyce"),
        ("O’Neill", "O'Neill"),
        ("Nguyễn", "nguyen"),
        ("Kinder\u00adgarten", "Kindergarten"),
        ("ｋｉｔａ", "Kita"),
        ("  zwei \n Wörter ", "zwei wörter"),
    ],
)
def test_spellings_of_the_same_word_have_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", ["bauer", "neue", "quelle", "steuer", "treue"])
def test_vowels_that_only_look_like_an_umlaut_stay(word):
    assert fold(word) == word


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Lehrer:in", "lehrer"),
        ("Lehrer/-in", "lehrer"),
        ("Lehrer*innen", "lehrer"),
        ("Lehrer_in", "lehrer"),
        ("LehrerInnen", "lehrer"),
        ("Lehrerinnen", "lehrer"),
        ("Lehrer(in)", "lehrer"),
        ("Techniker/in", "techniker"),
        ("Kfz-Mechatroniker/in (m/w/d)", "kfz-mechatroniker"),
        ("Erzieher (w|m|d)", "erzieher"),
        ("Altenpfleger m/w", "altenpfleger"),
        ("Koch (gn)", "koch"),
        ("Köchin", "koch"),
        ("Ärztin", "arzt"),
        ("Bürokauffrau", "burokaufmann"),
        ("Kaufmann/-frau im Einzelhandel", "kaufmann im einzelhandel"),
        ("Kaufmann/Kauffrau für Büromanagement", "kaufmann fur buromanagement"),
        ("Hotelfachleute", "hotelfachmann"),
        ("Verwaltungsangestellte/r", "verwaltungsangestellte"),
        ("C++-Entwickler*in", "c++ entwickler"),
        ("", ""),
    ],
)
def test_gender_forms_and_legal_brackets_leave_the_title(title, key):
    assert normalize_title(title) == key


@pytest.mark.parametrize("word", ["medizin", "berlin", "termin", "margarin", "jungfrau", "frau"])
def test_words_that_only_look_like_a_gender_form_stay(word):
    assert normalize_title(word) == word


def test_both_sides_of_a_paired_title_are_names_of_their_own():
    assert title_variants("Geburtshelfer/Hebamme") == ("geburtshelfer", "hebamme")
    assert title_variants("Erzieher/Erzieherin") == ("erzieher",)
    assert title_variants("Lehrer/in (m/w/d)") == ("lehrer",)


def test_separators_outlive_the_gender_marks():
    assert without_gender_marks("Erzieher:in – Krippe / Hort (m/w/d)").rstrip() == "Erzieher – Krippe / Hort"


def test_tokens_are_folded_words_in_order():
    assert tokens("Teilzeit-Stelle: C++, C# und Pflege!") == ["teilzeit", "stelle", "c++", "c#", "und", "pflege"]


def test_inflected_words_share_a_stem_in_their_language():
    assert stem("kindergarten") == stem("kindergartens")
    assert stem("houses", "english") == stem("house", "english")
    assert stem("houses", "klingon") == "houses"
    assert stem("b2b") == "b2b"


@pytest.fixture(scope="module")
def compounds():
    words = "Kinder Betreuung Arbeit Zeit Pflege Fachkraft Unternehmen unter nehmen Maschinen Bau Wagenbau Hochbau"
    learned = dict.fromkeys(words.split(), 5)
    return Compounds(learned | dict.fromkeys(["Pflegeheim", "Kinderheim", "Arbeitsheim", "Zeitheim"], 1))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Kinderbetreuung", ("kinder", "betreuung")),
        ("Arbeitszeit", ("arbeit", "zeit")),
        ("Pflegefachkraft", ("pflege", "fachkraft")),
        ("Unternehmen", ()),
        ("Betreuung", ()),
        ("Quark", ()),
        ("", ()),
    ],
)
def test_a_compound_is_split_into_known_parts(compounds, word, parts):
    assert compounds.split(word) == parts


def test_an_end_that_many_words_share_becomes_a_part(compounds):
    assert compounds.split("Maschinenheim") == ("maschinen", "heim")


def test_a_linking_element_never_sticks_to_the_next_part(compounds):
    assert not any(part.startswith("sheim") for part in compounds.parts)


@given(word=st.text(alphabet="abeghinrstu", max_size=80))
def test_parts_are_always_known_and_in_order(compounds, word):
    parts = compounds.split(word)

    assert len(parts) != 1
    position = 0
    for part in parts:
        position = fold(word).index(part, position) + len(part)


@pytest.fixture(scope="module")
def words():
    return NearestWords({"mechatroniker": 3, "mechaniker": 9, "pfleger": 2, "pflegen": 5, "koch": 4, "c++": 1})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mechatroniker", "mechatroniker"),
        ("mechatronikr", "mechatroniker"),
        ("mechatrnoiker", "mechatroniker"),
        ("mehcanikker", "mechaniker"),
        ("pflegr", "pfleger"),
        ("pflege", "pflegen"),  # equally near, more frequent
        ("kohc", None),  # too short to tell
        ("mechatron", None),
        ("pflxxer", None),
        ("c++x", None),
        ("", None),
        ("x" * 10_000, None),
    ],
)
def test_a_mistyped_word_means_the_nearest_known_one(words, typed, meant):
    assert words.nearest(typed) == meant


@given(word=st.text(max_size=20))
def test_what_is_nearest_is_always_a_known_word(words, word):
    nearest = words.nearest(word)

    assert nearest is None or nearest in words
