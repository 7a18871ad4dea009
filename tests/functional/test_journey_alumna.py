"""An alumna comes back: from the start page over an offer and a code by e-mail to her list with its reasons."""

import re
from email import message_from_bytes, policy

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.mailing.models import OutboxMail
from matching.engine import load_weights
from matching.models import Reaction
from tests.functional.region import make_alumna
from tests.support.browser import PortalBrowser, screenshot

pytestmark = [pytest.mark.journey, pytest.mark.chromium, pytest.mark.usefixtures("region")]

LISTED = 10


def titles(page: Page) -> list[str]:
    return page.locator("article h2 a").all_inner_texts()


def card(page: Page, *, rank: int) -> Locator:
    return page.locator("article", has=page.locator(f"#fit-{rank}"))


def points(words: str) -> int:
    """Return the first number of "19 von 25"."""
    return int(re.search(r"\d+", words).group())


def code_in_the_letter(recipient: str) -> str:
    mail = OutboxMail.objects.get(recipient=recipient)
    text = message_from_bytes(bytes(mail.message), policy=policy.default).get_body(["plain"]).get_content()
    return re.search(r"^\s+(\d{4} \d{4})\s*$", text, re.MULTILINE).group(1)


def sign_in(page: Page, email: str) -> None:
    page.get_by_role("link", name="Anmelden", exact=True).first.click()
    page.get_by_label("E-Mail-Adresse").fill(email)
    screenshot(page, f"{size_name(page)}-03-sign-in")
    page.get_by_role("button", name="Code schicken").click()
    page.get_by_label("Code aus der E-Mail").fill(code_in_the_letter(email))
    screenshot(page, f"{size_name(page)}-04-code")
    page.locator("main").get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("link", name="Mein Konto").first).to_be_visible()


def unfold_menu(page: Page, *, size: str) -> None:
    """On a phone the menu lies behind its button and goes away with Escape; on a desktop it is there."""
    menu, button = page.get_by_role("navigation", name="Hauptmenü"), page.get_by_role("button", name="Menü")
    if size == "phone":
        expect(menu).to_be_hidden()
        button.click()
        screenshot(page, "phone-01-menu")
        expect(menu.get_by_role("link", name="Ankommen")).to_be_visible()
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()
    else:
        expect(menu.get_by_role("link", name="Ankommen")).to_be_visible()
        expect(button).to_be_hidden()


def size_name(page: Page) -> str:
    return "phone" if page.viewport_size["width"] < 500 else "desktop"


def open_my_list(page: Page) -> None:
    page.locator("footer").get_by_role("link", name="Passt zu mir").click()
    expect(page.get_by_role("heading", level=1, name="Passt zu mir")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_an_alumna_finds_a_job_signs_in_and_sees_why_offers_suit_her(browser: PortalBrowser, size: str) -> None:
    alumna = make_alumna()
    page = browser.open("/", size=size)
    screenshot(page, f"{size}-01-start")
    unfold_menu(page, size=size)

    page.locator("#hero-search").fill("Mechatroniker")
    page.locator(".hh-hero").get_by_role("button", name="Suchen").click()
    expect(page.get_by_role("heading", level=1, name="Suche")).to_be_visible()
    screenshot(page, f"{size}-02-search")
    page.locator(".hh-hit a", has_text="Mechatroniker/in").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mechatroniker/in")
    screenshot(page, f"{size}-02-offer")

    sign_in(page, alumna.user.email)
    open_my_list(page)
    expect(page.locator("article h2 a")).to_have_count(LISTED)
    first_list = titles(page)

    third = card(page, rank=3)
    third.get_by_text("Warum?").click()
    shown = [points(words) for words in third.locator(".hh-why li:not(.none) > b").all_inner_texts()]
    screenshot(page, f"{size}-05-my-list")
    assert len(shown) == len(load_weights()["alumni_offers"].parts)
    assert sum(shown) == points(third.locator(".hh-small b").inner_text())

    page.get_by_label("Umkreis in km").fill("5")
    page.get_by_label("Umkreis in km").press("Enter")
    page.wait_for_url(re.compile("radius_km=5"))
    near = titles(page)
    assert near != first_list
    screenshot(page, f"{size}-06-other-radius")

    declined = near[2]
    third = card(page, rank=3)
    third.get_by_text("Warum?").click()
    third.get_by_role("button", name="Nichts für mich").click()
    expect(page.get_by_role("link", name=declined, exact=True)).to_have_count(0)
    assert Reaction.objects.get().offer.title == declined
    assert "radius_km=5" in page.url
    screenshot(page, f"{size}-07-declined")

    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("link", name="Anmelden", exact=True).first).to_be_visible()
    page.goto("/passt-zu-mir/")
    assert "/konto/anmelden/" in page.url
