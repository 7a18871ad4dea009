"""What staff do at the desk before anything else, and after everything."""

from re import Pattern

from playwright.sync_api import Locator, Page

from cms.accounts import services as accounts
from cms.accounts.models import User
from tests.factories.people import PASSWORD
from tests.functional.region import make_publisher
from tests.support.browser import screenshot


def sign_in_with_second_factor(page: Page, user: User | None = None) -> None:
    """Sign in as a member of staff, or as somebody new who may publish, with password and authenticator."""
    user = user or make_publisher()
    page.goto("/admin/")
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    screenshot(page, "staff-01-password")
    page.get_by_role("button", name="Weiter").click()
    code, _seconds = accounts.current_code(user=user)
    page.get_by_label("Code").fill(code)
    screenshot(page, "staff-02-second-factor")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")


def save(page: Page) -> None:
    """Save a record; it is public at once."""
    page.locator("footer").get_by_role("button", name="Speichern").click()
    page.locator(".messages .success").wait_for()


def publish(page: Page) -> None:
    """Publish what is being edited."""
    page.wait_for_load_state()  # before it the menu does not open
    page.locator("footer").get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.locator(".messages .success").wait_for()


def more_actions(page: Page, name: str | Pattern[str]) -> None:
    """Do something else with what is being edited than save a draft."""
    page.wait_for_load_state()  # before it the menu does not open
    page.locator("footer").get_by_role("button", name="Mehr Aktionen").click()
    page.locator("footer").get_by_role("button", name=name).click()


def tab_to(page: Page, element: Locator, *, most: int = 300) -> None:
    """Press the tab key until an element is reached, as somebody without a mouse does."""
    element.wait_for()
    for _press in range(most):
        if element.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{element} is not reached with {most} presses of the tab key")
