"""What a visit asks for and leaves behind: nothing foreign, no cookie that is not needed, and pages in order."""

import pytest
from playwright.sync_api import Page, Response

from tests.functional.conftest import WholePortal
from tests.functional.screens import SCREENS, Screen
from tests.support.browser import PortalBrowser

pytestmark = pytest.mark.chromium

MOST_REQUESTS_OF_HOME = 10
FIRST_FAILURE = 400
# One line for everything that is out of order in the document itself.
OUT_OF_ORDER = """() => {
    const found = [], all = selector => [...document.querySelectorAll(selector)];
    const tag = element => element.outerHTML.slice(0, 120);
    if (!document.documentElement.lang) found.push('the page does not say its language');
    if (!document.documentElement.dir) found.push('the page does not say its direction');
    if (all('h1').length !== 1) found.push(`${all('h1').length} headings of the first level`);
    let level = 0;
    for (const heading of all('main :is(h1, h2, h3, h4, h5, h6)')) {
        const own = Number(heading.tagName[1]);
        if (own > level + 1) found.push(`from level ${level} to ${own}: ${heading.textContent.trim()}`);
        level = own;
    }
    for (const image of all('img')) {
        if (!image.getAttribute('width') || !image.getAttribute('height')) found.push(`no size: ${tag(image)}`);
        if (!image.hasAttribute('alt')) found.push(`no words: ${tag(image)}`);
    }
    for (const link of all('a[href]')) {
        const words = link.textContent + (link.ariaLabel ?? '') + all('img', link).map(image => image.alt).join('');
        if (!words.trim()) found.push(`says nothing: ${tag(link)}`);
    }
    for (const element of all(':is(a, use, [rel=stylesheet], [rel=preload], [rel=icon])[href], [src], [action]')) {
        const address = element.getAttribute('href') ?? element.getAttribute('src') ?? element.getAttribute('action');
        if (address.startsWith('http:') && !address.startsWith(location.origin)) found.push(`unsafe: ${tag(element)}`);
    }
    return found;
}"""


@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_public_page_is_in_order_and_leaves_no_cookie(
    visitors: PortalBrowser, whole_portal: WholePortal, language: str
) -> None:
    page = visitors.open("/health/")

    found = {name: look_at(page, screen, whole_portal, language) for name, screen in SCREENS.items()}

    # Foreign requests, breaches of the security policy and errors in scripts fail the test when `visitors` ends.
    assert {name: lines for name, lines in found.items() if lines} == {}


def look_at(page: Page, screen: Screen, portal: WholePortal, language: str) -> list[str]:
    """Open a screen as somebody who was never here before, and return what is wrong with it."""
    page.context.clear_cookies()
    failed: list[str] = []

    def listen(answer: Response) -> None:
        if answer.status >= FIRST_FAILURE and answer.request.resource_type != "document":
            failed.append(f"{answer.status} {answer.url}")

    page.on("response", listen)
    page.goto(screen.address(portal.region, language), wait_until="networkidle")
    screen.prepare(page)
    page.remove_listener("response", listen)
    cookies = [] if screen.posts else [f"a cookie: {cookie['name']}" for cookie in page.context.cookies()]
    return [*cookies, *failed, *page.evaluate(OUT_OF_ORDER)]


def test_a_form_that_posts_needs_one_cookie_and_no_more(visitors: PortalBrowser, whole_portal: WholePortal) -> None:
    page = visitors.open(whole_portal.region.path("form"))

    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]


def test_the_start_page_asks_for_ten_things_at_most(visitors: PortalBrowser) -> None:
    page = visitors.open("/health/")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))

    page.goto("/", wait_until="networkidle")

    assert len(asked) <= MOST_REQUESTS_OF_HOME, "\n".join(sorted(asked))
