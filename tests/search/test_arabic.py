"""Arabic words: one spelling for what people write for each other, a light stem, and pages in two scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from search import indexing
from search.analysis import analyze, plain_words
from search.queries import search
from tests.factories import ArticlePageFactory, serve_portal, translate_page

ARABIC_LETTERS = st.text(alphabet=[chr(code) for code in range(0x0600, 0x0700)] + [" "], max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أطفال", "اطفال"),  # hamza on its carrier
        ("إقامة", "اقامة"),
        ("آخر", "اخر"),
        ("تأميــــن", "تأمين"),  # tatweel
        ("تَأْمِين", "تأمين"),  # vowel signs
        ("روضة", "روضه"),  # taa marbuta and haa
        ("مستشفى", "مستشفي"),  # alef maqsura and yaa
        ("کتاب", "كتاب"),  # a neighbor's keyboard
        ("ﻻجئ", "لاجئ"),  # presentation forms
        ("٢٠٢٦", "2026"),
        ("الشركات", "شركة"),  # article and plural
        ("والسكن", "السكن"),
        ("الوظيفة", "وظيفة"),
        ("للأطفال", "أطفال"),
    ],
)
@pytest.mark.parametrize("language", ["ar", "de", "en"])
def test_two_spellings_are_the_same_word_in_any_visitors_language(one, other, language):
    assert analyze(one, language).words == analyze(other, "ar").words != ()


@pytest.mark.parametrize(("one", "other"), [("سكن", "سفن"), ("عمل", "عمر"), ("روضة", "رياضة"), ("تأمين", "تسجيل")])
def test_different_words_stay_different(one, other):
    assert analyze(one, "ar").words != analyze(other, "ar").words


def test_small_words_fall_away_unless_nothing_else_is_there():
    assert plain_words("أين روضة الأطفال", "ar") == ["روضه", "الاطفال"]
    assert plain_words("من إلى", "ar") == ["من", "الي"]


def test_words_in_latin_letters_are_stemmed_as_before():
    assert analyze("Wohnungen", "de").words == ("wohnung",)
    assert analyze("Wohnungen", "ar").words == ("wohnungen",)


@given(ARABIC_LETTERS, st.sampled_from(["ar", "de"]))
def test_any_arabic_text_gives_words_that_find_themselves(text, language):
    words = analyze(text, language).words

    assert all(word and " " not in word for word in words)
    assert set(words) == set(analyze(text, "ar").words)  # titles in German drop what is said twice


@pytest.fixture
def pages(db):
    home = serve_portal()
    Locale.objects.get_or_create(language_code="ar")
    page = ArticlePageFactory(parent=home, title="Einen Platz im Kindergarten finden")
    other = ArticlePageFactory(parent=home, title="Bankkonto eröffnen")
    translate_page(home, title="أهلًا", language_code="ar")
    translate_page(page, title="مكان في روضة الأطفال", language_code="ar")
    other.copy_for_translation(Locale.objects.get(language_code="ar"), alias=True)
    indexing.rebuild()
    return home


def found(words, language="ar"):
    return [(hit.title, hit.language) for hit in search(words=words, language=language).hits]


def test_arabic_words_find_arabic_pages_however_they_are_spelled(pages):
    assert found("الروضه")[0] == ("مكان في روضة الأطفال", "")


def test_a_german_word_on_the_arabic_page_finds_the_page_in_arabic(pages):
    assert found("Kindergarten")[0] == ("مكان في روضة الأطفال", "")


def test_a_german_page_without_a_translation_is_found_as_german(pages):
    ArticlePageFactory(parent=pages, title="Den Hund anmelden")
    indexing.rebuild()

    assert ("Den Hund anmelden", "de") in found("Hund")


def test_a_page_that_stands_in_for_a_translation_is_found_once_and_as_german(pages):
    assert [hit for hit in found("Bankkonto") if "Bankkonto" in hit[0]] == [("Bankkonto eröffnen", "de")]


def test_arabic_words_find_the_german_page_from_the_german_search(pages):
    assert found("روضة", "de")[0] == ("Einen Platz im Kindergarten finden", "")


def test_the_found_word_is_marked_in_the_text(pages):
    page = ArticlePageFactory(parent=pages, title="سكن", summary="يبدأ تسجيل السكن في المكتب.")
    indexing.rebuild()

    hits = [hit for hit in search(words="سكن", language="ar").hits if hit.title == page.title]

    assert "<mark>السكن</mark>" in hits[0].excerpt
