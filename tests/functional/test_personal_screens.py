"""Personal screens: nothing for axe to find, by day and at dusk, wide and narrow; and they work without scripts."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from cms.accounts.models import User
from cms.demo.accounts import address
from matching.models import Consent
from tests.factories import ConsentFactory, UserFactory
from tests.functional.looking import troubles
from tests.functional.region import make_alumna, make_mentors, make_youth
from tests.support.browser import PortalBrowser, screenshot
from tests.support.processes import session_of

pytestmark = [pytest.mark.chromium, pytest.mark.usefixtures("region")]

ADDRESS = "jana@heimathafen.example"


@dataclass(frozen=True)
class Screen:
    """One screen: where it is, which heading shows that one has arrived, and what is done before one looks."""

    path: str
    heading: str
    prepare: Callable[[Page], None] = lambda _page: None


def ask_for_a_code(page: Page) -> None:
    page.get_by_label("E-Mail-Adresse").fill(ADDRESS)
    page.get_by_role("button", name="Code schicken").click()


def send_an_empty_profile(page: Page) -> None:
    for name in ("occupation", "place"):
        page.locator(f"input[name={name}]").fill("")
    page.locator("input[name=radius_km]").fill("0")
    page.get_by_role("button", name="Speichern und Liste zeigen").click()
    expect(page.get_by_role("alert")).to_be_visible()


def unfold_the_reasons(page: Page) -> None:
    for summary in page.locator("article summary").all():
        summary.click()


# What a visitor sees of signing in; all other public screens stand in screens.py.
SIGNING_IN = {
    "sign-in": Screen("/konto/anmelden/", "Schön"),
    "code": Screen("/konto/anmelden/", "Postfach", ask_for_a_code),
    "demo": Screen("/demo/", "Menschen"),
}
PERSONAL = {
    "my-offers": Screen("/passt-zu-mir/", "Passt zu mir", unfold_the_reasons),
    "profile-with-errors": Screen("/passt-zu-mir/angaben/", "Über Sie", send_an_empty_profile),
    "account": Screen("/konto/", "Hallo Jana"),
}
OF_YOUTHS = {"mentors": Screen("/mentoren/", "Leute")}
OF_CHILDREN = {"guardian-missing": Screen("/mentoren/", "Eltern")}


def visitor() -> None:
    """Only the people of the demonstration are there, who have a page of their own."""
    for name in ("jana.wenke", "emil.schuster", "redaktion"):
        UserFactory(email=address(name))


def alumna() -> User:
    return make_alumna().user


def youth_of_16() -> User:
    make_mentors()
    user = make_youth(16).user
    ConsentFactory(user=user, purpose=Consent.For.MENTORING)
    return user


def youth_of_14() -> User:
    make_mentors()
    return make_youth(14).user


@pytest.mark.parametrize(
    ("person", "screens"),
    [(visitor, SIGNING_IN), (alumna, PERSONAL), (youth_of_16, OF_YOUTHS), (youth_of_14, OF_CHILDREN)],
    ids=["visitor", "alumna", "youth of 16", "youth of 14"],
)
def test_no_screen_of_signing_in_or_after_it_shuts_anybody_out(
    browser: PortalBrowser, person: Callable[[], User | None], screens: dict[str, Screen]
) -> None:
    user = person()
    page = browser.open("/health/")
    if user:
        page.context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": browser.address}])

    found = {name: findings(page, name, screen) for name, screen in screens.items()}

    assert {name: lines for name, lines in found.items() if lines} == {}


def findings(page: Page, name: str, screen: Screen) -> list[str]:
    """Return what is wrong with one screen, and keep pictures of it."""
    page.goto(screen.path)
    screen.prepare(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(screen.heading)
    screenshot(page, f"screen-{name}")
    return troubles(page)


def test_search_sign_in_and_reasons_work_without_scripts(browser: PortalBrowser) -> None:
    user = alumna()
    page = browser.open("/", javascript=False, size="phone")
    expect(page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Ankommen")).to_be_visible()

    page.locator("#hero-search").fill("Mechatroniker")
    page.locator("#hero-search").press("Enter")
    expect(page.locator(".hh-hit").first).to_contain_text("Mechatroniker/in")
    page.goto("/konto/anmelden/")
    ask_for_a_code(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Postfach")
    page.context.add_cookies([{"name": "sessionid", "value": session_of(user), "url": browser.address}])
    page.goto("/passt-zu-mir/")
    page.get_by_label("Umkreis in km").fill("5")
    page.locator("main form[method=get] button").click()
    page.wait_for_url(re.compile("radius_km=5"))
    page.locator("article summary").first.click()

    expect(page.locator("article details .hh-why").first).to_be_visible()
