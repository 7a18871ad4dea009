"""Mentoring explained: programs, the way to a mentor, and what protects young people."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.core.models import Contact
from tests.factories import ArticlePageFactory, serve_portal
from tests.factories.mentoring import MentoringIndexPageFactory, ProgramPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return MentoringIndexPageFactory(parent=serve_portal())


def test_programs_are_cards_and_other_pages_stand_below(client, index):
    ProgramPageFactory(parent=index, title="Impuls Regio")
    ProgramPageFactory(parent=index, title="Entwurf", live=False)
    ArticlePageFactory(parent=index, title="Für Eltern")

    context = client.get(index.url).context

    assert [program.title for program in context["programs"]] == ["Impuls Regio"]
    assert [article.title for article in context["articles"]] == ["Für Eltern"]


def test_the_way_to_a_mentor_and_the_safeguards_are_told(client, index):
    html = client.get(index.url).content.decode()

    assert 'href="/mentoren/"' in html
    assert "unter 16" in html
    assert "Führungszeugnis" in html


def test_without_a_program_the_way_to_a_mentor_stays(client, index):
    html = client.get(index.url).content.decode()

    assert "hh-empty" in html
    assert html.count('href="/mentoren/"') >= 2


def test_a_program_tells_its_key_facts_and_who_leads_it(client, index):
    contact = Contact.objects.create(key="c", name="Nguyễn Thu Hà", phone="030 23125 047")
    program = ProgramPageFactory(parent=index, contact=contact, duration="")
    ProgramPageFactory(parent=index, title="Technik für alle")

    response = client.get(program.url)
    html = response.content.decode()

    assert [fact["value"] for fact in response.context["facts"]] == ["Jugendliche ab 14", "zwei Stunden im Monat"]
    assert "Nguyễn Thu Hà" in html
    assert "Technik für alle" in html


def test_a_program_for_grown_ups_leads_to_nobody_who_is_there_for_youths(client, index):
    program = ProgramPageFactory(parent=index, is_for_youths=False, story=[])

    main = client.get(program.url).content.decode().partition("<main")[2].partition("</main>")[0]

    assert "/mentoren/" not in main
    assert not re.search(r"\b([Dd]u|[Dd]ich|[Dd]eine?)\b", main)


def test_more_programs_ask_no_more_of_the_database(client, index):
    program = ProgramPageFactory(parent=index)
    ArticlePageFactory(parent=index)
    for url in (index.url, program.url):
        client.get(url)
        with CaptureQueriesContext(connection) as with_one:
            client.get(url)
        ProgramPageFactory.create_batch(4, parent=index)

        with CaptureQueriesContext(connection) as with_many:
            client.get(url)

        assert len(with_many) <= len(with_one)
