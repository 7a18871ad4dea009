"""Fenced blocks: everything that is not running text."""

import re
from collections.abc import Callable
from typing import Any

from cms.demo.markup.inline import inline, split_title, titled
from cms.demo.markup.records import Records
from cms.demo.markup.values import Block

_PROOF = re.compile(r"\s*\b(F\d{3})$")
_OPTION = re.compile(r"(\w+)=(\S+)\s*")

Value = dict[str, Any]
Writer = Callable[[str, str, Records], Value]


def fenced(name: str, argument: str, inside: str, *, records: Records) -> Block:
    """Return the block that a fence stands for; raise ValueError for a name that there is not."""
    if name not in _FENCES:
        raise ValueError(f"there is no block {name!r}")
    kind, write = _FENCES[name]
    return Block(type=kind, value=write(argument, inside, records))


def _checklist(title: str, inside: str, _records: Records) -> Value:
    items = [dict(zip(("title", "text"), split_title(line), strict=True)) for line in _lines(inside)]
    return {"title": title, "introduction": "", "items": items}


def _accordion(_argument: str, inside: str, records: Records) -> Value:
    return {"items": [titled(part, records=records) for part in _parts(inside)]}


def _quote(person: str, inside: str, _records: Records) -> Value:
    name, _comma, role = person.partition(", ")
    return {"text": " ".join(inside.split()), "name": name, "role": role, "picture": None}


def _figures(_argument: str, inside: str, records: Records) -> Value:
    items = []
    for line in _lines(inside):
        value, label = split_title(line)
        proof = _PROOF.search(label)
        reference = records.references[proof[1]] if proof else None
        items.append({"value": value, "label": _PROOF.sub("", label), "reference": reference})
    return {"items": items}


def _key_facts(_argument: str, inside: str, _records: Records) -> Value:
    return {"facts": [dict(zip(("label", "value"), split_title(line), strict=True)) for line in _lines(inside)]}


def _table(caption: str, inside: str, records: Records) -> Value:
    heading, *rows = [[cell.strip() for cell in line.split("|")] for line in inside.splitlines() if line.strip()]
    columns = [{"type": "text", "heading": cell} for cell in heading]
    cells = [{"values": [f"<p>{inline(cell, records=records)}</p>" for cell in row]} for row in rows]
    return {"caption": caption, "table": {"columns": columns, "rows": cells, "caption": ""}}


def _timeline(_argument: str, inside: str, records: Records) -> Value:
    entries = [titled(part, records=records) for part in _parts(inside)]
    return {"entries": [{"when": entry["title"], "title": "", "text": entry["text"]} for entry in entries]}


def _contact(key: str, _inside: str, records: Records) -> Value:
    return {"contact": records.contacts[key], "title": ""}


def _related(keys: str, _inside: str, records: Records) -> Value:
    return {"title": "", "pages": [records.pages[key.removeprefix("page:")] for key in keys.split()]}


def _action(argument: str, inside: str, records: Records) -> Value:
    target, _space, words = argument.partition(" ")
    page = records.pages[target.removeprefix("page:")]
    return {**titled(inside, records=records), "page": page, "url": "", "link_text": words}


def _offers(argument: str, _inside: str, _records: Records) -> Value:
    options = dict(_OPTION.findall(argument))
    return {"title": _OPTION.sub("", argument).strip(), "kind": options.get("kind", ""), "limit": 5}


def _events(title: str, _inside: str, _records: Records) -> Value:
    return {"title": title, "limit": 3}


def _map(title: str, _inside: str, _records: Records) -> Value:
    return {"title": title, "lead": ""}


def _lines(inside: str) -> list[str]:
    return [line.removeprefix("- ") for line in inside.splitlines() if line.strip()]


def _parts(inside: str) -> list[str]:
    """Split at each line that begins in bold: blank lines between entries may be left out."""
    return [part.strip().removeprefix("- ") for part in re.split(r"\n(?=(?:- )?\*\*)", inside) if part.strip()]


# Name of a fence → name of the block in StoryBlock, and who writes its value.
_FENCES: dict[str, tuple[str, Writer]] = {
    "checklist": ("checklist", _checklist),
    "accordion": ("accordion", _accordion),
    "quote": ("quote", _quote),
    "figures": ("figures", _figures),
    "facts": ("key_facts", _key_facts),
    "table": ("table", _table),
    "timeline": ("timeline", _timeline),
    "contact": ("contact", _contact),
    "related": ("related_pages", _related),
    "action": ("call_to_action", _action),
    "offers": ("offer_list", _offers),
    "events": ("event_list", _events),
    "map": ("municipality_map", _map),
}
