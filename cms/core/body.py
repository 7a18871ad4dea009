"""The text of a page's body without markup, for search."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamBlock, StreamValue, StructBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


def body_text(story: StreamValue) -> str:
    """Return the words of a body in reading order, one block per line.

    It reads what is stored, not the records that blocks point to: these are looked up for a page that is shown, and
    would cost queries for every page that is indexed.
    """
    blocks = story.stream_block.child_blocks
    lines = (_words(blocks[one["type"]], one["value"]) for one in story.get_prep_value() if one["type"] in blocks)
    return "\n".join(" ".join(part for part in line if part) for line in lines)


def _words(block: Block, stored: Any) -> Iterator[str]:
    if stored is None or isinstance(block, ChooserBlock):
        return
    match block:
        case StructBlock() if isinstance(stored, dict):
            for name, child in block.child_blocks.items():
                yield from _words(child, stored.get(name))
        case StreamBlock():
            for one in stored:
                if child := block.child_blocks.get(one["type"]):
                    yield from _words(child, one["value"])
        case ListBlock():
            for one in stored:
                yield from _words(block.child_block, _item(one))
        case TypedTableBlock():
            yield from _table_words(block, stored)
        case _:
            yield from block.get_searchable_content(block.to_python(stored))


def _table_words(block: TypedTableBlock, stored: dict[str, Any]) -> Iterator[str]:
    columns = stored.get("columns", [])
    yield stored.get("caption", "")
    yield from (column["heading"] for column in columns)
    for row in stored.get("rows", []):
        for column, cell in zip(columns, row["values"], strict=False):
            if child := block.child_blocks.get(column["type"]):
                yield from _words(child, cell)


def _item(stored: Any) -> Any:
    """Return an item's value: lists were once stored without a name and an id for each item."""
    return stored["value"] if isinstance(stored, dict) and stored.get("type") == "item" else stored
