"""Bodies of pages."""

from cms.core.blocks import StoryBlock

LONG_WORD = "Wohnungsgeberbescheinigungsvordruck"
# As it is stored: its preview holds words where the database holds markup.
_TABLE = {
    "type": "table",
    "value": {
        "caption": f"Was {LONG_WORD} und Ummeldung brauchen",
        "table": {
            "columns": [{"type": "text", "heading": "Unterlage"}, {"type": "number", "heading": "Anzahl"}],
            "rows": [{"values": [f"<p>{LONG_WORD}</p>", 1.0]}, {"values": ["<p>Ausweis</p>", 2.0]}],
            "caption": "",
        },
    },
}


def every_block() -> list[dict[str, object]]:
    """Return each block once, as editors see it before they write."""
    blocks = {name: block for name, block in StoryBlock().child_blocks.items() if name != "table"}
    shown = [{"type": n, "value": block.get_prep_value(block.get_preview_value())} for n, block in blocks.items()]
    return [*shown, _TABLE]
