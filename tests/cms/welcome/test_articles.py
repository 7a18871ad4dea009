"""Articles say since when they hold, who keeps them, and what a reader must know before trusting them."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ArticlePageFactory,
    LegalPageFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    translate_page,
)

TODAY = "2026-11-22 12:00:00+01:00"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def care_line_of(html):
    found = re.search(r'<p class="hh-care[^>]*>(.*?)</p>', html, re.DOTALL)
    return re.findall(r"<span>(.*?)</span>", found[1]) if found else []


def test_the_line_below_an_article_names_date_keeper_and_next_check(client, home):
    article = ArticlePageFactory(parent=home, responsible="Sachgebiet Willkommen", review_date=date(2027, 4, 12))
    article.save_revision().publish()

    line = care_line_of(client.get(article.url).content.decode())

    assert len(line) == 3
    assert "22. November 2026" in line[0]
    assert "Sachgebiet Willkommen" in line[1]
    assert "12. April 2027" in line[2]


def test_what_an_article_does_not_say_leaves_no_gap(client, home):
    article = ArticlePageFactory(parent=home, responsible="Sachgebiet Willkommen", last_published_at=None)

    assert care_line_of(client.get(article.url).content.decode()) == ["zuständig: Sachgebiet Willkommen"]


def test_a_passed_review_date_keeps_the_page_and_says_that_it_is_checked(client, home):
    due = ArticlePageFactory(parent=home, review_date=date(2026, 11, 21))
    today = ArticlePageFactory(parent=home, review_date=date(2026, 11, 22))

    overdue_html, today_html = (client.get(page.url).content.decode() for page in (due, today))

    assert "21. November 2026" in overdue_html
    assert "t-sun" in overdue_html.partition("<h2")[0].partition("<main")[2]
    assert not any("21. November" in part for part in care_line_of(overdue_html))
    assert "hh-callout" not in today_html.partition("<h2")[0].partition("<main")[2]


@pytest.mark.parametrize("factory", [ArticlePageFactory, LegalPageFactory])
def test_a_page_that_has_outlived_its_content_warns_before_its_text(client, home, factory):
    page = factory(parent=home, valid_until=date(2026, 10, 31), review_date=date(2026, 10, 31))

    before_the_text = client.get(page.url).content.decode().partition("<h2")[0].partition("<main")[2]

    assert "31. Oktober 2026" in before_the_text
    assert before_the_text.count("hh-callout t-") == 1  # one warning, not two


def test_an_article_shows_where_to_go_on_with_summaries(client, home):
    section = SectionPageFactory(parent=home, title="Die ersten Wochen")
    article = ArticlePageFactory(parent=section, title="Anmelden")
    ArticlePageFactory(parent=section, title="Konto", summary="Ein Konto bekommt jeder Mensch.")

    html = client.get(article.url).content.decode()

    assert "Ein Konto bekommt jeder Mensch." in html


def test_an_article_whose_text_says_where_to_go_on_says_it_once(client, home):
    section = SectionPageFactory(parent=home)
    next_one = ArticlePageFactory(parent=home, title="Woanders weiter")
    article = ArticlePageFactory(
        parent=section, title="Anmelden", story=[("related_pages", {"title": "Weiter geht es", "pages": [next_one]})]
    )
    ArticlePageFactory(parent=section, title="Konto", summary="Ein Konto bekommt jeder Mensch.")

    main = client.get(article.url).content.decode().partition("<main")[2].partition("</main>")[0]

    assert "Woanders weiter" in main
    assert "Ein Konto bekommt jeder Mensch." not in main


def test_readers_of_another_language_see_which_pages_of_a_section_are_german(client, home):
    translate_page(home, title="Arrive.")
    section = SectionPageFactory(parent=home, title="Die ersten Wochen")
    english_section = translate_page(section, title="The first weeks")
    translate_page(ArticlePageFactory(parent=section, title="Anmelden"), title="Register")
    german = ArticlePageFactory(parent=section, title="Konto")
    german.copy_for_translation(english_section.locale, alias=True)

    rows = client.get(english_section.url).content.decode().partition("<main")[2].split("<li")

    marked = {title: "in German" in row for row in rows for title in ("Register", "Konto") if f">{title}</a>" in row}
    assert marked == {"Register": False, "Konto": True}


def test_readers_of_another_language_see_which_of_the_sections_below_are_german(client, home):
    english_home = translate_page(home, title="Arrive.")
    door = SectionPageFactory(parent=home, title="Ankommen")
    english_door = translate_page(door, title="Arriving")
    translated = SectionPageFactory(parent=door, title="Die ersten Wochen")
    english = translate_page(translated, title="The first weeks")
    for german in (
        SectionPageFactory(parent=door, title="Wohnen"),
        ArticlePageFactory(parent=translated, title="Konto"),
    ):
        german.copy_for_translation(english_home.locale, alias=True)

    html = client.get(english_door.url).content.decode().partition("<main")[2]

    titles = ("Wohnen", english.title)
    cards = {title: card for card in html.split("<section") for title in titles if f">{title}</a>" in card}
    assert {title: "hh-tag" in card for title, card in cards.items()} == {"Wohnen": True, "The first weeks": False}
    assert '>Konto</a> <span class="hh-muted">(in German)</span>' in cards["The first weeks"]


def test_a_section_below_a_section_is_shown_with_its_first_pages(client, home):
    door = SectionPageFactory(parent=home, title="Ankommen")
    subject = SectionPageFactory(parent=door, title="Die ersten Wochen", is_in_arcade=False)
    pages = [ArticlePageFactory(parent=subject, title=f"Schritt {number}") for number in range(7)]
    StoryIndexPageFactory(parent=door)

    main = client.get(door.url).content.decode().partition("<main")[2].partition("</main>")[0]

    assert 'class="hh-card hh-subject' in main
    assert pages[4].url in main
    assert pages[5].url not in main
    assert main.count(f'href="{subject.url}"') == 2  # the heading, and the way to the other two
    assert "Geschichten" in main


def test_a_section_without_pages_says_so_and_leads_on(client, home):
    section = SectionPageFactory(parent=home)

    html = client.get(section.url).content.decode()

    assert "hh-empty" in html
    assert 'href="/suche/"' in html


def test_a_section_asks_no_more_for_more_pages(client, home):
    few, many = SectionPageFactory(parent=home, title="Wenig"), SectionPageFactory(parent=home, title="Viel")
    for door, n_pages in ((few, 2), (many, 8)):
        for _number in range(n_pages):
            ArticlePageFactory(parent=door)
            ArticlePageFactory(parent=SectionPageFactory(parent=door, is_in_arcade=False))
    client.get(few.url)

    asked = {}
    for door in (few, many):
        with CaptureQueriesContext(connection) as captured:
            client.get(door.url)
        asked[door.title] = [query["sql"] for query in captured.captured_queries]

    assert len(asked["Viel"]) == len(asked["Wenig"]), "\n".join(asked["Viel"])
    assert len(set(asked["Viel"])) == len(asked["Viel"])


def test_an_article_whose_section_is_not_public_stands_alone(client, home):
    section = SectionPageFactory(parent=home, title="Verborgen", live=False)
    article = ArticlePageFactory(parent=section, slug="allein")
    ArticlePageFactory(parent=section, slug="daneben")

    answer = client.get(article.url)

    assert answer.status_code == 200
    assert answer.context["section"] is None
    assert "Verborgen" not in answer.content.decode()
