"""Turns the plain text of a content file into the blocks of a page.

Paragraphs, `## ` headings and `- ` lists become text; numbered lines become steps; a `> ` line becomes a callout.
Inside a line, `**bold**` and `[words](target)` are understood; a target `page:key` is a link to another page.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

Block = tuple[str, Any]

_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_TITLED = re.compile(r"\*\*(.+?)\*\*\s*(.*)", re.DOTALL)
_STEP = re.compile(r"\d+\. ")


def blocks(text: str, *, page_ids: Mapping[str, int]) -> list[Block]:
    """Return (name, value) pairs for a StoryBlock."""
    found: list[Block] = []
    for name, group in groupby(_paragraphs(text), key=_kind):
        paragraphs = list(group)
        if name == "steps":
            steps = [_step(line, page_ids) for paragraph in paragraphs for line in paragraph.splitlines()]
            found.append(("steps", {"steps": steps}))
        elif name == "callout":
            found += [("callout", _titled(paragraph.removeprefix("> "), page_ids)) for paragraph in paragraphs]
        else:
            found.append(("text", "".join(_html(paragraph, page_ids) for paragraph in paragraphs)))
    return found


def linked_keys(text: str) -> list[str]:
    """Return the keys of the pages that a text links to."""
    return [target.removeprefix("page:") for _words, target in _LINK.findall(text) if target.startswith("page:")]


def _paragraphs(text: str) -> Iterator[str]:
    yield from (paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip())


def _kind(paragraph: str) -> str:
    if paragraph.startswith("> "):
        return "callout"
    return "steps" if _STEP.match(paragraph) else "text"


def _step(line: str, page_ids: Mapping[str, int]) -> dict[str, str]:
    return _titled(_STEP.sub("", line, count=1), page_ids)


def _titled(line: str, page_ids: Mapping[str, int]) -> dict[str, str]:
    match = _TITLED.match(line)
    if match is None:
        raise ValueError(f"a bold title is missing: {line[:60]}")
    title, text = match.groups()
    # A question keeps its mark, a statement stands without a full stop in a heading.
    return {"title": title.removesuffix("."), "text": f"<p>{_inline(text, page_ids)}</p>" if text else ""}


def _html(paragraph: str, page_ids: Mapping[str, int]) -> str:
    if paragraph.startswith("## "):
        return f"<h2>{_inline(paragraph[3:], page_ids)}</h2>"
    if paragraph.startswith("- "):
        items = "".join(f"<li>{_inline(line.removeprefix('- '), page_ids)}</li>" for line in paragraph.splitlines())
        return f"<ul>{items}</ul>"
    return f"<p>{_inline(' '.join(paragraph.splitlines()), page_ids)}</p>"


def _inline(line: str, page_ids: Mapping[str, int]) -> str:
    def link(match: re.Match[str]) -> str:
        words, target = match.groups()
        if target.startswith("page:"):
            return f'<a linktype="page" id="{page_ids[target.removeprefix("page:")]}">{words}</a>'
        return f'<a href="{target}">{words}</a>'

    return _BOLD.sub(r"<b>\1</b>", _LINK.sub(link, escape(line, quote=False)))
