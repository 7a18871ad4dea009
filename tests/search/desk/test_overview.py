"""What editors find to do for the search, and what they can do about it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from matching import changes
from search.desk import condition
from search.engines import FallbackState
from search.models import AskedWords, PromotedResult, SearchInvariant

pytestmark = pytest.mark.django_db

OVERVIEW = "/admin/search-desk/"


def asked(text, **counts):
    row = {"n_days": 3, "last_day": timezone.localdate(), "n_unanswered": 4, **counts}
    return AskedWords.objects.create(key=text, text=text, language="de", **row)


def shown(browser, address=OVERVIEW):
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_words_in_vain_are_listed_with_what_one_can_do(editor, pages):
    row = asked("hundesteuer abmelden")

    html = shown(editor)

    assert "hundesteuer abmelden" in html
    assert reverse("search_desk:write", args=[row.pk]) in html
    assert f"{reverse('wagtailsnippets_search_synonym:add')}?words=hundesteuer%20abmelden&amp;language=de" in html
    assert reverse("search_desk:hide", args=[row.pk]) in html


def test_words_that_are_not_readable_yet_are_not_listed(editor, pages):
    AskedWords.objects.create(key="0123456789abcdef", language="de", n_unanswered=9, last_day=timezone.localdate())

    assert "01234567" not in shown(editor)


def test_words_from_visitors_are_escaped(editor, pages):
    asked("<b>laut</b>")

    assert "<b>laut</b>" not in shown(editor)


def test_hiding_takes_words_from_the_list(editor, pages):
    row = asked("hundesteuer")

    response = editor.post(reverse("search_desk:hide", args=[row.pk]))

    assert response.status_code == 302
    assert AskedWords.objects.get().is_hidden
    editor.get(OVERVIEW)  # the message
    assert "hundesteuer" not in shown(editor)


def test_results_that_hardly_anybody_opens_are_listed(editor, pages):
    asked("kita", n_unanswered=0, n_found=10, n_chosen=1)
    asked("wohnung", n_unanswered=0, n_found=10, n_chosen=9)

    html = shown(editor)

    assert "kita" in html
    assert "Treffer ansehen zu „wohnung“" not in html
    assert "wohnung</td>" not in html


def test_promises_are_checked_at_a_button_and_broken_ones_listed(editor, pages):
    SearchInvariant.objects.create(query="Hundesteuer", page=pages["Kita-Platz finden"])
    before = shown(editor)

    response = editor.post(reverse("search_desk:check"))

    assert response.status_code == 302
    html = shown(editor)
    assert "Hundesteuer" not in before
    assert "Hundesteuer" in html


def test_recommended_results_that_are_over_are_listed(editor, pages):
    page = Page.objects.get(title="Wohnung anmelden")
    PromotedResult.objects.create(page=page, words="Umzug", end_date=timezone.localdate() - timedelta(days=1))

    assert "Umzug → Wohnung anmelden" in shown(editor)


def test_the_start_page_of_the_desk_says_that_there_is_something_to_do(editor, pages):
    assert "search-panel" not in shown(editor, "/admin/")

    asked("hundesteuer")

    assert f"{OVERVIEW}#unanswered" in shown(editor, "/admin/")


def test_coordinators_see_nothing_of_it(coordinator, pages):
    row = asked("hundesteuer")

    assert "search-panel" not in shown(coordinator, "/admin/")
    for address in (OVERVIEW, "/admin/search-desk/why/?q=Kita", reverse("search_desk:write", args=[row.pk])):
        response = coordinator.get(address)
        assert response.status_code == 302
        assert "hundesteuer" not in response.content.decode()
    assert coordinator.post(reverse("search_desk:hide", args=[row.pk])).status_code == 302
    assert not AskedWords.objects.get().is_hidden


def test_visitors_are_asked_to_sign_in(client, pages):
    response = client.get(OVERVIEW)

    assert response.status_code == 302
    assert "search-desk" not in response["Location"].split("?")[0]


# Write a page


def test_writing_a_page_asks_for_its_place(editor, pages, section):
    row = asked("hundesteuer")

    html = shown(editor, reverse("search_desk:write", args=[row.pk]))

    assert f'<option value="{section.pk}">' in html
    assert f'<option value="{pages["Wohnung anmelden"].pk}">' not in html


def test_the_form_of_the_page_has_the_words_as_its_title(editor, pages, section):
    row = asked("hundesteuer abmelden")

    response = editor.get(reverse("search_desk:write", args=[row.pk]), {"place": section.pk}, follow=True)

    assert response.request["PATH_INFO"] == f"/admin/pages/add/welcome/articlepage/{section.pk}/"
    assert 'value="Hundesteuer abmelden"' in response.content.decode()
    assert 'value="hundesteuer-abmelden"' in response.content.decode()


def test_a_place_where_no_page_can_stand_is_not_taken(editor, pages):
    row = asked("hundesteuer")

    response = editor.get(reverse("search_desk:write", args=[row.pk]), {"place": pages["Wohnung anmelden"].pk})

    assert response.status_code == 200


def test_a_page_form_without_words_is_as_it_always_was(editor, pages, section):
    response = editor.get(f"/admin/pages/add/welcome/articlepage/{section.pk}/")

    assert response.status_code == 200


# Condition


def test_a_well_index_says_nothing(pages):
    assert condition.warnings() == []


def test_an_index_that_is_behind_says_so(editor, pages, monkeypatch):
    late = changes.Lag(follower="search:embedded", n_changes=7, oldest_seconds=600.0)
    monkeypatch.setattr(changes, "lags", lambda: [late])

    assert "10" in condition.warnings()[0]
    assert condition.warnings()[0] in shown(editor)
    assert condition.warnings()[0] in shown(editor, "/admin/")


def test_other_followers_that_are_behind_are_not_the_searchs_business(pages, monkeypatch):
    late = changes.Lag(follower="recommendations", n_changes=7, oldest_seconds=600.0)
    monkeypatch.setattr(changes, "lags", lambda: [late])

    assert condition.warnings() == []


def test_a_missing_index_says_so(home):
    assert len(condition.warnings()) == 1
    assert "keinen Suchindex" in condition.warnings()[0]


def test_an_engine_that_is_stood_in_for_says_so(pages, monkeypatch):
    away = FallbackState("elasticsearch", is_open=True, reason="refused")
    monkeypatch.setattr(condition, "engine_state", lambda: away)

    told = condition.warnings()

    assert len(told) == 1  # the portal's own index is well
    assert "server" in told[0]
