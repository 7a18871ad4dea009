"""A newcomer who reads no German: from English to Arabic, with a checklist that stays, and back; and a search."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import WholePortal
from tests.functional.portal_region import ARABIC_ARTICLE, ARABIC_HOME, CHECKLIST, ENGLISH_ARTICLE, GERMAN_ARTICLE, KITA
from tests.support.browser import PortalBrowser, screenshot

pytestmark = [
    pytest.mark.journey,
    pytest.mark.chromium,
]

TICKED, OPEN = (item["value"]["title"] for item in CHECKLIST[0]["value"]["items"][:2])


def switch_to(page: Page, name: str, code: str) -> None:
    """Choose a language in the bar on top; each is called by its own name, and marked as written in it."""
    link = page.locator(".hh-util").get_by_role("link", name=name, exact=True)
    assert (link.get_attribute("lang"), link.get_attribute("hreflang")) == (code, code)
    link.click()
    expect(page.locator("html")).to_have_attribute("lang", code)
    expect(page.locator(f'.hh-util a[lang="{code}"]')).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_newcomer_reads_in_arabic_ticks_a_list_and_finds_the_tick_again(
    visitors: PortalBrowser, whole_portal: WholePortal, size: str
) -> None:
    page = visitors.open("/en/", size=size, locale="en-GB")
    expect(page.get_by_role("heading", level=1)).to_have_text("Arrive. Return. Stay.")

    switch_to(page, "العربية", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_role("heading", level=1)).to_have_text(ARABIC_HOME)
    screenshot(page, f"newcomer-{size}-01-arabic-home")
    page.locator("main").get_by_role("link", name="الوصول").first.click()
    page.locator("main").get_by_role("link", name=ARABIC_ARTICLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ARABIC_ARTICLE)

    expect(page.locator("[data-checklist-tools]").last).to_be_visible()  # from then on ticks are kept
    page.get_by_label(TICKED).last.check()
    page.reload()
    expect(page.get_by_label(TICKED).last).to_be_checked()
    expect(page.get_by_label(OPEN).last).not_to_be_checked()
    screenshot(page, f"newcomer-{size}-02-ticked")
    somebody_else = visitors.open(whole_portal.region.path("article", "ar"), size=size)
    expect(somebody_else.get_by_label(TICKED).last).not_to_be_checked()

    switch_to(page, "English", "en")
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH_ARTICLE)
    expect(page.get_by_label(TICKED).last).to_be_checked()
    switch_to(page, "Deutsch", "de")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.get_by_role("heading", level=1)).to_have_text(GERMAN_ARTICLE)
    expect(page.get_by_label(TICKED).last).to_be_checked()


def test_a_page_without_arabic_shows_german_marked_as_german(
    visitors: PortalBrowser, whole_portal: WholePortal
) -> None:
    page = visitors.open(whole_portal.region.path("short article", "ar"))

    main, note = page.get_by_role("main"), page.locator(".hh-fallback")

    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.get_by_role("heading", level=1)).to_have_text(KITA)
    assert (main.get_attribute("lang"), main.get_attribute("dir")) == ("de", "ltr")
    assert (note.get_attribute("lang"), note.get_attribute("dir")) == ("ar", "rtl")
    expect(note).to_contain_text(re.compile("[ء-ي]{3}"))


def test_who_searches_in_english_finds_the_german_page_and_is_told_that_it_is_german(visitors: PortalBrowser) -> None:
    page = visitors.open("/en/", locale="en-GB")

    page.locator("#hero-search").fill("kindergarten")
    page.locator("#hero-search").press("Enter")
    hit = page.locator(".hh-hit", has_text=KITA)

    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(hit.get_by_role("heading")).to_have_attribute("lang", "de")
    expect(hit).to_contain_text("German")
    screenshot(page, "newcomer-03-search")
    hit.get_by_role("link", name=KITA).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(KITA)
