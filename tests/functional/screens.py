"""Every public screen: where it is, and what one does before one looks at it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from cms.core.models import BasePage
from tests.functional.portal_region import PortalRegion


def only_look(_page: Page) -> None:
    """Do nothing."""


def send_an_empty_form(page: Page) -> None:
    """Press the button before anything was written."""
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("alert")).to_be_visible()


def send_without_the_cookie(page: Page) -> None:
    """Send a form as a browser does that keeps no cookies: it is refused, in words."""
    page.context.clear_cookies()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main form[method=post]")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()  # the answer, not the moment before it
    page.wait_for_load_state()


def unfold_everything(page: Page) -> None:
    """Open what is folded: only what one sees can be checked."""
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true; })")


@dataclass(frozen=True)
class Screen:
    """One screen; `page` names the page of the region that it is, or `path` says where it is in German."""

    page: str = ""
    path: str = ""
    prepare: Callable[[Page], None] = only_look
    status: int = 200
    posts: bool = False  # a form that sends something needs its cookie

    def address(self, region: PortalRegion, language_code: str = "de") -> str:
        """Return where the screen is in a language."""
        if self.page:
            return region.path(self.page, language_code)
        path = self.path.format(offer=region.offer.public_id)
        return path if language_code == "de" else f"/{language_code}{path}"


# A page of each type, most of them with everything that their type can show.
PAGES = {
    "home": Screen("home"),
    "section": Screen("section"),
    "subject": Screen("subject"),
    "article": Screen("article", prepare=unfold_everything),
    "short article": Screen("short article"),
    "municipality": Screen("municipality"),
    "article of a municipality": Screen("article of a municipality", prepare=unfold_everything),
    "imprint": Screen("imprint"),
    "privacy": Screen("privacy"),
    "accessibility statement": Screen("accessibility statement"),
    "story list": Screen("story list"),
    "story": Screen("story"),
    "form": Screen("form", posts=True),
    "barrier form": Screen("barrier form", posts=True),
    "company list": Screen("company list"),
    "company": Screen("company"),
    "handbook": Screen("handbook"),
    "chapter": Screen("chapter"),
    "event list": Screen("event list"),
    "event": Screen("event"),
    "mentoring": Screen("mentoring"),
    "program": Screen("program"),
}
OTHERS = {
    "form with mistakes": Screen("form", prepare=send_an_empty_form, posts=True),
    "form that was sent": Screen(path="/kontakt/?gesendet"),
    "form that was refused": Screen("form", prepare=send_without_the_cookie, posts=True),
    "companies that do not exist": Screen(path="/arbeiten/betriebe/?place=Nirgends"),
    "found": Screen(path="/suche/?q=Wohnung"),
    "found with chips": Screen(path="/suche/?q=Teilzeit+Mechatroniker+Niesky"),
    "found after a correction": Screen(path="/suche/?q=Kindergartn"),
    "nothing left by filters": Screen(path="/suche/?q=Wohnung&municipality=0"),
    "nothing found": Screen(path="/suche/?q=Qwrtzuiop"),
    "nothing asked": Screen(path="/suche/"),
    "offers": Screen(path="/angebote/"),
    "offer": Screen(path="/angebote/{offer}/"),
    "ranking": Screen(path="/passt-zu-mir/so-entsteht-die-reihenfolge/"),
    "not there": Screen(path="/gibt-es-nicht/", status=404),
}
SCREENS = {**PAGES, **OTHERS}


def types_with_a_screen(region: PortalRegion) -> set[type[BasePage]]:
    """Return the types of page that stand among the screens."""
    return {type(region.pages[screen.page]) for screen in PAGES.values()}
