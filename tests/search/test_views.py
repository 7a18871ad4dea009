"""The search page and its suggestions."""

import json

import pytest

from search import indexing
from tests.factories import serve_portal
from tests.search.small_documents import KITA, MECHATRONICS, document
from tests.search.test_hostile_queries import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def portal(indexed_notes):
    serve_portal()
    return indexed_notes


def test_the_page_shows_results_with_marked_words(client):
    response = client.get("/suche/", {"q": "Kita"})

    page = response.content.decode()
    assert response.status_code == 200
    assert KITA in page
    assert "<mark>Kita</mark>" in page
    assert 'value="Kita"' in page


def test_an_empty_search_asks_for_words(client):
    response = client.get("/suche/")

    assert response.status_code == 200
    assert response.context["results"].hits == ()


def test_nothing_found_says_so_and_shows_whom_to_ask(client):
    page = client.get("/suche/", {"q": "Xylophonunterricht"}).content.decode()

    assert "Xylophonunterricht" in page
    assert "hh-contact" in page


def test_a_correction_is_announced(client):
    page = client.get("/suche/", {"q": "Bürgerbürro"}).content.decode()

    assert "Bürgerbürro" in page
    assert "Bürgerbüro" in page


def test_without_an_index_the_page_still_answers(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "nowhere"

    response = client.get("/suche/", {"q": "Kita"})

    assert response.status_code == 200
    assert not response.context["results"].is_available


@pytest.mark.parametrize("words", [word for word in HOSTILE if word.isprintable() or "\0" in word])
@pytest.mark.parametrize("address", ["/suche/", "/en/suche/vorschlaege/"])
def test_hostile_addresses_get_a_page(client, address, words):
    assert client.get(address, {"q": words, "kind": words, "page": words}).status_code == 200


def test_broken_bytes_get_a_page(client):
    assert client.get("/suche/?q=%ff%fe%00%22&kind=%00&page=%ff").status_code == 200


def test_the_words_cannot_break_out_of_the_page(client):
    page = client.get("/suche/", {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in page


def test_those_who_accept_json_get_json(client):
    response = client.get("/suche/", {"q": "Kita"}, headers={"accept": "application/json"})

    answer = json.loads(response.content)
    assert response.headers["Content-Type"] == "application/json"
    assert "Accept" in response.headers["Vary"]
    assert (answer["total"], answer["page"], answer["pages"]) == (1, 1, 1)
    assert answer["results"][0]["title"] == KITA
    assert answer["kinds"] == [{"value": "note", "label": "Notiz", "count": 1}]


@pytest.mark.parametrize("accept", ["", "*/*", "text/html,application/xhtml+xml,*/*;q=0.8"])
def test_everybody_else_gets_html(client, accept):
    response = client.get("/suche/", {"q": "Kita"}, headers={"accept": accept})

    assert response.headers["Content-Type"].startswith("text/html")


def test_the_links_to_other_pages_keep_words_and_kinds(client, portal):
    for n in range(15):
        portal.documents[f"Brief {n}"] = document(f"Brief {n}", "Kita & Schule", kind="letter")
    indexing.rebuild()

    page = client.get("/suche/", {"q": "Kita & Schule", "kind": ["letter", "unknown"]}).content.decode()

    assert "?q=Kita+%26+Schule&amp;kind=letter&amp;page=2" in page.replace("&amp;amp;", "&amp;")


def test_the_suggestions_have_the_form_that_the_chooser_reads(client):
    response = client.get("/suche/vorschlaege/", {"q": "Mech"})

    assert response.json() == {"results": [{"id": MECHATRONICS, "label": MECHATRONICS, "hint": "Notiz"}]}


@pytest.mark.parametrize("address", ["/suche/", "/suche/vorschlaege/"])
def test_only_reading_is_allowed(client, address):
    assert client.post(address, {"q": "Kita"}).status_code == 405


def test_a_search_leaves_no_trace(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as captured:
        client.get("/suche/", {"q": "Kita"})

    assert not [query for query in captured if not query["sql"].startswith(("SELECT", "PRAGMA"))]
