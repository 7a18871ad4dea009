"""The handbook tells everybody at the desk what they may do, in their language, and leads to where it is done."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from wagtail.users.models import UserProfile

from cms.accounts.services import Role
from cms.accounts.services.municipalities import give_municipality
from cms.desk.handbook.chapters import CHAPTERS, LANGUAGES
from tests.factories import MunicipalityPageFactory, PlaceFactory, UserFactory, sign_in_staff

TEXTS = Path(settings.BASE_DIR) / "templates" / "desk" / "handbook"
NAMES = [chapter.name for chapter in CHAPTERS]
EDITING = {name for name in NAMES if name not in {"municipality", "search", "people"}}
READ_BY = {
    "editor": {*EDITING, "municipality", "search"},
    "reviewer": {*EDITING, "municipality", "search"},
    "administrator": set(NAMES),
    "town hall": EDITING,
    "coordinator": {"start", "offers", "trouble", "roles"},
}
# What decides, links and divides a text; its words differ between the languages.
STRUCTURE = re.compile(r"{%.*?%}|href=\"#[a-z]+\"|</?(?:h3|ol|ul|li|dl|dt|dd|p)\b")


@pytest.fixture
def reader(home, staff):
    """Return the browser of somebody at the desk."""

    def browser(name, language="de"):
        if name == "town hall":
            zittau = PlaceFactory(name="Zittau")
            MunicipalityPageFactory(parent=home, place=zittau, title="Zittau")
            person = UserFactory()
            give_municipality(user=person, municipality=zittau)
        else:
            person = staff(Role[name.upper()])
        UserProfile.objects.create(user=person, preferred_language=language)
        client = Client()
        sign_in_staff(client, person)
        return client

    return browser


def book(client):
    return client.get(reverse("desk_handbook")).content.decode()


def text_of(page):
    return page.partition('class="nice-padding hh-book"')[2]


def chapters_in(page):
    return re.findall(r'<section id="([a-z]+)" class="hh-book__chapter"', page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_there_in_every_language(language):
    assert {file.stem for file in (TEXTS / language).iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_lead_to_the_same_places_and_tell_the_same_people_the_same(name):
    german, english = ((TEXTS / code / f"{name}.html").read_text("utf-8") for code in LANGUAGES)

    assert STRUCTURE.findall(german) == STRUCTURE.findall(english)


@pytest.mark.parametrize("name", READ_BY)
def test_each_reads_of_what_they_may_do_and_of_nothing_else(reader, name):
    shown = chapters_in(book(reader(name)))

    assert shown == [one for one in NAMES if one in READ_BY[name]]


@pytest.mark.parametrize("name", READ_BY)
def test_every_link_leads_somewhere_for_whoever_reads_it(reader, name):
    client = reader(name)
    page = text_of(book(client))
    links = set(re.findall(r'<a [^>]*href="([^"]+)"', page))

    inside = {link for link in links if link.startswith("#")}
    answers = {link: client.get(link, follow=True) for link in links - inside}

    assert {link for link in inside if f'id="{link[1:]}"' not in page} == set()
    assert {link: answer.status_code for link, answer in answers.items() if answer.status_code != 200} == {}
    # Who may not enter is led to the start page with a sentence about it.
    home = reverse("wagtailadmin_home")
    assert [link for link, answer in answers.items() if link != home and answer.request["PATH_INFO"] == home] == []


def test_who_writes_is_not_told_how_to_approve(reader):
    writing, approving = book(reader("editor")), book(reader("reviewer"))

    assert "Selbst veröffentlichen" not in writing
    assert "Sie selbst veröffentlichen nicht" in writing
    assert "Selbst veröffentlichen" in approving
    assert "heben Sie selbst die Sperre auf" not in writing
    assert "heben Sie selbst die Sperre auf" in approving


def test_it_speaks_the_language_of_the_readers_account(reader):
    german, english = book(reader("editor")), book(reader("editor", language="en"))

    assert "Keine Sorge vor dem ersten Klick" in german
    assert "Do not fear the first click" in english
    assert "When something is wrong" in english


@pytest.mark.parametrize("name", READ_BY)
def test_the_menu_and_the_board_lead_to_it_and_nothing_there_leads_to_foreign_help(reader, name):
    start = reader(name).get(reverse("wagtailadmin_home")).content.decode()

    assert start.count(reverse("desk_handbook")) >= 2
    assert "wagtail.org" not in start


def test_it_asks_the_database_little(reader, django_assert_max_num_queries):
    client = reader("administrator")
    book(client)

    with django_assert_max_num_queries(15):
        book(client)
