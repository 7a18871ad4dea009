"""Synonyms at the desk: refused where they are of no use, tried before they are saved."""

import pytest
from django.urls import reverse

from search.models import PromotedResult, SearchInvariant, Synonym

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_search_synonym:add"


def send(browser, url=None, **fields):
    given = {"words": "Kita, Gespensterhaus", "language": "de", "note": "", "is_active": "on", **fields}
    return browser.post(url or reverse(ADD), {name: value for name, value in given.items() if value is not None})


def test_a_set_is_saved(editor, pages):
    response = send(editor)

    assert response.status_code == 302
    assert Synonym.objects.get().phrases == ("Kita", "Gespensterhaus")


@pytest.mark.parametrize("words", ["Kita", "Kita, und", "Wohnung, Wohnungen", ""])
def test_a_set_of_no_use_is_refused(editor, pages, words):
    response = send(editor, words=words)

    assert response.status_code == 200
    assert not Synonym.objects.exists()


def test_the_form_is_filled_in_by_the_address(editor, pages):
    html = editor.get(reverse(ADD), {"words": "hundesteuer", "language": "en"}).content.decode()

    assert "hundesteuer</textarea>" in html
    assert '<option value="en" selected>' in html


def test_the_preview_shows_what_changes_and_saves_nothing(editor, pages):
    response = send(editor, **{"action-try": "1"})

    assert response.status_code == 200
    html = response.content.decode()
    before, after = html.split("<h3>", 1)[1].split("</ol>", 1)
    assert "Kita-Platz finden" in before
    assert "Gespensterhaus besuchen" not in before
    assert "Gespensterhaus besuchen" in after
    assert "Kita, Gespensterhaus</textarea>" in html
    assert not Synonym.objects.exists()


def test_the_preview_of_a_stored_set_compares_with_what_is_in_use(editor, pages):
    stored = Synonym.objects.create(words="Kita, Gespensterhaus")

    response = send(
        editor, reverse("wagtailsnippets_search_synonym:edit", args=[stored.pk]), is_active=None, **{"action-try": "1"}
    )

    before, after = response.content.decode().split("<h3>", 1)[1].split("</ol>", 1)
    assert "Gespensterhaus besuchen" in before
    assert "Gespensterhaus besuchen" not in after.split("</ol>", 1)[0]
    stored.refresh_from_db()
    assert stored.is_active


def test_the_preview_tries_what_visitors_look_for_most(editor, pages):
    SearchInvariant.objects.create(query="Bürgerbüro", page=pages["Wohnung anmelden"])

    html = send(editor, **{"action-try": "1"}).content.decode()

    assert "Bürgerbüro" in html


def test_a_set_with_mistakes_shows_no_preview(editor, pages):
    html = send(editor, words="Kita", **{"action-try": "1"}).content.decode()

    assert "<h3>" not in html


def test_coordinators_do_not_write_synonyms(coordinator, pages):
    send(coordinator)

    assert not Synonym.objects.exists()


# The other two forms


def recommend(browser, **fields):
    given = {"words": "Kita", "page": "", "document": "", "start_date": "", "end_date": "", "note": "", **fields}
    return browser.post(reverse("wagtailsnippets_search_promotedresult:add"), given)


def test_a_recommended_result_is_saved(editor, pages):
    response = recommend(editor, page=pages["Kita-Platz finden"].pk, end_date="2030-01-01")

    assert response.status_code == 302
    assert PromotedResult.objects.get().shown == "Kita-Platz finden"


@pytest.mark.parametrize(
    "fields",
    [{"page": ""}, {"start_date": "2030-01-02", "end_date": "2030-01-01"}, {"words": " , "}],
    ids=["nothing to show", "over before it begins", "no words"],
)
def test_a_recommended_result_with_mistakes_is_refused(editor, pages, fields):
    response = recommend(editor, **{"page": pages["Kita-Platz finden"].pk, **fields})

    assert response.status_code == 200
    assert not PromotedResult.objects.exists()


def test_a_promise_is_saved_and_what_was_checked_before_is_forgotten(editor, pages):
    made = SearchInvariant.objects.create(
        query="Kita", page=pages["Kita-Platz finden"], position=1, checked_at="2026-11-01T03:00Z"
    )
    fields = {"query": "Kitaplatz", "language": "de", "page": made.page_id, "among_first": 3}

    response = editor.post(reverse("wagtailsnippets_search_searchinvariant:edit", args=[made.pk]), fields)

    assert response.status_code == 302
    made.refresh_from_db()
    assert made.query == "Kitaplatz"
    assert made.checked_at is None


def test_the_lists_lead_to_the_forms(editor, pages):
    page = pages["Kita-Platz finden"]
    rows = (
        Synonym.objects.create(words="Kita, Gespensterhaus"),
        PromotedResult.objects.create(words="Kita", page=page),
        SearchInvariant.objects.create(query="Kita", page=page),
    )

    for row in rows:
        names = type(row).snippet_viewset.get_url_name
        html = editor.get(reverse(names("list"))).content.decode()
        assert reverse(names("edit"), args=[row.pk]) in html
