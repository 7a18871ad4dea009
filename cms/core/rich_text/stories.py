"""Rich text inside the stored form of a body: found by the blocks' definitions, without loading what they point to."""

from typing import Any
from uuid import uuid4

from wagtail.blocks import BaseStreamBlock, BaseStructBlock, Block, ListBlock, RichTextBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from cms.core.rich_text.cleaning import clean_rich_text


def clean_story(block: Block, stored: Any) -> Any:
    """Return the stored form of a block's value with every rich text in it cleaned.

    A body that was given as JSON (an import, a revision, a translation) is stored as it came, without a look by its
    blocks; so the look is taken here, at the stored form.
    """
    if isinstance(block, RichTextBlock):
        return clean_rich_text(stored) if isinstance(stored, str) else stored
    if isinstance(block, BaseStreamBlock):
        return _clean_stream(block, stored)
    if isinstance(block, BaseStructBlock) and isinstance(stored, dict):
        children = block.child_blocks
        return {name: clean_story(children[name], one) if name in children else one for name, one in stored.items()}
    if isinstance(block, ListBlock) and isinstance(stored, list):
        return [_clean_item(block.child_block, item) for item in stored]
    if isinstance(block, BaseTypedTableBlock) and isinstance(stored, dict):
        return _clean_table(block, stored)
    return stored


def _clean_stream(block: BaseStreamBlock, stored: Any) -> Any:
    if not isinstance(stored, list):
        return stored
    cleaned = []
    for child in stored:
        child_block = block.child_blocks.get(child.get("type")) if isinstance(child, dict) else None
        cleaned.append({**child, "value": clean_story(child_block, child.get("value"))} if child_block else child)
    return cleaned


def _clean_item(block: Block, item: Any) -> Any:
    """Return an item with a name that stays: nameless ones (an import) would be named anew at each look.

    A box of a checklist is found again by it, and a handbook is printed anew when anything in it changes.
    """
    is_named = isinstance(item, dict) and item.get("type") == "item" and "value" in item
    named = item if is_named else {"type": "item", "value": item}
    return {**named, "value": clean_story(block, named["value"]), "id": named.get("id") or str(uuid4())}


def _clean_table(block: BaseTypedTableBlock, stored: dict[str, Any]) -> dict[str, Any]:
    columns = [block.child_blocks.get(column.get("type")) for column in stored.get("columns", [])]
    rows = []
    for row in stored.get("rows", []):
        cells = zip(columns, row.get("values", []), strict=False)
        rows.append({**row, "values": [clean_story(one, cell) if one else cell for one, cell in cells]})
    return {**stored, "rows": rows}
