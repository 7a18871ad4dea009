"""A translator at wagtail-localize's desk gets every word of every block, and no record that all languages share."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail.rich_text import RichText
from wagtail_localize.models import StringTranslation, Translation

from cms.core.blocks import StoryBlock
from cms.core.models import Contact, PortalDocument, PortalImage
from tests.factories import (
    AdministratorFactory,
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    serve_portal,
    sign_in_staff,
    translate_page,
)

pytestmark = pytest.mark.django_db

MARK = "EN "
# What stands in a block beside its words: names of choices, addresses, keys.
NOT_WORDS = {"id", "type", "tone", "kind", "field", "place", "url", "rows"}
WITHOUT_WORDS = {"company_teaser", "event_list", "law", "municipality_map"}


@pytest.fixture
def home():
    home = serve_portal()
    translate_page(home, title="Arrive")
    return home


@pytest.fixture
def desk(client, home):
    sign_in_staff(client, AdministratorFactory())
    return client


@pytest.fixture
def article(home):
    """An article with every block of a story, filled with the examples that editors see in the chooser."""
    page = ArticlePageFactory(parent=home, title="Alles auf einer Seite", slug="alles")
    PortalImage.objects.create(title="Markt", file=get_test_image_file(), alternative_text="Ein Markt")
    PortalDocument.objects.create(title="Merkblatt", file=ContentFile(b"%PDF-1.4", name="merkblatt.pdf"))
    Contact.objects.create(key="willkommen", name="Willkommensbüro")
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home))
    document = PortalDocument.objects.get()
    with translation.override("de"):
        samples = {name: block.get_preview_value() for name, block in StoryBlock().child_blocks.items()}
    for row in samples["table"]["table"].row_data:
        row["values"] = [RichText(one) if isinstance(one, str) else one for one in row["values"]]
    samples["contact"]["title"] = samples["related_pages"]["title"] = "Fragen dazu?"
    samples["video"]["video"] = samples["document"]["document"] = document
    page.story = list(samples.items())
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def words_in(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the texts in a stored block with their places."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in NOT_WORDS or isinstance(inner, list):
                yield from words_in(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner, path)
    elif isinstance(value, str) and re.search(r"[^\W\d_]{2}", re.sub(r"<[^>]*>", "", value)):
        yield path, value


def stored(page) -> dict[str, object]:
    return {block["type"]: block["value"] for block in page.story.get_prep_value()}


@pytest.fixture
def translate(desk, django_capture_on_commit_callbacks):
    """Submit a page at the desk, translate every sentence, publish it there; return the English page."""

    def translated(page):
        english = Locale.objects.get(language_code="en")
        submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        assert desk.post(submit, {"locales": english.pk}).status_code == 302
        order = Translation.objects.get(source__object_id=page.translation_key, target_locale=english)
        for segment in order.source.stringsegment_set.select_related("string"):
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=english,
                context=segment.context,
                data=f"{MARK}{segment.string.data}",
            )
        edit = reverse("wagtailadmin_pages:edit", args=[page.get_translation(english).pk])
        with django_capture_on_commit_callbacks(execute=True):
            assert desk.post(edit, {"action": "publish"}).status_code == 302
        return page.get_translation(english)

    return translated


def test_every_word_of_every_block_is_translated(translate, article):
    english = translate(article)

    left_german = [
        f"{name}{path}: {text}"
        for name, value in stored(english).items()
        for path, text in words_in(value)
        if MARK not in text
    ]
    assert english.live
    assert english.title == f"{MARK}Alles auf einer Seite"
    assert set(stored(english)) == set(StoryBlock().child_blocks)
    assert left_german == []


def test_the_examples_hold_words_in_every_block_that_has_some(article):
    with_words = {name for name, value in stored(article).items() if any(words_in(value))}

    assert with_words >= set(StoryBlock().child_blocks) - WITHOUT_WORDS


def test_records_that_all_languages_share_stay_the_same(translate, article):
    english = translate(article)

    german_story, english_story = stored(article), stored(english)
    assert english_story["contact"]["contact"] == german_story["contact"]["contact"]
    assert english_story["document"]["document"] == german_story["document"]["document"]
    assert [one["value"] for one in english_story["law"]["references"]] == [
        one["value"] for one in german_story["law"]["references"]
    ]
    assert english_story["picture"]["picture"]["image"] == german_story["picture"]["picture"]["image"]


def test_figures_of_a_table_are_nobodys_to_translate(translate, article):
    english = translate(article)

    german_rows, english_rows = (stored(page)["table"]["table"]["rows"] for page in (article, english))
    assert [row["values"][2] for row in english_rows] == [row["values"][2] for row in german_rows]


def test_the_translated_page_is_shown(translate, client, article):
    english = translate(article)

    answer = client.get(english.url)

    assert answer.status_code == 200
    assert f"{MARK}Alles auf einer Seite" in answer.content.decode()
