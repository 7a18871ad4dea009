"""The text of a page's body without markup, for search."""

from wagtail.blocks import StreamValue


def body_text(story: StreamValue) -> str:
    """Return the words of a body in reading order, one block per line."""
    return "\n".join(
        " ".join(part for part in block.block.get_searchable_content(block.value) if part) for block in story
    )
