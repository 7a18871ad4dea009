"""Wherever an editor writes something down, one sentence says what it does for the reader."""

from collections.abc import Iterator

import pytest
from django.forms import HiddenInput
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel, get_edit_handler
from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import get_page_models
from wagtail.snippets.models import get_snippet_models

from cms.core.blocks import StoryBlock

PAGES = [model for model in get_page_models() if not model._meta.abstract and model.__module__.startswith("cms.")]


def fields_of(panel: Panel) -> Iterator[tuple[str, str]]:
    """Yield each field of a form with the sentence that stands below it."""
    if isinstance(panel, InlinePanel):
        yield from fields_of(panel.child_edit_handler)
    for child in getattr(panel, "children", ()):
        yield from fields_of(child)
    if isinstance(panel, FieldPanel):
        named = {field.name: field for field in panel.model._meta.get_fields()}
        own = getattr(named.get(panel.field_name), "help_text", "")
        yield f"{panel.model.__name__}.{panel.field_name}", str(panel.help_text or own)


def fields_of_block(block: Block, name: str) -> Iterator[tuple[str, str]]:
    """Yield each field of a block; what only holds others together says nothing itself."""
    if isinstance(block, BaseStreamBlock | BaseStructBlock):
        for part, child in block.child_blocks.items():
            yield from fields_of_block(child, f"{name}.{part}")
        return
    if isinstance(block, ListBlock) and isinstance(block.child_block, BaseStructBlock):
        yield from fields_of_block(block.child_block, f"{name}[]")
    sentence = getattr(getattr(block, "field", None), "help_text", "") or getattr(block.meta, "help_text", "")
    yield name, str(sentence or "")


def silent(fields: Iterator[tuple[str, str]]) -> list[str]:
    return sorted({name for name, sentence in fields if not sentence.strip()})


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_field_of_a_page_says_what_it_does(model):
    assert silent(fields_of(model.get_edit_handler())) == []


@pytest.mark.parametrize("model", get_snippet_models(), ids=lambda model: model.__name__)
def test_every_field_of_a_record_says_what_it_does(model):
    handler = model.snippet_viewset._edit_handler or get_edit_handler(model)

    assert silent(fields_of(handler)) == []


@pytest.mark.parametrize("model", list(settings_registry), ids=lambda model: model.__name__)
def test_every_setting_says_what_it_does(model):
    assert silent(fields_of(get_edit_handler(model))) == []


def test_every_field_of_a_block_says_what_it_does():
    assert silent(fields_of_block(StoryBlock(), "story")) == []


@pytest.mark.parametrize("model", PAGES, ids=lambda model: model.__name__)
def test_every_type_of_page_says_what_it_is_for(model):
    assert str(model.get_page_description()).strip()


def test_every_block_says_what_it_is_for():
    blocks = StoryBlock().child_blocks

    assert [name for name, block in blocks.items() if not block.meta.description] == []


@pytest.mark.parametrize(
    "form_class",
    [get_image_form(get_image_model()), get_document_form(get_document_model())],
    ids=["picture", "document"],
)
def test_every_field_of_a_file_says_what_it_does(db, form_class):
    fields = form_class().fields.items()
    shown = {name: field for name, field in fields if not isinstance(field.widget, HiddenInput)}

    assert [name for name, field in shown.items() if not field.help_text] == []


def test_wagtails_own_fields_speak_our_words():
    with override("en"):
        told = dict(fields_of(PAGES[0].get_edit_handler()))

    model = PAGES[0].__name__
    assert "in the words of those who look for it" in told[f"{model}.title"]
    assert "empty: at once" in told[f"{model}.go_live_at"]
