"""The words of a page's body: all that its blocks say, without looking up what they point to."""

import pytest
from wagtail.blocks import StreamValue

from cms.core.blocks import StoryBlock
from cms.core.body import body_text
from tests.factories.records import ContactFactory

STORY = StoryBlock()


def story_of(*blocks):
    return StreamValue(STORY, list(blocks), is_lazy=True)


def wagtails_words(story):
    return " ".join(" ".join(filter(None, one.block.get_searchable_content(one.value))) for one in story).split()


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name in STORY.child_blocks if name != "table"])
def test_the_words_of_a_block_are_those_that_wagtail_finds(name):
    block = STORY.child_blocks[name]
    stored = block.get_prep_value(block.normalize(block.get_preview_value()))

    story = story_of({"type": name, "value": stored, "id": "1"})

    assert body_text(story).split() == wagtails_words(story)


def test_the_words_of_a_table_are_those_that_wagtail_finds():
    columns = [{"type": "text", "heading": "Tag"}, {"type": "number", "heading": "Plätze"}]
    table = {"caption": "Im Mai", "columns": columns, "rows": [{"values": ["<p>Dienstag</p>", 12.0]}]}
    story = story_of({"type": "table", "value": {"caption": "Öffnungszeiten", "table": table}})

    assert body_text(story).split() == wagtails_words(story)
    assert "Dienstag" in body_text(story)


def test_each_block_is_a_line_and_unknown_ones_are_left_out():
    story = story_of(
        {"type": "text", "value": "<p>Erste <b>Zeile</b></p>"},
        {"type": "gone", "value": "Kanarienvogel"},
        {"type": "callout", "value": {"title": "Zweite", "text": "<p>Zeile</p>"}},
    )

    assert [line.split() for line in body_text(story).splitlines()] == [["Erste", "Zeile"], ["Zweite", "Zeile"]]


def test_lists_are_read_in_both_shapes_they_were_ever_stored_in():
    now = {"steps": [{"type": "item", "value": {"title": "Heute", "text": ""}, "id": "1"}]}
    once = {"steps": [{"title": "Damals", "text": ""}]}

    words = body_text(story_of({"type": "steps", "value": now}, {"type": "steps", "value": once})).split()

    assert words == ["Heute", "Damals"]


def test_what_was_changed_and_not_stored_yet_counts():
    story = story_of({"type": "text", "value": "<p>alt</p>"})
    story[0] = ("text", STORY.child_blocks["text"].to_python("<p>neu</p>"))

    assert body_text(story) == "neu"


@pytest.mark.django_db
def test_records_that_blocks_point_to_cost_no_query(django_assert_num_queries):
    contact = ContactFactory()
    story = story_of({"type": "contact", "value": {"contact": contact.pk, "title": "Fragen?"}})

    with django_assert_num_queries(0):
        assert body_text(story) == "Fragen?"


def test_an_empty_body_has_no_words():
    assert body_text(story_of()) == ""
