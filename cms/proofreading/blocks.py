"""From the blocks of a body to pieces of a draft: by the blocks' definitions, without loading what they point to."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import (
    BaseStreamBlock,
    BaseStructBlock,
    Block,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamValue,
    TextBlock,
)
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from cms.proofreading.draft import Heading, Link, Paragraph, Picture, Place
from cms.proofreading.markup import passages

Piece = Paragraph | Heading | Link | Picture

# The heading that a block's template gives to its title. A test renders the blocks and compares.
BLOCK_HEADINGS = {
    "call_to_action": 2,
    "checklist": 2,
    "contact": 2,
    "event_list": 2,
    "municipality_map": 2,
    "offer_list": 2,
    "related_pages": 2,
    "video": 2,
    "steps": 3,
    "timeline": 3,
}


def blocks_of(story: StreamValue, place: Place) -> Iterator[Piece]:
    """Yield what stands in a body, in reading order; places say which block of the page it is."""
    children = story.stream_block.child_blocks
    for number, stored in enumerate(story.get_prep_value(), start=1):
        block = children.get(stored["type"])
        if block is None:
            continue
        here = Place(f"{place.words}, {number}. {block.label}", (*place.path, stored.get("id") or ""))
        if level := BLOCK_HEADINGS.get(stored["type"]):
            yield Heading(level, str(block.label), here, is_written=False)
        yield from _read(block, stored["value"], here)


def _read(block: Block, stored: Any, place: Place) -> Iterator[Piece]:
    if not stored:
        return
    match block:
        case RichTextBlock():
            yield from passages(stored, place)
        case ImageBlock():
            yield from _described_picture(stored, place)
        case ImageChooserBlock():
            yield Picture(place, stored)
        case PageChooserBlock():
            yield Link("", place, page_id=stored)
        case DocumentChooserBlock():
            yield Link("", place, document_id=stored)
        case BaseStructBlock():
            yield from _struct(block, stored, place)
        case _:
            yield from _several(block, stored, place)


def _several(block: Block, stored: Any, place: Place) -> Iterator[Piece]:
    match block:
        case ListBlock():
            for number, item in enumerate(stored, start=1):
                yield from _read(block.child_block, item["value"], place.inside(str(number), item.get("id") or ""))
        case BaseStreamBlock():
            for child in stored:
                if inner := block.child_blocks.get(child["type"]):
                    yield from _read(inner, child["value"], place.inside(str(inner.label), child.get("id") or ""))
        case BaseTypedTableBlock():
            yield from _table(block, stored, place)
        case TextBlock():
            yield Paragraph(str(stored), place)


def _table(block: BaseTypedTableBlock, stored: dict[str, Any], place: Place) -> Iterator[Piece]:
    columns = [block.child_blocks.get(column["type"]) for column in stored.get("columns", [])]
    for row in stored.get("rows", []):
        for inner, cell in zip(columns, row["values"], strict=False):
            if inner is not None:
                yield from _read(inner, cell, place)


def _struct(block: BaseStructBlock, stored: dict[str, Any], place: Place) -> Iterator[Piece]:
    words = stored.get("link_text")
    if words is not None:  # a button: its words and its target are fields of their own
        yield Link(words, place, page_id=stored.get("page"), address=stored.get("url") or "")
    for name, child in block.child_blocks.items():
        if words is not None and isinstance(child, PageChooserBlock):
            continue
        for piece in _read(child, stored.get(name), place.inside(str(child.label), name)):
            yield _with_caption(piece, stored)


def _with_caption(piece: Piece, stored: dict[str, Any]) -> Piece:
    if not isinstance(piece, Picture) or not stored.get("caption"):
        return piece
    return Picture(
        piece.place,
        piece.image_id,
        alternative_text=piece.alternative_text,
        caption=stored["caption"],
        is_decorative=piece.is_decorative,
        has_own_words=piece.has_own_words,
    )


def _described_picture(stored: dict[str, Any], place: Place) -> Iterator[Piece]:
    if image_id := stored.get("image"):
        yield Picture(
            place,
            image_id,
            alternative_text=stored.get("alt_text") or "",
            is_decorative=bool(stored.get("decorative")),
            has_own_words=True,
        )
