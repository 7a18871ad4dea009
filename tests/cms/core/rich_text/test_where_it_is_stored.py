"""Rich text is clean in the database, whichever way it came in."""

import json

import pytest
from django.apps import apps
from wagtail.blocks import ListBlock, RichTextBlock, StreamBlock, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import RichTextField, StreamField

from cms.core.fields import StoryField
from cms.core.rich_text import CleanRichTextField, clean_story
from cms.welcome.models import ArticlePage
from tests.factories import ArticlePageFactory, serve_portal

ATTACK = "<p>Kommen <b>Sie</b></p><script>alert(1)</script>"
CLEAN = "<p>Kommen <b>Sie</b></p>"


def stored_story(page: ArticlePage) -> list[dict[str, object]]:
    return list(ArticlePage.objects.get(pk=page.pk).story.raw_data)


@pytest.fixture
def article(db: None) -> ArticlePage:
    return ArticlePageFactory(parent=serve_portal())


def test_an_imported_body_is_cleaned(article: ArticlePage) -> None:
    article.story = json.dumps(
        [
            {"type": "text", "value": ATTACK},
            {"type": "steps", "value": {"steps": [{"title": "Erst", "text": ATTACK}]}},
            {"type": "callout", "value": {"title": "Achtung", "text": ATTACK}},
        ]
    )

    article.save()

    text, steps, callout = stored_story(article)
    assert text["value"] == CLEAN
    assert [step["value"]["text"] for step in steps["value"]["steps"]] == [CLEAN]
    assert callout["value"]["text"] == CLEAN


def test_a_revision_and_what_is_published_from_it_are_cleaned(article: ArticlePage) -> None:
    article.story = [("text", ATTACK)]

    revision = article.save_revision()
    in_revision = json.loads(revision.content["story"])
    revision.publish()

    assert [block["value"] for block in in_revision] == [CLEAN]
    assert [block["value"] for block in stored_story(article)] == [CLEAN]


def test_rich_text_is_found_wherever_blocks_put_it() -> None:
    class Inner(StructBlock):
        text = RichTextBlock()

    class Table(TypedTableBlock):
        pass

    block = StreamBlock(
        [
            ("list", ListBlock(Inner())),
            ("stream", StreamBlock([("text", RichTextBlock())])),
            ("table", Table([("text", RichTextBlock())])),
        ]
    )
    table = {"columns": [{"type": "text", "heading": "Wort"}], "rows": [{"values": [ATTACK]}], "caption": ""}
    stored = [
        {"type": "list", "value": [{"type": "item", "id": "1", "value": {"text": ATTACK}}, {"text": ATTACK}]},
        {"type": "stream", "value": [{"type": "text", "value": ATTACK}]},
        {"type": "table", "value": table},
        {"type": "gone", "value": "<left as it is>"},
    ]

    cleaned = json.dumps(clean_story(block, stored))

    assert "script" not in cleaned
    assert cleaned.count(CLEAN) == 4
    assert "<left as it is>" in cleaned


@pytest.mark.django_db
def test_items_of_a_list_keep_their_names_so_that_ticks_are_found_again() -> None:
    items = [{"title": "Ausweis", "text": ""}, {"type": "item", "id": "b", "value": {"title": "Foto", "text": ""}}]
    page = ArticlePageFactory(
        parent=serve_portal(),
        story=json.dumps([{"type": "checklist", "value": {"title": "Mitbringen", "introduction": "", "items": items}}]),
    )

    bodies = (ArticlePage.objects.get(pk=page.pk).story for _ in range(2))
    first, second = ([box["value"] for box in body[0].value.boxes] for body in bodies)

    assert first == second
    assert first[1] == "b"


def test_the_column_is_cleaned_too() -> None:
    assert CleanRichTextField().get_prep_value(ATTACK) == CLEAN


def test_no_page_has_a_body_or_text_that_is_not_cleaned() -> None:
    ours = [model for model in apps.get_models() if model.__module__.startswith("cms.")]
    fields = [field for model in ours for field in model._meta.local_fields]

    bodies = [field for field in fields if isinstance(field, StreamField)]
    texts = [field for field in fields if isinstance(field, RichTextField)]
    assert bodies
    assert [str(field) for field in bodies if not isinstance(field, StoryField)] == []
    assert [str(field) for field in texts if not isinstance(field, CleanRichTextField)] == []
