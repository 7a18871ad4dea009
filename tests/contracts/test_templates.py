"""Templates are found by name, and nothing in them breaks the content security policy."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

REPOSITORY = Path(__file__).resolve().parents[2]
TEMPLATES = REPOSITORY / "templates"

# Mails are no pages: no browser fetches a stylesheet for them.
PAGE_TEMPLATES = [
    path for path in sorted(TEMPLATES.rglob("*.html")) if "mails" not in path.parts and path.name != "mail.html"
]
STYLE_ATTRIBUTE = re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE)
STYLE_ELEMENT = re.compile(r"<style\b", re.IGNORECASE)
EVENT_ATTRIBUTE = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT_WITHOUT_SOURCE = re.compile(r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE)
FOREIGN_ADDRESS = re.compile(
    r"<(?:script|link|img|iframe|video|audio|source)\b[^>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.I
)
JAVASCRIPT_ADDRESS = re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def page_models() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page) and model.__module__.startswith("cms.")]


def block_classes() -> list[type[blocks.Block]]:
    def below(base: type[blocks.Block]) -> set[type[blocks.Block]]:
        return {found for child in base.__subclasses__() for found in {child, *below(child)}}

    ours = {found for found in below(blocks.Block) if found.__module__.startswith("cms.")}
    # A stream only puts blocks one below the other; items of a list, records that are chosen and the cells of a table
    # are drawn by the block that holds them.
    parts = (blocks.BaseStreamBlock, blocks.ChooserBlock, ImageBlock, BaseTypedTableBlock)
    drawn_by_others = items_of_lists(ours) | {found for found in ours if issubclass(found, parts)}
    return sorted(ours - drawn_by_others, key=lambda block: block.__name__)


def items_of_lists(of: set[type[blocks.Block]]) -> set[type[blocks.Block]]:
    children = [child for block in of for child in getattr(block, "base_blocks", {}).values()]
    return {type(child.child_block) for child in children if isinstance(child, blocks.ListBlock)}


@pytest.mark.parametrize("model", page_models(), ids=lambda model: model.__name__)
def test_a_pages_template_follows_from_its_class(model: type[Page]) -> None:
    expected = f"pages/{snake(model.__name__)}.html"

    assert model.template == expected
    assert (TEMPLATES / expected).is_file()
    get_template(expected)


@pytest.mark.parametrize("block", block_classes(), ids=lambda block: block.__name__)
def test_a_blocks_template_follows_from_its_class(block: type[blocks.Block]) -> None:
    expected = f"blocks/{snake(block.__name__)}.html"

    assert block().meta.template == expected
    assert (TEMPLATES / expected).is_file()
    get_template(expected)


def test_there_are_pages_and_blocks_to_look_at() -> None:
    assert {"HomePage", "SectionPage", "ArticlePage", "CompanyPage"} <= {model.__name__ for model in page_models()}
    assert {"LawBlock", "PictureBlock", "TextBlock"} <= {block.__name__ for block in block_classes()}


@pytest.mark.parametrize("template", PAGE_TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_no_template_needs_an_exception_from_the_policy(template: Path) -> None:
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template.read_text("utf-8"), flags=re.DOTALL)

    found = [
        match.group(0)
        for pattern in (
            STYLE_ATTRIBUTE,
            STYLE_ELEMENT,
            EVENT_ATTRIBUTE,
            SCRIPT_WITHOUT_SOURCE,
            FOREIGN_ADDRESS,
            JAVASCRIPT_ADDRESS,
        )
        for match in pattern.finditer(text)
    ]

    assert found == []


@pytest.mark.parametrize("template", PAGE_TEMPLATES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_template_can_be_read(template: Path) -> None:
    get_template(str(template.relative_to(TEMPLATES)))
