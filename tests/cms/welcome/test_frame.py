"""The frame of every page: the portal's name, the groups of the footer, ways to easy language."""

import pytest
from django.template.loader import render_to_string

from cms.welcome.models import HomePage
from tests.factories import ArticlePageFactory, FormPageFactory, LegalPageFactory, SectionPageFactory, translate_page


def group_of(html, heading):
    return html.partition(f'id="footer-{heading}"')[2].partition("</ul>")[0]


def test_pages_and_error_pages_bear_the_name_of_the_portal(client, home, settings):
    settings.PORTAL_NAME = "Zuhause in Bautzen"

    assert "– Zuhause in Bautzen" in client.get("/").content.decode()
    assert "Heimathafen" not in client.get("/").content.decode().partition("<main")[0]
    assert "– Zuhause in Bautzen" in render_to_string("errors/500.html")


def test_the_footer_keeps_service_and_what_the_portal_says_about_itself_apart(client, home):
    imprint = LegalPageFactory(parent=home)
    easy = LegalPageFactory(parent=home, title="Leichte Sprache", slug="leicht", legal_kind="easy_language")
    contact = FormPageFactory(parent=home)
    other = ArticlePageFactory(parent=home, title="Wer dahintersteht", show_in_menus=False)

    html = client.get("/").content.decode()

    assert all(page.url in group_of(html, "service") for page in (easy, contact))
    assert all(page.url in group_of(html, "about") for page in (imprint, other))
    assert easy.url not in group_of(html, "about")
    assert imprint.url not in group_of(html, "service")


def test_easy_language_and_sign_language_stand_at_the_top_of_every_page(client, home):
    easy = LegalPageFactory(parent=home, title="Alles in Leichter Sprache", slug="l", legal_kind="easy_language")

    header = client.get("/suche/?q=Kita").content.decode().partition("</header>")[0]

    assert f'href="{easy.url}"' in header


def test_readers_of_another_language_still_reach_the_german_imprint(client, home):
    imprint = LegalPageFactory(parent=home)
    translate_page(home, title="Arrive.")

    assert f'href="{imprint.url}"' in client.get("/en/").content.decode()


def test_the_start_page_offers_what_is_often_searched(client, home):
    HomePage.objects.update(often_searched="Kita-Platz, Wohnung ,, Berufsanerkennung, Führerschein, zu viel")

    hero = client.get("/").content.decode().partition("hh-quick")[2].partition("</p>")[0]

    assert hero.count("<a ") == 4
    assert 'href="/suche/?q=Kita-Platz"' in hero
    assert "zu viel" not in hero


def test_a_start_page_with_nothing_yet_shows_no_empty_box(client, home):
    main = client.get("/").content.decode().partition("<main")[2].partition("</main>")[0]

    assert "hh-empty" not in main
    assert 'class="hh-list"' not in main
    assert 'class="hh-grid' not in main
    assert main.count("<section") == 2  # the hero, and the two invitations


def test_the_desk_does_not_ask_for_a_summary_of_the_start_page():
    form_class = HomePage.get_edit_handler().get_form_class()

    assert "lead" in form_class.base_fields
    assert "summary" not in form_class.base_fields


@pytest.mark.parametrize("door", ["arrive", "work", "learn", "live"])
def test_a_door_has_the_same_drawing_in_the_arcade_and_above_its_section(client, home, door):
    section = SectionPageFactory(parent=home, door=door)
    drawing = render_to_string("components/door_drawing.html", {"door": door}).strip()

    assert drawing in client.get("/").content.decode()
    assert drawing in client.get(section.url).content.decode()
