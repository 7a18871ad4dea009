"""A checklist in a real browser: ticks stay on the device, the list can be passed on, and scripts are not needed."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import ArticlePageFactory, serve_portal
from tests.support.browser import PortalBrowser

pytestmark = [pytest.mark.chromium, pytest.mark.django_db(transaction=True)]

STORY = """[
  {"type": "checklist", "value": {"title": "Mappe", "introduction": "", "items": [
    {"type": "item", "id": "pass", "value": {"title": "Ausweis", "text": ""}},
    {"type": "item", "id": "pen", "value": {"title": "Stift", "text": ""}}]}},
  {"type": "checklist", "value": {"title": "Koffer", "introduction": "", "items": [
    {"type": "item", "id": "shoes", "value": {"title": "Schuhe", "text": ""}}]}}
]"""


@pytest.fixture
def path() -> str:
    page = ArticlePageFactory(parent=serve_portal(), slug="mappe", story=STORY)
    return page.url


def test_ticks_stay_after_the_page_was_closed(browser: PortalBrowser, path: str) -> None:
    page = browser.open(path)

    page.get_by_label("Ausweis").check()
    page.get_by_label("Schuhe").check()
    page.reload()

    expect(page.get_by_label("Ausweis")).to_be_checked()
    expect(page.get_by_label("Schuhe")).to_be_checked()
    expect(page.get_by_label("Stift")).not_to_be_checked()


def test_progress_is_told_and_ticks_can_be_removed(browser: PortalBrowser, path: str) -> None:
    page = browser.open(path)
    folder = page.locator("[data-checklist]").first
    page.get_by_label("Schuhe").check()

    page.get_by_label("Stift").check()
    told = folder.get_by_role("status").inner_text()
    folder.locator("[data-checklist-clear]").click()

    assert "1" in told
    assert "2" in told
    expect(page.get_by_label("Stift")).not_to_be_checked()
    expect(page.get_by_label("Schuhe")).to_be_checked()


def test_without_the_devices_own_menu_the_address_is_copied(browser: PortalBrowser, path: str) -> None:
    page = browser.open(path, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("Object.defineProperty(navigator, 'share', {value: undefined})")

    share(page)

    button = page.locator("[data-share]").first
    expect(button).to_have_text(button.get_attribute("data-done") or "")
    assert page.evaluate("navigator.clipboard.readText()").endswith(path)


def test_the_devices_own_menu_gets_the_address(browser: PortalBrowser, path: str) -> None:
    page = browser.open(path)
    page.evaluate("Object.defineProperty(navigator, 'share', {value: async (what) => { window.shared = what.url; }})")

    share(page)

    assert page.evaluate("window.shared").endswith(path)


def test_without_scripts_it_is_a_plain_list_of_boxes(browser: PortalBrowser, path: str) -> None:
    page = browser.open(path, javascript=False)

    expect(page.get_by_label("Ausweis")).to_be_visible()
    expect(page.locator("[data-share]").first).to_be_hidden()


def share(page: Page) -> None:
    page.locator("[data-share]").first.click()
