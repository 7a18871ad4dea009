"""Visitors look for something in vain; an editor sees it, writes the page, and then it is found."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from search import misses
from search.models import AskedWords, PromotedResult, SearchInvariant
from tests.functional.desk import publish, sign_in_with_second_factor
from tests.functional.portal_region import KITA, PortalRegion, make_searchable
from tests.support.browser import PortalBrowser, axe, screenshot
from tests.support.processes import wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.chromium,
]

WORDS = "quarkkeulchen"
TITLE = "Quarkkeulchen"
# Wagtail's frame around our part of the desk is not ours to mend.
OUR_PART = "axe.run('.nice-padding', {resultTypes: ['violations']})"
OUR_PANEL = "axe.run('[aria-labelledby=search-panel-heading]', {resultTypes: ['violations']})"
OUR_PREVIEW = "axe.run('#what-changes', {resultTypes: ['violations']})"


@pytest.fixture
def turn_the_day(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let tomorrow begin for whoever counts searches."""
    days = [timezone.localdate()]

    def today() -> date:
        return days[0]

    def turn() -> None:
        days[0] += timedelta(days=1)

    monkeypatch.setattr(misses, "_today", today)
    return turn


def look_for(page: Page, words: str) -> None:
    page.goto("/suche/")
    page.locator("#page-search").fill(words)
    page.locator("#page-search").press("Enter")
    page.wait_for_url("**q=**")


def mistakes_in(page: Page, part: str = OUR_PART) -> list[str]:
    """Return what axe finds in what we have added to the desk."""
    axe(page, only=("document-title",))  # brings axe into the page
    return [f"{one['id']}: {one['nodes'][0]['target']}" for one in page.evaluate(part)["violations"]]


def test_what_visitors_miss_is_written_by_an_editor_and_then_found(
    browser: PortalBrowser, own_portal: PortalRegion, turn_the_day: Callable[[], None]
) -> None:
    make_searchable()
    visitor, desk = browser.open("/health/"), browser.open("/health/")
    for n_days in range(1, misses.DAYS_UNTIL_READABLE + 1):
        look_for(visitor, WORDS)
        expect(visitor.get_by_role("link", name=TITLE)).to_have_count(0)
        # The page may show what was found while typing; what counts is the search that was sent.
        wait_until(lambda n=n_days: AskedWords.objects.filter(n_days=n).exists(), what="the search is counted")
        turn_the_day()
    screenshot(visitor, "search-desk-01-nothing-found")

    sign_in_with_second_factor(desk)
    searched_in_vain = desk.get_by_role("link", name=WORDS)
    screenshot(desk, "search-desk-02-start-page")
    searched_in_vain.click()
    row = desk.get_by_role("row", name=WORDS)
    expect(row).to_contain_text("3")
    screenshot(desk, "search-desk-03-to-do")
    assert mistakes_in(desk) == []
    row.get_by_role("link", name="Seite schreiben").click()
    desk.get_by_label("Unter der Seite").select_option(label="– Ankommen")
    screenshot(desk, "search-desk-04-place")
    assert mistakes_in(desk) == []
    desk.get_by_role("button", name="Seite schreiben").click()
    expect(desk.locator("#id_title")).to_have_value(TITLE)
    screenshot(desk, "search-desk-05-form")
    publish(desk)

    look_for(visitor, WORDS)
    visitor.get_by_role("main").get_by_role("link", name=TITLE).first.click()
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    desk.goto(reverse("search_desk:overview"))
    expect(desk.get_by_role("row", name=WORDS)).to_have_count(0)


def test_an_editor_sees_why_a_result_is_there_and_what_a_synonym_would_change(
    browser: PortalBrowser, own_portal: PortalRegion
) -> None:
    make_searchable()
    SearchInvariant.objects.create(query="Gespensterhaus", page=own_portal.pages["home"])
    PromotedResult.objects.create(
        page=own_portal.pages["home"], words="Umzug", end_date=timezone.localdate() - timedelta(days=1)
    )
    today = timezone.localdate()
    AskedWords.objects.create(
        key="1", text="tagesmutter", language="de", n_days=9, n_found=40, n_chosen=3, last_day=today
    )
    desk = browser.open("/health/")
    sign_in_with_second_factor(desk)

    desk.goto(reverse("search_desk:overview"))
    desk.get_by_role("button", name="Jetzt prüfen").click()
    expect(desk.get_by_role("row", name="Gespensterhaus")).to_be_visible()
    screenshot(desk, "search-desk-06-promises")
    assert mistakes_in(desk) == []
    desk.goto("/admin/")
    screenshot(desk, "search-desk-07-start-page")
    assert mistakes_in(desk, OUR_PANEL) == []

    desk.goto(reverse("search_desk:why"))
    desk.get_by_label("Das geben Besucherinnen und Besucher ein").fill("Kta Platz")
    desk.locator("main").get_by_role("button", name="Suche").click()
    expect(desk.get_by_role("link", name=KITA, exact=True)).to_be_visible()
    screenshot(desk, "search-desk-08-why")
    assert mistakes_in(desk) == []

    desk.goto(reverse("wagtailsnippets_search_synonym:add"))
    desk.locator("#id_words").fill("Gespensterhaus, Kita")
    desk.get_by_role("button", name="Zeigen, was sich ändert").click()
    expect(desk.locator("#what-changes")).to_contain_text(KITA)
    desk.locator("#what-changes").scroll_into_view_if_needed()
    screenshot(desk, "search-desk-09-synonym")
    assert mistakes_in(desk, OUR_PREVIEW) == []
    desk.locator("footer").get_by_role("button", name="Speichern").click()
    desk.locator(".messages .success").wait_for()

    desk.goto(reverse("wagtailsnippets_search_promotedresult:list"))
    screenshot(desk, "search-desk-10-promoted")
    desk.goto(reverse("wagtailsnippets_search_promotedresult:add"))
    screenshot(desk, "search-desk-11-promoted-form")
    desk.goto(reverse("wagtailsnippets_search_searchinvariant:add"))
    screenshot(desk, "search-desk-12-promise-form")
