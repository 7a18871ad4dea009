"""Somebody has a question: a form with mistakes, mended and sent; and all that a portal must do without scripts."""

import pytest
from playwright.sync_api import Page, expect
from wagtail.contrib.forms.models import FormSubmission

from cms.mailing.models import OutboxMail
from cms.welcome import form_answers
from tests.functional.conftest import WholePortal
from tests.functional.portal_region import CHECKLIST, KITA
from tests.support.browser import PortalBrowser, screenshot

pytestmark = [
    pytest.mark.journey,
    pytest.mark.chromium,
]

NAME, MESSAGE = "Thị Hương Nguyễn", "Wo melde ich meine Tochter an?"
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture
def in_no_hurry(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a person be as fast as a machine, and keep letters in the outbox."""
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    monkeypatch.setattr(form_answers, "LEAST_SECONDS", 0)


def send(page: Page) -> None:
    page.get_by_role("main").get_by_role("button", name="Nachricht senden").click()


@WITH_AND_WITHOUT
@pytest.mark.usefixtures("in_no_hurry")
def test_mistakes_in_a_form_are_named_first_what_was_typed_stays_and_then_it_is_sent(
    visitors: PortalBrowser, whole_portal: WholePortal, scripts: bool
) -> None:
    n_before, n_letters = FormSubmission.objects.count(), OutboxMail.objects.count()
    page = visitors.open(whole_portal.region.path("form"), javascript=scripts)
    page.get_by_label("Ihr Name").fill(NAME)
    page.get_by_label("Ihre E-Mail-Adresse").fill("huong@")
    page.get_by_label("Ihre Nachricht").fill(MESSAGE)

    send(page)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Ihre E-Mail-Adresse")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Ihr Name")).to_have_value(NAME)
    expect(page.get_by_label("Ihre E-Mail-Adresse")).to_have_value("huong@")
    expect(page.get_by_label("Ihre Nachricht")).to_have_value(MESSAGE)
    assert FormSubmission.objects.count() == n_before

    summary.get_by_role("link").click()
    expect(page.get_by_label("Ihre E-Mail-Adresse")).to_be_focused()
    page.get_by_label("Ihre E-Mail-Adresse").fill("huong@post.example")
    send(page)

    expect(page.get_by_role("main")).to_contain_text("Wir antworten in zwei Tagen.")
    assert FormSubmission.objects.count() == n_before + 1
    assert OutboxMail.objects.count() == n_letters + 1


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_menu_search_checklist_and_questions_work_without_scripts(
    visitors: PortalBrowser, whole_portal: WholePortal, size: str
) -> None:
    page = visitors.open("/", size=size, javascript=False)
    page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Ankommen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ankommen")

    page.locator("[data-search-panel] summary").click()
    page.locator("#header-search").fill("Kita")
    page.locator("#header-search").press("Enter")
    expect(page.locator(".hh-hit").get_by_role("link", name=KITA)).to_be_visible()
    screenshot(page, f"no-scripts-{size}-search")

    page.goto(whole_portal.region.path("article"))
    box = page.get_by_label(CHECKLIST[0]["value"]["items"][0]["value"]["title"]).last
    box.check()
    expect(box).to_be_checked()
    expect(page.locator("[data-checklist-tools]").first).to_be_hidden()
    answer = page.locator(".hh-fold").first
    expect(answer.locator(".rich-text")).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator(".rich-text")).to_be_visible()
