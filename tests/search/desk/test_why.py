"""Why a result stands where it stands: points in plain words that sum to the score."""

import pytest
from django.urls import reverse

from search import indexing
from search.desk.why import why
from search.models import AskedWords, PromotedResult, Synonym
from tests.factories import translate_page

pytestmark = pytest.mark.django_db


def test_the_points_of_every_result_sum_to_its_score(pages):
    answer = why(words="Kita Gemeinde", language="de")

    assert answer.explained
    for one in answer.explained:
        assert sum(line.points for line in one.lines) == pytest.approx(one.score)
        assert one.score == pytest.approx(one.hit.score)


def test_a_line_says_which_word_was_found_where(pages):
    answer = why(words="kita", language="de")

    said = [line.text for line in answer.explained[0].lines]
    assert "„Kita“ im Titel" in said
    assert "„Kita“ im Text" in said


def test_a_word_that_was_corrected_says_so(pages):
    answer = why(words="Gespensterhas", language="de")

    assert any("gespensterhas" in text and "gespensterhaus" in text for text in answer.understood)
    assert any("verstanden statt „gespensterhas“" in line.text for line in answer.explained[0].lines)


def test_a_synonym_says_so(pages):
    Synonym.objects.create(words="Krippe, Kita")

    answer = why(words="Krippe", language="de")

    assert any("Synonym „kita“" in text for text in answer.understood)


def test_a_page_that_was_found_in_its_translation_says_so(home, section, pages):
    translate_page(home, title="Home")
    translate_page(section, title="Arriving")
    translate_page(pages["Gespensterhaus besuchen"], title="Visit the spooky mansion")
    indexing.rebuild()

    answer = why(words="spooky mansion", language="de")

    first = answer.explained[0]
    assert first.hit.title == "Gespensterhaus besuchen"
    assert "Visit the spooky mansion" in first.note
    assert any("„mansion“" in line.text for line in first.lines)
    assert sum(line.points for line in first.lines) == pytest.approx(first.hit.score)


def test_what_editors_put_first_says_so(pages):
    PromotedResult.objects.create(page=pages["Wohnung anmelden"], words="Kita")

    first = why(words="Kita", language="de").explained[0]

    assert first.hit.title == "Wohnung anmelden"
    assert "Redaktion" in first.note


def test_results_stand_in_the_order_of_visitors(editor, pages):
    html = editor.get(reverse("search_desk:why"), {"q": "Kita"}).content.decode()
    visitors = editor.get("/suche/", {"q": "Kita"}, headers={"accept": "application/json"}).json()["results"]

    places = [html.index(result["title"]) for result in visitors]
    assert places == sorted(places)
    assert "<rect" in html


def test_trying_counts_no_search(editor, pages):
    editor.get(reverse("search_desk:why"), {"q": "Kita"})

    assert not AskedWords.objects.exists()


@pytest.mark.parametrize("words", ["", "\x00", "'\"(", "x" * 5000, "🙂", "qwrtzuiop"])
def test_strange_words_have_an_answer(editor, pages, words):
    response = editor.get(reverse("search_desk:why"), {"q": words})

    assert response.status_code == 200
