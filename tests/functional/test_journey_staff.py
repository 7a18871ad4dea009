"""Staff at the desk: password and second factor, an offer edited in Wagtail's form, and what the public sees then."""

import pytest
from playwright.sync_api import expect

from matching.models import Offer
from tests.functional.desk import sign_in_with_second_factor
from tests.support.browser import PortalBrowser, screenshot

pytestmark = [pytest.mark.journey, pytest.mark.chromium, pytest.mark.usefixtures("region")]

NEW_TITLE = "Elektroniker/in für Betriebstechnik in der Spätschicht"


def test_an_offer_is_edited_and_published_at_the_desk_and_the_public_page_follows(browser: PortalBrowser) -> None:
    offer = Offer.objects.order_by("pk").first()
    page = browser.open(f"/angebote/{offer.public_id}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(offer.title)

    sign_in_with_second_factor(page)
    screenshot(page, "staff-03-desk")
    page.goto(f"/admin/snippets/matching/offer/edit/{offer.pk}/")
    screenshot(page, "staff-04-offer")
    page.get_by_role("textbox", name="Titel").fill(NEW_TITLE)
    place = page.locator("#id_place-chooser")
    place.get_by_role("button", name="Aktionen").click()
    place.get_by_role("button", name="Anderen Ort wählen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Suchen nach").fill("Zittau")
    dialog.get_by_role("link", name="Zittau").click()
    expect(dialog).to_have_count(0)
    page.locator("footer").get_by_role("button", name="Mehr Aktionen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.wait_for_url("**/admin/snippets/matching/offer/**")

    page.goto(f"/angebote/{offer.public_id}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW_TITLE)
    expect(page.get_by_role("main")).to_contain_text("Zittau")
    page.goto("/suche/?q=Betriebstechnik")
    expect(page.get_by_role("link", name=NEW_TITLE)).to_be_visible()
