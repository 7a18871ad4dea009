"""Leaves out of a page's text what its writer may not refer to, and nothing else."""

import re
from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from wagtail.blocks import StreamValue

References = Mapping[type[Model], set[str]]
LINKS = re.compile(r"</?a\b[^>]*>|<embed\b[^>]*>")


def without(text: StreamValue, refused: References) -> StreamValue:
    """Return the text with empty choosers, and with words instead of links, where it refers to any of these."""
    block = text.stream_block
    raw = block.get_prep_value(text)  # gives every part its id
    for model, pk, _types, path in block.extract_references(text):
        if pk in refused.get(model, ()):
            _leave_out(raw, path.split("."))
    kept: StreamValue = block.to_python(raw)
    return kept


def _leave_out(raw: Any, path: list[str]) -> None:
    """Empty what lies there; of a rich text only the links go, all of them: which one was refused, it does not say."""
    holder: Any = {"value": raw}
    key: Any = "value"
    for step in path:
        inner = holder[key]
        if isinstance(inner, dict):
            holder, key = inner, step
        elif step.isdecimal():  # rows and cells of a table are counted, other parts have ids
            holder, key = inner, int(step)
        else:
            holder, key = next(part for part in inner if part["id"] == step), "value"
    leaf = holder[key]
    holder[key] = LINKS.sub("", leaf) if isinstance(leaf, str) else None
