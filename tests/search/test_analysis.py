"""One analysis for documents and queries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import Analyzer, analyze, plain_words, title_key, vocabulary_of

KINDERGARDEN = Analyzer({"kinder": 5, "betreuung": 4, "garten": 3, "anmeldung": 6, "wohnsitz": 4, "pflege": 3})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Görlitz", "Goerlitz"),
        ("Görlitz", "GORLITZ"),
        ("Straße", "Strasse"),
        ("Bürgerbüro", "buergerbuero"),
        ("Lehrer:in", "Lehrer"),
        ("Lehrer*innen", "Lehrerinnen"),
        ("LehrerInnen", "Lehrer/-innen"),
        ("Erzieher/in (m/w/d)", "Erzieherin"),
        ("Pflegefachmann/-frau", "Pflegefachfrau"),
        ("Kfz-Zulassung", "KFZ Zulassung"),
        ("die Wohnungen", "Wohnung"),
        ("Teil\u00adzeit", "Teilzeit"),
        ("e\u0301t\u00e9", "été"),
    ],
)
def test_two_spellings_are_the_same_words(one, other):
    assert analyze(one, "de").words == analyze(other, "de").words != ()


@pytest.mark.parametrize(
    ("one", "other"), [("Pflege", "Pflicht"), ("Kita", "Kitt"), ("Bahn", "Bohne"), ("§ 18a", "§ 18b")]
)
def test_different_words_stay_different(one, other):
    assert analyze(one, "de").words != analyze(other, "de").words


def test_stop_words_fall_away_unless_nothing_else_is_there():
    assert plain_words("Wo ist die Kita für mich?", "de") == ["kita"]
    assert plain_words("Wer, wie, was", "de") == ["wer", "wie", "was"]
    assert plain_words("Where does the child go?", "en") == ["child", "go"]


def test_english_has_its_own_stems():
    assert analyze("registering children", "en").words == analyze("registered children", "en").words
    assert analyze("registering", "en").words != analyze("registering", "de").words


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Kinderbetreuung", ("kind", "betreu")),
        ("Kindergarten", ("kind", "gart")),
        ("Wohnsitzanmeldung", ("wohnsitz", "anmeld")),
        ("Kinder", ()),
        ("Görlitz", ()),
    ],
)
def test_compounds_fall_into_the_parts_that_the_vocabulary_knows(word, parts):
    assert KINDERGARDEN.analyze(word).parts == parts


def test_other_languages_have_no_compounds():
    assert KINDERGARDEN.analyze("Kindergarten", "en").parts == ()


def test_the_version_tells_one_vocabulary_from_another():
    assert Analyzer({"a": 1, "b": 2}).version == Analyzer({"b": 2, "a": 1}).version
    assert Analyzer({"a": 1}).version != Analyzer({"a": 2}).version


def test_the_vocabulary_counts_texts_and_leaves_other_languages_out():
    counted = vocabulary_of([("Pflege und Pflege", "de"), ("Die Pflege", "de"), ("care", "en")])

    assert counted == {"pflege": 2}


def test_titles_are_the_same_whatever_their_gender_and_punctuation():
    assert title_key("Erzieher/in (m/w/d)") == title_key("erzieherin")
    assert title_key("Wohnung anmelden!") == "wohnung anmelden"
    assert title_key("?!") == ""


def test_running_words_are_marked_as_themselves_and_as_compounds():
    wanted = frozenset({"kind"})

    assert KINDERGARDEN.marks("Kinder", "de", wanted)
    assert KINDERGARDEN.marks("Kinderbetreuung", "de", wanted)
    assert not KINDERGARDEN.marks("Betreuung", "de", wanted)


@given(st.text(max_size=200), st.sampled_from(["de", "en", "ar", ""]))
def test_any_text_can_be_analyzed_and_gives_words_without_spaces_or_quotes(text, language):
    found = KINDERGARDEN.analyze(text, language)

    assert all(word and not set(word) & set(' \t\n\0"*():^') for word in found.words + found.parts)
