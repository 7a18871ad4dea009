"""The gallery shows every block and every component, in each language and theme."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cms.core.blocks import StoryBlock
from cms.core.gallery.examples import COMPONENTS
from tests.factories import ArticlePageFactory, serve_portal
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture

pytestmark = pytest.mark.django_db

TEMPLATES = Path(__file__).resolve().parents[4] / "templates" / "components"


@pytest.fixture
def portal():
    ArticlePageFactory(parent=serve_portal())
    ContactFactory()
    ReferenceFactory()
    make_picture()


def gallery(client, **asked):
    response = client.get("/gallery/", asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_every_component_has_examples():
    files = {path.stem for path in TEMPLATES.glob("*.html")}

    import cms.core.gallery.views  # fills the list

    assert cms.core.gallery.views.FILLED_BY
    assert set(COMPONENTS) == files


def test_every_block_and_every_component_is_shown_with_an_anchor(client, portal):
    soup = gallery(client)

    shown = {section["id"] for section in soup.select("main [data-gallery]")}
    assert shown == {f"block-{name}" for name in StoryBlock().child_blocks} | {
        f"component-{name}" for name in COMPONENTS
    }
    assert {link["href"].removeprefix("#") for link in soup.select("header li a")} == shown


def test_every_block_is_shown_as_usual_long_and_without_its_records(client, portal):
    soup = gallery(client)

    for name in StoryBlock().child_blocks:
        states = [part["data-state"] for part in soup.select(f"#block-{name} [data-state]")]
        assert states == ["usual", "long", "empty"], name


def test_mistakes_are_shown_too(client, portal):
    assert gallery(client).select('#component-form [data-state="error"] .hh-form__error')


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_gallery_speaks_the_language_that_was_asked_for(client, portal, language, direction):
    soup = gallery(client, lang=language)

    assert (soup.html["lang"], soup.html["dir"]) == (language, direction)


def test_the_gallery_is_shown_by_day_and_at_dusk(client, portal):
    assert gallery(client, theme="dark").html["data-kern-theme"] == "dark"
    assert gallery(client, theme="<script>", lang="xx").html["data-kern-theme"] == "light"


def test_the_gallery_of_an_empty_portal_stands(client, db):
    assert gallery(client)
