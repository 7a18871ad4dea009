"""What staff do at the desk before anything else, and after everything."""

from playwright.sync_api import Page

from cms.accounts import services as accounts
from tests.factories.people import PASSWORD
from tests.functional.region import make_publisher
from tests.support.browser import screenshot


def sign_in_with_second_factor(page: Page) -> None:
    """Sign in as somebody who may publish, with password and authenticator."""
    user = make_publisher()
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
    page.locator("footer").get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.locator(".messages .success").wait_for()
