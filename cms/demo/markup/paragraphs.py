"""Running text: paragraphs, headings, lists, steps and callouts."""

import re
from collections.abc import Iterator
from itertools import groupby

from cms.demo.markup.inline import inline, titled
from cms.demo.markup.records import Records
from cms.demo.markup.values import Block

_STEP = re.compile(r"\d+\. ")
_HEADINGS = {"## ": "h2", "### ": "h3"}


def paragraphs(text: str, *, records: Records) -> Iterator[Block]:
    """Yield the blocks of a text without fences."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text) if part.strip())
    for name, group in groupby(parts, key=_kind):
        if name == "steps":
            steps = [_step(line, records) for part in group for line in part.splitlines()]
            yield Block(type="steps", value={"steps": steps})
        elif name == "callout":
            for part in group:
                yield Block(type="callout", value=titled(part.removeprefix("> "), records=records))
        else:
            yield Block(type="text", value="".join(html(part, records=records) for part in group))


def html(part: str, *, records: Records) -> str:
    """Return one paragraph, heading or list as HTML."""
    for mark, tag in _HEADINGS.items():
        if part.startswith(mark):
            return f"<{tag}>{inline(part.removeprefix(mark), records=records)}</{tag}>"
    if part.startswith("- "):
        items = "".join(f"<li>{inline(line.removeprefix('- '), records=records)}</li>" for line in part.splitlines())
        return f"<ul>{items}</ul>"
    return f"<p>{inline(' '.join(part.splitlines()), records=records)}</p>"


def _kind(part: str) -> str:
    if part.startswith("> "):
        return "callout"
    return "steps" if _STEP.match(part) else "text"


def _step(line: str, records: Records) -> dict[str, str]:
    return titled(_STEP.sub("", line, count=1), records=records)
