"""Every page that we added to the desk says in its first heading what it is."""

import re

import pytest
from django.urls import reverse

from tests.factories import AdministratorFactory, ArticlePageFactory, UserFactory, serve_portal, sign_in_staff

pytestmark = pytest.mark.django_db

PAGES = {
    "desk_handbook": "Handbuch",
    "portal_condition": "Zustand",
    "invitations:overview": "Einladungen",
    "translation_report": "bersetzung",
    "search_desk:overview": "uche",
    "reference_report": "Belege",
}


def first_heading(html: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""


@pytest.fixture
def home(db):
    return serve_portal()


@pytest.fixture
def desk(client, home):
    sign_in_staff(client, AdministratorFactory(is_superuser=True))
    return client


@pytest.mark.parametrize(("name", "heading"), PAGES.items())
def test_a_page_says_what_it_is(name, heading, desk):
    assert heading in first_heading(desk.get(reverse(name)).content.decode())


def test_whoever_decides_about_a_page_or_a_person_reads_about_which(desk, home):
    page, person = ArticlePageFactory(parent=home, title="Wohnung anmelden"), UserFactory()

    review = first_heading(desk.get(reverse("translation_review", args=[page.pk])).content.decode())
    removal = first_heading(desk.get(reverse("remove_second_factor", args=[person.pk])).content.decode())

    assert page.title in review
    assert person.email in removal
