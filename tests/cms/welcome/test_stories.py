"""Personal stories: nothing without consent, everywhere the newest first."""

import gc
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from wagtail.images.tests.utils import get_test_image_file

from cms.core.models import PortalImage
from cms.welcome import selectors
from cms.welcome.models import StoryPage
from tests.factories import (
    AdministratorFactory,
    PlaceFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    translate_page,
)


@pytest.fixture
def index(home):
    return StoryIndexPageFactory(parent=home)


@pytest.fixture
def garbage_collected():
    yield
    gc.collect()


def edit_form(story, *, consents, action):
    """Return the desk's form as Wagtail fills it for an action: a draft's checks are put off."""
    handler = StoryPage.get_edit_handler()
    form_class = handler.get_form_class()
    data = {"title": story.title, "slug": story.slug, "person_name": story.person_name, "story-count": "0"}
    if consents:
        data["person_consented"] = "on"
    form = form_class(data, instance=story, parent_page=story.get_parent(), for_user=AdministratorFactory())
    if action == "save":
        form.defer_required_fields()
    return form


def test_a_story_without_consent_does_not_go_live(index):
    story = StoryPageFactory(parent=index, person_consented=False, live=False)

    with pytest.raises(ValidationError):
        story.save_revision().publish()

    assert not StoryPage.objects.get(pk=story.pk).live


def test_the_desk_asks_for_the_consent_when_a_story_is_published_not_while_it_is_a_draft(index):
    story = StoryPageFactory(parent=index, person_consented=False, live=False)

    draft = edit_form(story, consents=False, action="save")
    published = edit_form(story, consents=False, action="publish")
    agreed = edit_form(story, consents=True, action="publish")

    assert "person_consented" not in draft.errors
    assert "person_consented" in published.errors
    assert "person_consented" not in agreed.errors


def test_a_story_whose_consent_was_withdrawn_is_shown_nowhere(client, home, index):
    story = StoryPageFactory(parent=index, title="Zurück am See")
    StoryPage.objects.filter(pk=story.pk).update(person_consented=False)

    assert "Zurück am See" not in client.get("/").content.decode()
    assert "Zurück am See" not in client.get(index.url).content.decode()


def test_the_start_page_shows_the_three_newest_stories_and_leads_to_all(client, home, index):
    for day in range(4):
        StoryPageFactory(parent=index, title=f"Geschichte {day}", first_published_at=_days_ago(10 - day))

    html = client.get("/").content.decode()

    assert html.count('class="hh-story ') == 3
    assert "Geschichte 0" not in html
    assert html.index("Geschichte 3") < html.index("Geschichte 2") < html.index("Geschichte 1")
    assert f'href="{index.url}"' in html


def test_without_stories_there_is_no_empty_box(client, home, index):
    assert "hh-story" not in client.get("/").content.decode()
    assert "hh-empty" in client.get(index.url).content.decode()


def test_a_story_shows_who_tells_and_the_others(client, index):
    story = StoryPageFactory(parent=index, person_name="Nguyễn O’Neill", place=PlaceFactory(name="Niesky"))
    other = StoryPageFactory(parent=index, title="Die Bäckerin")

    html = client.get(story.url).content.decode()

    assert "Nguyễn O’Neill" in html
    assert "Niesky" in html
    assert story.quote in html
    assert other.title in html
    assert html.count('class="hh-story ') == 1


def test_readers_of_another_language_see_german_stories_marked_as_german(home, index):
    translate_page(home, title="Arrive.")
    english_index = translate_page(index, title="Stories")
    both = StoryPageFactory(parent=index, title="Zweimal erzählt", first_published_at=_days_ago(1))
    only_german = StoryPageFactory(parent=index, title="Nur auf Deutsch", first_published_at=_days_ago(2))
    translate_page(both, title="Told twice")

    with override("en"):
        cards = selectors.newest_stories(limit=3)

    assert english_index.url
    assert {card["title"]: card["language"] for card in cards} == {"Told twice": "", only_german.title: "de"}


def test_a_german_story_that_stands_in_for_a_translation_is_marked_as_german(home, index):
    translate_page(home, title="Arrive.")
    english_index = translate_page(index, title="Stories")
    story = StoryPageFactory(parent=index, title="Nur auf Deutsch")
    story.copy_for_translation(english_index.locale, alias=True)

    with override("en"):
        cards = selectors.newest_stories(limit=3)

    assert [(card["title"], card["language"]) for card in cards] == [("Nur auf Deutsch", "de")]


@pytest.mark.usefixtures("garbage_collected")
def test_a_picture_whose_file_is_gone_takes_no_page_with_it(client, index):
    image = PortalImage.objects.create(title="Porträt", file=get_test_image_file())
    story = StoryPageFactory(parent=index, picture=image)
    image.file.storage.delete(image.file.name)

    assert client.get(index.url).status_code == 200
    assert client.get(story.url).status_code == 200


@pytest.mark.usefixtures("garbage_collected")
@pytest.mark.parametrize("n_stories", [3, 9])
def test_the_list_of_stories_asks_no_more_for_more_of_them(index, django_assert_num_queries, n_stories):
    image = PortalImage.objects.create(title="Porträt", file=get_test_image_file())
    for _story in range(n_stories):
        StoryPageFactory(parent=index, picture=image)
    selectors.stories_below(index=index)  # the first look makes the smaller copies

    with django_assert_num_queries(2):  # stories with pictures, their copies
        selectors.stories_below(index=index)


def _days_ago(days):
    return timezone.now() - timedelta(days=days)
