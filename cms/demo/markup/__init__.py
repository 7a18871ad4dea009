"""Turns the plain text of a content file into the blocks of a page.

Paragraphs, `## ` headings and `- ` lists become text; numbered lines become steps; a `> ` line becomes a callout.
Between a line `::: name arguments` and a line `:::` stands any other block (fences.py). Inside a line, `**bold**` and
`[words](target)` are understood; a target `page:key` is a link to another page.
"""

import re
from collections.abc import Iterator

from cms.demo.markup.fences import fenced
from cms.demo.markup.inline import linked_keys
from cms.demo.markup.paragraphs import paragraphs
from cms.demo.markup.records import Records
from cms.demo.markup.values import Block

_FENCE = re.compile(r"^::: ?(\w+)(.*?)\n(.*?)^:::$", re.MULTILINE | re.DOTALL)


def blocks(text: str, *, records: Records) -> list[Block]:
    """Return a page's body as StoryBlock stores it."""
    return list(_blocks(text, records))


def _blocks(text: str, records: Records) -> Iterator[Block]:
    position = 0
    for fence in _FENCE.finditer(text):
        yield from paragraphs(text[position : fence.start()], records=records)
        name, argument, inside = fence.groups()
        yield fenced(name, argument.strip(), inside.strip(), records=records)
        position = fence.end()
    yield from paragraphs(text[position:], records=records)


__all__ = ["Block", "Records", "blocks", "linked_keys"]
