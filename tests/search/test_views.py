"""The search page and its suggestions."""

import json
from dataclasses import replace

import pytest
import time_machine
from redis.exceptions import RedisError

from search import indexing, queries
from search.models import AskedWords
from tests.factories import PlaceFactory, serve_portal
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


def test_what_editors_promote_comes_first_and_is_marked(client, portal, monkeypatch):
    monkeypatch.setattr("search.promotions.promoted_for", lambda **_asked: (f"note:{MECHATRONICS}", "note:not there"))

    hits = client.get("/suche/", {"q": "Kita"}).context["results"].hits

    assert [(hit.title, hit.is_promoted) for hit in hits][:2] == [(MECHATRONICS, True), (KITA, False)]


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


def test_words_that_were_corrected_can_be_searched_for_as_they_are(client):
    page = client.get("/suche/", {"q": "Bürgerbürro"})
    insisting = client.get("/suche/", {"q": "Bürgerbürro", "exact": "Bürgerbürro"})

    assert page.context["exact_url"] == "?q=B%C3%BCrgerb%C3%BCrro&exact=B%C3%BCrgerb%C3%BCrro"
    assert page.context["results"].corrected_words == "Bürgerbüro"
    assert insisting.context["results"].corrections == ()


def test_a_chip_leads_to_the_same_search_without_it(client):
    PlaceFactory(name="Niesky")

    response = client.get("/suche/", {"q": "Kita Niesky", "kind": "note"})
    [chip] = response.context["chips"]

    assert "Niesky" in chip["text"]
    assert chip["url"] == "?q=Kita+Niesky&plain=Niesky&kind=note"
    assert client.get(f"/suche/{chip['url']}").context["chips"] == []


def test_filters_that_leave_nothing_can_be_taken_away_at_once(client):
    response = client.get("/suche/", {"q": "Kita", "topic": "unknown"})

    assert response.context["results"].hits == ()
    assert response.context["unfiltered_url"] == "?q=Kita"
    assert 'href="?q=Kita"' in response.content.decode()


@pytest.mark.parametrize("trigger", ["page-search", "search-form"])
def test_htmx_gets_only_what_changes_and_a_tidy_address(client, trigger):
    headers = {"HX-Request": "true", "HX-Trigger": trigger}

    response = client.get("/suche/", {"q": "Kita", "sort": "", "within": ""}, headers=headers)

    assert "<html" not in response.content.decode()
    assert "<mark>Kita</mark>" in response.content.decode()
    assert response.headers["HX-Replace-Url" if trigger == "page-search" else "HX-Push-Url"] == "/suche/?q=Kita"
    assert {"Accept", "HX-Request"} <= {name.strip() for name in response.headers["Vary"].split(",")}


def test_half_typed_words_are_not_counted_and_one_letter_is_not_searched_for(client):
    typing = {"HX-Request": "true", "HX-Trigger": "page-search"}

    half, letter = client.get("/suche/", {"q": "Ki"}, headers=typing), client.get("/suche/", {"q": "K"}, headers=typing)

    assert (half.status_code, letter.status_code) == (200, 204)
    assert AskedWords.objects.count() == 0


@pytest.mark.parametrize(
    ("parameters", "headers"),
    [
        ({"page": "2"}, {}),
        ({"kind": "note"}, {}),
        ({}, {"Sec-Purpose": "prefetch"}),
        ({}, {"Accept": "application/json"}),
    ],
)
def test_only_a_finished_search_by_a_person_is_counted(client, parameters, headers):
    client.get("/suche/", {"q": "Kita", **parameters}, headers=headers)

    assert AskedWords.objects.count() == 0


def test_a_choice_is_counted_when_the_page_itself_tells(client):
    client.get("/suche/", {"q": "Kita"})

    told = client.post("/suche/gewaehlt/", {"q": "Kita"}, headers={"Origin": "http://testserver"})
    client.post("/suche/gewaehlt/", {"q": "Kita"}, headers={"Origin": "http://elsewhere.example"})

    assert (told.status_code, told.content, told.cookies) == (204, b"", {})
    assert AskedWords.objects.get().n_chosen == 1


def test_the_page_says_when_another_engine_has_answered(client, settings):
    usual = client.get("/suche/", {"q": "Kita"})
    answered = replace(queries.search(words="Kita", language="de"), answered_by="elsewhere")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("search.queries.search", lambda **_asked: answered)
        other = client.get("/suche/", {"q": "Kita"})

    assert "X-Search-Engine" not in usual.headers
    assert other.headers["X-Search-Engine"] == "elsewhere"


@pytest.mark.parametrize(("address", "most"), [("/suche/", 120), ("/suche/vorschlaege/", 300)])
def test_who_asks_too_often_waits(client, address, most):
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        answers = [client.get(address).status_code for _ in range(most + 1)]
        somebody_else = client.get(address, REMOTE_ADDR="192.0.2.7")
    with time_machine.travel("2026-11-22T10:01:00Z", tick=False):
        later = client.get(address)

    assert answers == [200] * most + [429]
    assert (somebody_else.status_code, later.status_code) == (200, 200)


def test_another_process_s_requests_count_too(client, monkeypatch):
    monkeypatch.setattr("django.core.cache.cache.incr", lambda _key, _n: 10_000)

    answers = [client.get("/suche/").status_code for _ in range(10)]

    assert answers == [200] * 9 + [429]


def test_a_cache_that_is_away_stops_nobody(client, monkeypatch):
    def fail(*_arguments, **_options):
        raise RedisError

    monkeypatch.setattr("django.core.cache.cache.add", fail)

    assert {client.get("/suche/").status_code for _ in range(25)} == {200}


def test_without_an_index_the_page_still_answers(client, settings, tmp_path):
    settings.SEARCH_INDEX_DIR = tmp_path / "nowhere"

    response = client.get("/suche/", {"q": "Kita"})

    assert response.status_code == 200
    assert not response.context["results"].is_available


@pytest.mark.parametrize("words", [word for word in HOSTILE if word.isprintable() or "\0" in word])
@pytest.mark.parametrize("address", ["/suche/", "/en/suche/vorschlaege/"])
def test_hostile_addresses_get_a_page(client, address, words):
    names = ("kind", "municipality", "topic", "language", "field", "hours", "within", "sort", "exact", "plain", "page")

    assert client.get(address, {"q": words, **dict.fromkeys(names, words)}).status_code == 200
    assert client.get(address, {"q": "Kita", **dict.fromkeys(names, words)}).status_code == 200


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
    assert answer["facets"] == []


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

    first = response.json()["results"][0]
    assert first == {"id": MECHATRONICS, "label": MECHATRONICS, "hint": "Notiz", "group": "title"}


@pytest.mark.parametrize("value", ["9" * 15, "9" * 40, "-1", "1e9", "00000000-0000-4000-8000-000000000000"])
def test_values_that_no_row_has_get_a_page(client, value):
    assert client.get("/suche/", {"q": "Kita", "municipality": [value] * 99, "topic": value}).status_code == 200


@pytest.mark.parametrize("address", ["/suche/", "/suche/vorschlaege/"])
def test_only_reading_is_allowed(client, address):
    assert client.post(address, {"q": "Kita"}).status_code == 405


def test_a_search_leaves_no_trace_but_a_count(client, django_assert_max_num_queries):
    client.get("/suche/", {"q": "Kita"})

    with django_assert_max_num_queries(12) as captured:
        client.get("/suche/", {"q": "Kita"})

    written = [query["sql"] for query in captured if not query["sql"].startswith(("SELECT", "PRAGMA"))]
    assert all(sql.startswith('UPDATE "search_askedwords"') for sql in written)
    assert AskedWords.objects.count() == 1
