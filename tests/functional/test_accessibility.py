"""Every public screen, in German and in Arabic, by day and at dusk: nobody is shut out.

Neither by colors, nor by a small window, nor by large letters, nor by having a keyboard or a thumb only.
"""

import pytest
from playwright.sync_api import Page
from wagtail.models import get_page_models

from cms.core.models import BasePage
from tests.functional.conftest import WholePortal
from tests.functional.looking import troubles, walk_with_the_keyboard
from tests.functional.screens import SCREENS, Screen, types_with_a_screen
from tests.support.browser import PortalBrowser, screenshot

pytestmark = pytest.mark.chromium

FEWEST_STOPS = 15
LANGUAGES = pytest.mark.parametrize("language", ["de", "ar"])
WALKED = ("home", "form", "article", "company list", "found with chips")


def test_every_type_of_page_stands_among_the_screens(whole_portal: WholePortal) -> None:
    types = {model for model in get_page_models() if issubclass(model, BasePage)}

    assert types_with_a_screen(whole_portal.region) == types


@LANGUAGES
def test_no_public_screen_shuts_anybody_out(visitors: PortalBrowser, whole_portal: WholePortal, language: str) -> None:
    page = visitors.open("/health/")

    found = {name: look_at(page, screen, whole_portal, language) for name, screen in SCREENS.items()}

    assert {name: lines for name, lines in found.items() if lines} == {}


def look_at(page: Page, screen: Screen, portal: WholePortal, language: str) -> list[str]:
    """Return what is wrong with a screen, and keep a picture of it when something is."""
    address = screen.address(portal.region, language)
    answer = page.goto(address)
    if answer.status != screen.status:
        return [f"{address} answers {answer.status}"]
    screen.prepare(page)
    if page.locator("html").get_attribute("lang") != language:
        return [f"{address} is not in {language}"]
    found = troubles(page)
    if found:
        screenshot(page, f"trouble-{language}{address}")
    return found


@LANGUAGES
def test_blocks_and_components_fit_with_large_letters_and_suit_a_thumb(visitors: PortalBrowser, language: str) -> None:
    page = visitors.open(f"/gallery/?lang={language}")

    assert troubles(page, with_axe=False) == []


@LANGUAGES
@pytest.mark.parametrize("name", WALKED)
def test_a_keyboard_reaches_everything_and_shows_where_it_is(
    visitors: PortalBrowser, whole_portal: WholePortal, name: str, language: str
) -> None:
    screen = SCREENS[name]
    page = visitors.open(screen.address(whole_portal.region, language))
    screen.prepare(page)

    walk = walk_with_the_keyboard(page)

    assert (walk.invisible, walk.covered, walk.missed) == ([], [], [])
    assert walk.n_stops >= FEWEST_STOPS
