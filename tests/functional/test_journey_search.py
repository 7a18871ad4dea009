"""Somebody looks for something: with a typing error, by keyboard, with filters, with and without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.functional.conftest import WholePortal
from tests.functional.looking import troubles
from tests.functional.portal_region import GERMAN_ARTICLE, KITA
from tests.support.browser import PortalBrowser, screenshot

pytestmark = [
    pytest.mark.journey,
    pytest.mark.chromium,
]

TYPO, MEANT = "Kindergartn", "Kindergarten"


def title_of_a_hit(page: Page, title: str) -> Locator:
    """Return the heading of one result; what expects it waits for the page that holds it."""
    return page.locator(".hh-hit h3", has_text=title)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_typing_error_is_corrected_and_can_be_insisted_on(visitors: PortalBrowser, size: str) -> None:
    page = visitors.open("/", size=size)

    page.locator("#hero-search").fill(TYPO)
    page.locator("#hero-search").press("Enter")
    notes = page.locator("#search-notes")

    expect(notes.locator("b")).to_have_text(MEANT)
    expect(page.locator(".hh-hit", has_text=KITA).locator("mark").first).to_have_text(MEANT)
    screenshot(page, f"search-{size}-01-corrected")
    assert troubles(page) == []

    notes.get_by_role("link").click()

    expect(page).to_have_url(re.compile("exact=Kindergartn"))
    expect(notes.locator("b")).to_have_count(0)
    expect(page.locator(".hh-empty")).to_contain_text(TYPO)
    page.evaluate("history.back()")
    expect(page.locator("#search-notes b")).to_have_text(MEANT)


def test_results_change_while_one_types_and_filters_by_keyboard_keep_the_focus(visitors: PortalBrowser) -> None:
    page = visitors.open("/suche/")
    page.evaluate("document.documentElement.dataset.stays = 'yes'")

    page.locator("#page-search").press_sequentially("Mechatroniker Niesky", delay=20)
    expect(page.locator("#results-heading")).to_have_text(re.compile(r"^\d+"))
    expect(page).to_have_url(re.compile(r"\?q=Mechatroniker\+Niesky$"))
    expect(page.get_by_role("status")).to_contain_text(page.locator("#results-heading").inner_text())
    n_found = page.locator("#results-heading").inner_text()
    expect(page.locator("#search-notes .hh-chip")).to_contain_text(["Niesky"])

    offers = page.locator("#kind-offer")
    for _ in range(20):
        page.keyboard.press("Tab")
        if offers.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile("kind=offer"))
    expect(page.locator("#kind-offer")).to_be_focused()
    expect(page.locator("#kind-offer")).to_be_checked()
    expect(page.locator(".hh-hit .hh-tag").first).to_have_text("Angebot")
    screenshot(page, "search-02-filtered")
    assert troubles(page) == []

    page.locator("#search-notes").get_by_role("link").first.press("Enter")
    expect(page).to_have_url(re.compile("plain=Niesky"))
    expect(page.locator("#results-heading")).to_be_focused()
    assert page.evaluate("document.documentElement.dataset.stays") == "yes"
    # Going back loads the page before anew; asked to go back twice at once, a browser drops the first.
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"kind=offer$"))
    page.wait_for_function("!document.documentElement.dataset.stays && document.readyState === 'complete'")
    page.evaluate("history.back()")
    expect(page.locator("#results-heading")).to_have_text(n_found)


def test_on_a_phone_filters_are_folded_away_and_stay_open_while_one_chooses(visitors: PortalBrowser) -> None:
    page = visitors.open("/suche/?q=Wohnung", size="phone")
    kind = page.locator("#kind-page")
    expect(kind).not_to_be_visible()

    page.locator(".hh-facets > summary").click()
    kind.check()

    expect(page).to_have_url(re.compile("kind=page"))
    expect(page.locator("#kind-page")).to_be_visible()
    expect(page.locator("#kind-page")).to_be_checked()


def test_without_scripts_one_searches_and_filters(visitors: PortalBrowser) -> None:
    page = visitors.open("/suche/", javascript=False)

    page.locator("#page-search").fill("Wohnung")
    page.locator("#page-search").press("Enter")
    expect(title_of_a_hit(page, GERMAN_ARTICLE)).to_be_visible()
    page.locator("#kind-page").check()
    page.locator(".hh-facets button[type=submit]").click()

    expect(page).to_have_url(re.compile("kind=page"))
    expect(page.locator("#kind-page")).to_be_checked()
    expect(page.locator("#page-search")).to_have_value("Wohnung")
    expect(title_of_a_hit(page, GERMAN_ARTICLE)).to_be_visible()


def test_what_one_types_is_completed_and_chosen_by_keyboard(visitors: PortalBrowser) -> None:
    page = visitors.open("/suche/")
    box = page.get_by_role("combobox", name=re.compile(".+"))

    box.last.press_sequentially("Kita", delay=20)
    expect(page.get_by_role("option").first).to_contain_text("Kita")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator(".hh-hit h3").first).to_have_text(KITA)
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_in_arabic_a_german_word_finds_the_arabic_page(visitors: PortalBrowser, whole_portal: WholePortal) -> None:
    page = visitors.open("/ar/suche/?q=Wohnung+anmelden")

    first = page.locator(".hh-hit h3 a").first

    expect(first).to_have_attribute("href", re.compile(re.escape(whole_portal.region.path("article", "ar")) + "$"))
    screenshot(page, "search-03-arabic")
    assert troubles(page) == []
