"""Somebody at the desk, and pages to be found."""

import pytest

from cms.accounts import services as accounts
from search import indexing
from tests.factories import ArticlePageFactory, SectionPageFactory, UserFactory, serve_portal, sign_in_staff


@pytest.fixture
def home(db):
    return serve_portal()


@pytest.fixture
def section(home):
    return SectionPageFactory(parent=home, title="Ankommen")


@pytest.fixture
def pages(section):
    texts = {
        "Kita-Platz finden": "Anmeldung in einer Kita der Gemeinde.",
        "Gespensterhaus besuchen": "Das alte Gespensterhaus steht in der Altstadt.",
        "Wohnung anmelden": "Wer umzieht, meldet sich im Bürgerbüro an.",
    }
    made = {
        title: ArticlePageFactory(parent=section, title=title, summary=text, story="[]")
        for title, text in texts.items()
    }
    indexing.rebuild()
    return made


def signed_in(client, role):
    accounts.ensure_roles()
    user = UserFactory(email=f"{role.name.lower()}@landkreis.example")
    accounts.give_role(user=user, role=role)
    sign_in_staff(client, user)
    return client


@pytest.fixture
def editor(client, home):
    """An editor's browser."""
    return signed_in(client, accounts.Role.EDITOR)


@pytest.fixture
def coordinator(client, home):
    """A coordinator's browser."""
    return signed_in(client, accounts.Role.COORDINATOR)
