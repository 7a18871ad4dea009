"""The editors' side: what is written once changes everywhere, and what is published is what visitors see."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import ArticlePageFactory, translate_page
from tests.functional.desk import publish, save, sign_in_with_second_factor
from tests.functional.portal_region import PortalRegion
from tests.support.browser import PortalBrowser, screenshot

pytestmark = [
    pytest.mark.journey,
    pytest.mark.chromium,
]

NEW_PHONE = "030 23125 077"
NEW_STATEMENT = "Wer eine Wohnung bezieht, meldet sich bei der Meldebehörde an."
NEW_TITLE = "Umziehen im Landkreis: So melden Sie sich um"
PAGES_WITH_THE_CONTACT = ("short article", "program", "municipality", "event")


def edit_address(record: object) -> str:
    """Return where a record is edited."""
    return reverse(type(record).snippet_viewset.get_url_name("edit"), args=[record.pk])


def test_a_contact_and_a_reference_are_changed_once_and_every_page_shows_it(
    browser: PortalBrowser, own_portal: PortalRegion
) -> None:
    visitor, desk = browser.open("/health/"), browser.open("/health/")
    contact, reference = own_portal.records.contact, own_portal.records.reference
    for name in PAGES_WITH_THE_CONTACT:
        visitor.goto(own_portal.path(name))
        expect(visitor.get_by_role("main")).to_contain_text(contact.phone)

    sign_in_with_second_factor(desk)
    desk.goto(edit_address(contact))
    screenshot(desk, "editor-01-contact")
    desk.locator("#id_phone").fill(NEW_PHONE)
    save(desk)
    desk.goto(edit_address(reference))
    screenshot(desk, "editor-02-reference")
    desk.locator("#id_statement").fill(NEW_STATEMENT)
    save(desk)

    for name in PAGES_WITH_THE_CONTACT:
        visitor.goto(own_portal.path(name))
        expect(visitor.get_by_role("main")).to_contain_text(NEW_PHONE)
        expect(visitor.get_by_role("main")).not_to_contain_text(contact.phone)
    visitor.goto(own_portal.path("chapter"))
    expect(visitor.get_by_role("main")).to_contain_text(NEW_STATEMENT)
    expect(visitor.get_by_role("main")).not_to_contain_text(reference.statement)


def test_a_published_article_is_what_visitors_see_and_its_translation_is_called_older(
    browser: PortalBrowser, own_portal: PortalRegion
) -> None:
    article = ArticlePageFactory(parent=own_portal.pages["section"], title="Umziehen im Landkreis", story="[]")
    translate_page(article, title="Moving house")
    visitor, desk = browser.open("/health/"), browser.open("/health/")
    sign_in_with_second_factor(desk)
    desk.goto(reverse("translation_report"))
    row = desk.get_by_role("row", name=article.title)
    expect(row.get_by_role("link", name="übersetzt", exact=True)).to_be_visible()

    desk.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    desk.locator("#id_title").fill(NEW_TITLE)
    screenshot(desk, "editor-03-article")
    publish(desk)

    visitor.goto(article.url)
    expect(visitor.get_by_role("heading", level=1)).to_have_text(NEW_TITLE)
    desk.goto(reverse("translation_report"))
    row = desk.get_by_role("row", name=NEW_TITLE)
    expect(row.get_by_role("link", name="älter als die deutsche Seite")).to_be_visible()
    expect(row.get_by_role("link", name="übersetzt", exact=True)).to_have_count(0)
    screenshot(desk, "editor-04-translations")
