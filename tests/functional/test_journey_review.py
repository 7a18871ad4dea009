"""From a draft to the visitor and back: two people, a reason, versions, a translation that fell behind, no mouse."""

import json
import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.accounts.services import Role
from cms.core.models import BasePage
from cms.welcome.models import ArticlePage
from tests.factories import ArticlePageFactory, translate_page
from tests.functional.desk import more_actions, publish, sign_in_with_second_factor, tab_to
from tests.functional.portal_region import PortalRegion
from tests.functional.region import make_publisher, make_staff
from tests.support.browser import PortalBrowser, axe, screenshot

pytestmark = [
    pytest.mark.journey,
    pytest.mark.chromium,
]

TITLE = "Führerschein umschreiben"
FIRST = "Das dauert vier Wochen."
SECOND = "Das dauert sechs Wochen."
REASON = "Bitte die Frist prüfen: Es sind sechs Wochen."
SUCCESS = ".messages .success"


def edit(desk: Page, page: BasePage) -> None:
    desk.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def board(desk: Page) -> Page:
    desk.goto(reverse("wagtailadmin_home"))
    return desk


def submit(desk: Page) -> None:
    more_actions(desk, re.compile("einreichen"))
    desk.locator(SUCCESS).wait_for()


def test_a_page_goes_from_draft_to_review_to_the_visitor_and_back_to_an_older_version(
    browser: PortalBrowser, own_portal: PortalRegion
) -> None:
    section = own_portal.pages["section"]
    address = f"{own_portal.path('section')}fuehrerschein-umschreiben/"
    visitor, writing, reading = (browser.open("/health/") for _person in range(3))
    sign_in_with_second_factor(writing, make_staff(Role.EDITOR, email="redaktion@landkreis.example"))
    sign_in_with_second_factor(reading, make_publisher())

    # A draft: nobody else sees it.
    writing.goto(reverse("wagtailadmin_pages:add", args=["welcome", "articlepage", section.pk]))
    writing.locator("#id_title").fill(TITLE)
    writing.locator("#id_summary").fill(FIRST)
    writing.get_by_role("tab", name="Veröffentlichung").click()
    expect(writing.locator("#id_slug")).to_have_value("fuehrerschein-umschreiben")  # as the title writes it
    writing.locator("footer").get_by_role("button", name="Entwurf speichern").click()
    writing.locator(SUCCESS).wait_for()
    page = ArticlePage.objects.get(title=TITLE, slug="fuehrerschein-umschreiben")
    assert visitor.goto(address).status == 404
    expect(board(writing).locator(".hh-board")).to_contain_text(TITLE)

    # A review: back with a reason, which comes by mail.
    edit(writing, page)
    submit(writing)
    expect(board(reading).locator(".hh-board")).to_contain_text(TITLE)
    screenshot(reading, "review-01-board")
    reading.locator(".hh-board").get_by_role("link", name=TITLE).click()
    more_actions(reading, "Änderungen anfordern")
    reading.get_by_role("dialog").get_by_label("Kommentar").fill(REASON)
    screenshot(reading, "review-02-reason")
    reading.get_by_role("dialog").get_by_role("button", name="Änderungen anfordern").click()
    reading.locator(SUCCESS).wait_for()
    assert [REASON in letter.body for letter in mail.outbox if letter.to == ["redaktion@landkreis.example"]] == [True]

    # Mended, approved, public.
    edit(writing, page)
    writing.locator("#id_summary").fill(SECOND)
    submit(writing)
    edit(reading, page)
    more_actions(reading, re.compile("^Freigeben"))
    reading.locator(SUCCESS).wait_for()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(visitor.get_by_role("main")).to_contain_text(SECOND)

    # Two versions compared, the older one restored.
    reading.goto(reverse("wagtailadmin_pages:history", args=[page.pk]))
    screenshot(reading, "review-03-history")
    old, new = page.revisions.order_by("created_at").first(), page.revisions.order_by("created_at").last()
    reading.goto(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, new.pk]))
    expect(reading.get_by_role("main")).to_contain_text("vier")
    expect(reading.get_by_role("main")).to_contain_text("sechs")
    screenshot(reading, "review-04-comparison")
    reading.goto(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk]))
    expect(reading.locator("#id_summary")).to_have_value(FIRST)
    publish(reading)
    visitor.goto(address)
    expect(visitor.get_by_role("main")).to_contain_text(FIRST)


def test_a_translation_that_fell_behind_stands_on_the_board_until_it_is_mended(
    browser: PortalBrowser, own_portal: PortalRegion
) -> None:
    article = ArticlePageFactory(parent=own_portal.pages["section"], title=TITLE, story="[]")
    article.save_revision().publish()
    english = translate_page(article, title="Exchange your driving licence")
    visitor, desk = browser.open("/health/"), browser.open("/health/")
    sign_in_with_second_factor(desk)
    expect(board(desk).locator(".hh-board__rows")).not_to_contain_text(TITLE)

    edit(desk, article)
    desk.locator("#id_summary").fill(SECOND)
    publish(desk)
    row = board(desk).locator(".hh-board__row").filter(has_text=TITLE)
    expect(row).to_contain_text("EN")
    screenshot(desk, "review-05-stale")
    row.get_by_role("link", name=TITLE).click()
    expect(desk.get_by_text("Älter als die deutsche Seite")).to_be_visible()
    desk.locator("#id_summary").fill("It takes six weeks.")
    publish(desk)

    expect(board(desk).locator(".hh-board__row").filter(has_text=TITLE)).to_have_count(0)
    visitor.goto(english.url)
    expect(visitor.get_by_role("main")).to_contain_text("It takes six weeks.")


def test_a_page_is_published_with_the_keyboard_alone(browser: PortalBrowser, own_portal: PortalRegion) -> None:
    article = ArticlePageFactory(parent=own_portal.pages["section"], title=TITLE, story="[]")
    reviewer = make_publisher()
    article.save_revision().publish()
    article.save_revision(user=reviewer)
    visitor, desk = browser.open("/health/"), browser.open("/health/")
    sign_in_with_second_factor(desk, reviewer)
    keys = desk.keyboard

    tab_to(desk, desk.locator(".hh-board").get_by_role("link", name=TITLE))
    keys.press("Enter")
    tab_to(desk, desk.locator("#id_title"))
    keys.press("Control+a")
    keys.type("Den Führerschein umschreiben")
    tab_to(desk, desk.locator("footer").get_by_role("button", name="Mehr Aktionen"))
    keys.press("Enter")
    tab_to(desk, desk.locator("footer").get_by_role("button", name="Veröffentlichen"))
    keys.press("Enter")
    desk.locator(SUCCESS).wait_for()

    visitor.goto(article.url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Den Führerschein umschreiben")


def test_the_findings_stand_beside_the_form_and_lead_to_the_field(
    browser: PortalBrowser, own_portal: PortalRegion
) -> None:
    markup = '<h3>Wo?</h3><p>Den Antrag gibt es <a href="https://amt.example/">hier</a>.</p>'
    story = json.dumps([{"type": "text", "id": "00000000-0000-4000-8000-000000000001", "value": markup}])
    article = ArticlePageFactory(parent=own_portal.pages["section"], title=TITLE, summary="", story=story)
    desk = browser.open("/health/")
    sign_in_with_second_factor(desk)
    edit(desk, article)

    desk.locator("[data-side-panel-toggle=checks]").click()
    findings = desk.locator("[data-findings-list]")
    expect(findings.get_by_role("listitem")).to_have_count(3)
    screenshot(desk, "review-06-findings")
    assert axe(desk, within="[data-findings]") == []
    findings.locator("[data-findings-go=summary]").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#id_summary")).to_be_focused()
    desk.keyboard.type("Wo Sie den Antrag bekommen.")
    expect(findings.get_by_role("listitem")).to_have_count(2)
    findings.get_by_role("button").first.click()
    expect(desk.locator("[contenteditable=true]").first).to_be_focused()


OUR_REGIONS = [
    ("wagtailadmin_home", [], ".hh-board"),
    ("desk_to_do", ["checks"], "main"),
    ("desk_handbook", [], "main"),
    ("translation_report", [], "main"),
    ("page_findings", ["article"], "main"),
]


def test_our_own_regions_of_the_desk_are_accessible(browser: PortalBrowser, own_portal: PortalRegion) -> None:
    desk = browser.open("/health/")
    sign_in_with_second_factor(desk)

    found = {}
    for name, arguments, region in OUR_REGIONS:
        known = [own_portal.pages[one].pk if one in own_portal.pages else one for one in arguments]
        desk.goto(reverse(name, args=known))
        found[name] = axe(desk, within=region)

    assert {name: faults for name, faults in found.items() if faults} == {}
