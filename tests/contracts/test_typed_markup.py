"""Whatever people type is shown as they typed it: on every page, to every role, at the desk, in feeds and answers."""

import json

import pytest
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Page

from cms.welcome.models import HomePage
from tests.contracts.hidden_things import plant
from tests.contracts.test_canary import content_of, surfaces
from tests.contracts.test_urls_by_role import ADDRESSES, UNORDERED_BY_LOCALIZE, desk_paths, filled
from tests.contracts.typed_markup import MARK, MARKUP, broken_out, is_markup, write_markup_everywhere
from tests.contracts.url_outcomes import Role
from tests.contracts.world import World, make_world
from tests.factories import ArticlePageFactory
from tests.factories.stories import every_block

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "around", ["<p>%s</p>", "<p title='%s'>", '<a href="%s">', "<title>%s", "<script>'%s'", "<!--%s"]
)
def test_the_markup_would_be_found_wherever_it_stands(around: str) -> None:
    assert is_markup(around % MARKUP)


def test_visitors_read_markup_as_text_on_every_surface() -> None:
    planted = plant()
    every_block = page_of_every_block(planted.section)
    write_markup_everywhere()
    cache.clear()

    answers = dict(surfaces(planted))

    assert MARK in content_of(answers[every_block.get_url()])
    assert [address for address, answer in answers.items() if answer.status_code >= 500 or broken_out(answer)] == []
    assert sum(MARK in content_of(answer) for answer in answers.values()) > 50


@pytest.mark.parametrize("role", [Role.ALUMNA, Role.YOUTH, Role.MENTOR, Role.COORDINATOR])
def test_members_read_markup_as_text(role: Role, world: World) -> None:
    write_markup_everywhere()
    browser = world.browser(role)

    answers = {(path := filled(address, world.things)): browser.get(path) for address in ADDRESSES}

    assert [path for path, answer in answers.items() if answer.status_code >= 500 or broken_out(answer)] == []
    assert sum(MARK in content_of(answer) for answer in answers.values()) > 5


@pytest.mark.filterwarnings(UNORDERED_BY_LOCALIZE)
def test_the_desk_shows_markup_as_text(world: World) -> None:
    page_of_every_block(plant(home=HomePage.objects.get()).section)
    write_markup_everywhere()
    broken, n_shown = [], 0

    for path, _pattern in desk_paths(world, Role.ADMINISTRATOR):
        answer = world.browser(Role.ADMINISTRATOR).get(path)
        n_shown += MARK in content_of(answer)
        broken += [path] if broken_out(answer) else []

    assert broken == []
    assert n_shown > 50


@pytest.fixture
def world(settings: object) -> World:
    settings.EMAIL_BACKEND = "cms.mailing.backends.OutboxBackend"
    return make_world()


def page_of_every_block(parent: Page) -> Page:
    """Publish a page that has each block once, filled as editors see it before they write."""
    story = json.dumps(every_block(), cls=DjangoJSONEncoder)
    return ArticlePageFactory(parent=parent, title="Alle Bausteine", slug="bausteine", story=story)
