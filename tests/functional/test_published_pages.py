"""Two web servers that keep finished pages: what is published shows in both, and only what it concerns is made anew."""

import json
from collections.abc import Callable

import pytest
from wagtail.models import Page

from cms.core.models import BasePage, Contact
from cms.welcome.models import HomePage
from tests.factories import ArticlePageFactory, SectionPageFactory
from tests.factories.records import ContactFactory
from tests.support.processes import Portal, WebServer, wait_until

pytestmark = pytest.mark.django_db(transaction=True)

SECOND_TEXT = "Bringen Sie den Ausweis mit"
NEW_PHONE = "030 23125 077"
UNNOTICED = "Davon weiß das Protokoll der Änderungen nichts"
SOON_SECONDS = 30.0  # servers look once a second; a loaded machine is slow, and nothing else ends a page before 600


@pytest.fixture
def contact(portal: Portal) -> Contact:
    return ContactFactory(phone="030 23125 011")


@pytest.fixture
def pages(portal: Portal, contact: Contact) -> dict[str, BasePage]:
    """Two articles, one of which names the contact."""
    section = SectionPageFactory(parent=HomePage.objects.get(), title="Ankommen")
    story = json.dumps([{"type": "contact", "value": {"contact": contact.pk, "title": ""}}])
    found = {
        "article": ArticlePageFactory(parent=section, title="Wohnung anmelden", story="[]"),
        "neighbor": ArticlePageFactory(parent=section, title="Konto eröffnen", story="[]"),
        "with contact": ArticlePageFactory(parent=section, title="Wer hilft?", story=story),
    }
    for page in found.values():
        page.save_revision().publish()
    return {name: type(page).objects.get(pk=page.pk) for name, page in found.items()}


@pytest.fixture
def servers(portal: Portal, pages: dict[str, BasePage]) -> list[WebServer]:
    """Two servers that have shown every page once, and keep it."""
    both = [portal.web_server(), portal.web_server()]
    for server in both:
        for page in pages.values():
            assert server.get(page.url).status == 200
    return both


def change_unnoticed(*pages: BasePage) -> None:
    """Write a title that only a page made anew would show: neither a signal nor a line of the log tells of it."""
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(title=UNNOTICED)


def shows(server: WebServer, page: BasePage, words: str) -> Callable[[], bool]:
    return lambda: words in server.get(page.url).text


def is_gone(server: WebServer, page: BasePage) -> Callable[[], bool]:
    return lambda: server.get(page.url).status == 404


def heading(server: WebServer, page: BasePage) -> str:
    return server.get(page.url).text.partition("<h1")[2].partition("</h1>")[0]


def test_a_published_text_shows_in_both_servers_and_no_other_page_is_made_anew(
    servers: list[WebServer], pages: dict[str, BasePage]
) -> None:
    article, neighbor = pages["article"], pages["neighbor"]
    change_unnoticed(neighbor)

    article.story = json.dumps([{"type": "text", "value": f"<p>{SECOND_TEXT}.</p>"}])
    article.save_revision().publish()

    for server in servers:
        wait_until(shows(server, article, SECOND_TEXT), what="the new text", timeout_seconds=SOON_SECONDS)
        assert neighbor.title in heading(server, neighbor)
        assert UNNOTICED not in heading(server, neighbor)


def test_a_changed_contact_shows_in_both_servers_on_the_page_that_names_it_and_no_other_is_made_anew(
    servers: list[WebServer], pages: dict[str, BasePage], contact: Contact
) -> None:
    change_unnoticed(pages["article"], pages["neighbor"])

    contact.phone = NEW_PHONE
    contact.save()

    for server in servers:
        wait_until(shows(server, pages["with contact"], NEW_PHONE), what="the new number", timeout_seconds=SOON_SECONDS)
        for name in ("article", "neighbor"):
            assert UNNOTICED not in heading(server, pages[name])


def test_a_page_that_was_taken_away_is_gone_from_both_servers(
    servers: list[WebServer], pages: dict[str, BasePage]
) -> None:
    article = pages["article"]

    article.unpublish()

    for server in servers:
        wait_until(is_gone(server, article), what="the page is gone", timeout_seconds=SOON_SECONDS)
