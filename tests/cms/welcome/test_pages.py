"""The pages that welcome, in both languages, cheap, and clean enough for a strict content policy."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.core.page_cache.process_memory import forget_everything
from matching.models import Organization, PublicationSettings
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    OfferFactory,
    PlaceFactory,
    SectionPageFactory,
    set_publication_mode,
    translate_page,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES_OF_THE_HOME_PAGE = 12


@pytest.fixture
def full_portal(home):
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    for name in ("Niesky", "Görlitz", "Zittau"):
        PlaceFactory(name=name)
    sections = [SectionPageFactory(parent=home, title=title) for title in ("Ankommen", "Arbeiten", "Lernen", "Leben")]
    index = CompanyIndexPageFactory(parent=sections[1])
    for company in (CompanyPageFactory(parent=index), CompanyPageFactory(parent=index)):
        OfferFactory.create_batch(3, organization=company.organization)
    return home


def test_the_home_page_shows_promise_doors_fields_offers_companies_and_places(client, full_portal):
    html = client.get("/").content.decode()

    assert "<span>Ankommen. </span><span>Wiederkommen. </span><span>Bleiben.</span>" in html
    assert html.count('class="hh-door ') == 4
    assert "hh-field--blue" in html
    assert "hh-field--sun" in html
    assert html.count('<li class="hh-offer"') == 4
    assert html.count('class="hh-card hh-cocard"') == 2
    assert 'viewBox="0 0 1000 ' in html
    assert "/suche/?q=G%C3%B6rlitz" in html


def test_the_home_page_asks_the_database_little_and_nothing_twice(client, full_portal, settings):
    settings.PAGE_CACHE = "parts"  # the frame is remembered, the page is not
    forget_everything()
    client.get("/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/")

    asked = [query["sql"] for query in captured.captured_queries]
    assert len(asked) <= MOST_QUERIES_OF_THE_HOME_PAGE, "\n".join(asked)
    assert len(set(asked)) == len(asked), "\n".join(sorted(asked))


def test_the_home_page_of_the_reference_mode_names_no_offer(client, full_portal):
    set_publication_mode(PublicationSettings.Mode.REFERENCE)

    html = client.get("/").content.decode()

    assert "Mechatroniker/in" not in html
    assert Organization.objects.first().name in html


def test_a_new_installation_lists_no_offers(client, home):
    OfferFactory()

    assert "Mechatroniker/in" not in client.get("/").content.decode()


def test_pages_set_no_cookie_and_carry_no_inline_style_or_script(client, full_portal):
    article = ArticlePageFactory(parent=full_portal.get_children().first())
    section_url = article.get_parent().url

    for url in ("/", section_url, article.url, "/angebote/"):
        response = client.get(url)
        html = response.content.decode()

        assert response.status_code == 200
        assert not response.cookies
        assert not re.search(r"\sstyle=", html)
        assert "<style" not in html
        assert not re.search(r"<script(?![^>]*\ssrc=)(?! type=.application/ld\+json)", html)
        assert not re.search(r"\son[a-z]+=", html)


def test_an_article_shows_its_section_its_blocks_and_who_keeps_it(client, home):
    section = SectionPageFactory(parent=home, title="Die ersten Wochen")
    article = ArticlePageFactory(parent=section, title="Wohnung anmelden")
    neighbor = ArticlePageFactory(parent=section, title="Konto eröffnen")

    html = client.get(article.url).content.decode()

    assert "<h2>Was Sie brauchen</h2>" in html
    assert '<ol class="hh-steps">' in html
    assert "Zwei Wohnungen?" in html
    assert "§ 17 Bundesmeldegesetz" in html
    assert "Sachgebiet Willkommen" in html
    assert re.search(rf'href="{article.url}" aria-current="page"', html)
    assert html.count(neighbor.url) == 2  # section menu, and where to go on


def test_an_article_right_below_the_start_page_has_no_section_menu(client, home):
    article = ArticlePageFactory(parent=home, title="Impressum")

    html = client.get(article.url).content.decode()

    assert "hh-article--no-menu" in html
    assert 'class="hh-side"' not in html


def test_a_section_lists_its_public_pages_with_their_summaries(client, home):
    section = SectionPageFactory(parent=home)
    shown = ArticlePageFactory(parent=section, title="Kita finden", summary="Wer zuständig ist.")
    ArticlePageFactory(parent=section, title="Nur ein Entwurf", live=False)
    hidden = ArticlePageFactory(parent=section, title="Nur für Angemeldete")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    html = client.get(section.url).content.decode()

    assert shown.url in html
    assert "Wer zuständig ist." in html
    assert "Nur ein Entwurf" not in html
    assert "Nur für Angemeldete" not in html


def test_pages_open_in_english_below_their_own_address(client, home):
    section = SectionPageFactory(parent=home, title="Ankommen")
    translate_page(home, title="Arrive. Return. Stay.")
    english = translate_page(section, title="Arriving")

    response = client.get(english.url)

    assert english.url.startswith("/en/")
    assert '<html lang="en"' in response.content.decode()
    assert "Arriving" in response.content.decode()
    assert "Arrive. " in client.get("/en/").content.decode()


def test_german_pages_speak_german(client, home):
    html = client.get("/").content.decode()

    assert '<html lang="de"' in html
    assert "Zum Inhalt springen" in html
    assert "Weggezogen?" in html
