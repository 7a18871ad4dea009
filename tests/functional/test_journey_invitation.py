"""An administrator invites a colleague by mail; the colleague comes from the letter to the desk."""

import email
import email.policy
import re

import pytest
from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.accounts import services as accounts
from cms.accounts.models import User
from cms.mailing.models import OutboxMail
from tests.factories.people import PASSWORD
from tests.functional.region import make_staff
from tests.support.browser import PortalBrowser, axe, screenshot

pytestmark = [pytest.mark.journey, pytest.mark.chromium, pytest.mark.usefixtures("region")]

NEW = "nora.noack@landkreis.example"
CHOSEN = "muschelkalk am morgen"


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // app_settings.TOTP_PERIOD))


def sign_in(page: Page, user: User) -> None:
    page.goto("/admin/")
    page.locator("[name=login]").fill(user.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[name=code]").fill(accounts.current_code(user=user)[0])
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/admin/")


def link_in_the_letter() -> str:
    mail = OutboxMail.objects.get(recipient=NEW)
    letter = email.message_from_bytes(bytes(mail.message), policy=email.policy.default)
    words = letter.get_body(("plain",)).get_content()
    return re.search(r"http://localhost:8000(/konto/einladung/\S+)", words).group(1)


def test_a_colleague_is_invited_and_comes_to_the_desk(browser: PortalBrowser) -> None:
    boss = make_staff(accounts.Role.ADMINISTRATOR, email="verwaltung@landkreis.example")
    desk = browser.open("/admin/")
    sign_in(desk, boss)

    desk.goto("/admin/invitations/")
    desk.locator("#id_email").fill(NEW)
    desk.locator("[name=role][value=reviewer]").check()
    screenshot(desk, "invitation-01-desk")
    desk.locator("main form button[type=submit]").first.click()
    expect(desk.locator("main table")).to_contain_text(NEW)
    screenshot(desk, "invitation-02-invited")
    found = axe(desk, only=("label", "button-name", "heading-order", "list", "td-headers-attr"))

    page = browser.open(link_in_the_letter(), size="phone")
    expect(page).to_have_url(re.compile("/konto/einladung/$"))
    screenshot(page, "invitation-03-welcome")
    found += axe(page)
    page.locator("[name=first_name]").fill("Nora")
    page.locator("[name=last_name]").fill("Noack")
    page.locator("[name=password1]").fill(CHOSEN)
    page.locator("[name=password2]").fill(CHOSEN)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/zweiter-faktor/einrichten/**")
    secret = re.search(r'hh-num">([A-Z2-7]{32})<', page.content()).group(1)
    page.locator("[name=code]").fill(code(secret))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/ersatzcodes/**")
    page.goto("/admin/")

    expect(page.locator("body")).to_contain_text("Nora")
    used = browser.open(link_in_the_letter(), size="phone")
    screenshot(used, "invitation-04-used")
    assert found + axe(used) == []
    assert accounts.Role.REVIEWER.value in {group.name for group in User.objects.get(email=NEW).groups.all()}
