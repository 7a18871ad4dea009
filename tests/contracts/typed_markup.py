"""Markup in all that people type: what it is, where it is put, and whether a page took it for its own."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from django.apps import apps
from django.db import models
from django.http import HttpResponse
from tinyhtml5 import parse
from wagtail.blocks import Block, CharBlock, ListBlock, StreamBlock, StructBlock, TextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

MARK = "x-typed"
# It leaves an attribute, a title, a text area, a script and a comment, whichever it stands in.
MARKUP = f"""'"--></title></textarea></script><{MARK} {MARK}>"""
SHORT_MARKUP = f"""'"><{MARK}>"""
ROOMS = {
    *("accounts", "auth", "community", "companies", "core", "links", "matching", "mentoring", "search", "taggit"),
    *("wagtailcore", "welcome"),
}
# Nobody types these: they are chosen, counted, derived, or words of the law and of ESCO.
NOT_TYPED = {
    *("action", "address", "clean_name", "code", "codename", "color", "content_path", "contentpath", "district_code"),
    *("filter_spec", "folded_labels", "folded_name", "host", "hostname", "inputs_hash", "isco", "job", "kind"),
    *("language", "language_code", "model_path", "object_id", "old_path", "password", "path", "position", "postcode"),
    *("text_version", "to_object_id", "follower", "file_name"),
}


def typed_fields(model: type[models.Model]) -> list[models.Field]:
    """Return the fields into which somebody writes words; rich text is cleaned when it is stored and is left out."""
    if model._meta.app_label not in ROOMS or model._meta.proxy:
        return []
    return [
        field
        for field in model._meta.local_concrete_fields
        if type(field) in {models.CharField, models.TextField}
        and field.editable
        and not field.choices
        and field.name not in NOT_TYPED
    ]


def write_markup_everywhere() -> None:
    """Add markup to every text in the database, past all forms."""
    for model in apps.get_models():
        fields = typed_fields(model)
        for row in model.objects.all() if fields else []:
            changes = {field.attname: _with_markup(field, getattr(row, field.attname)) for field in fields}
            model.objects.filter(pk=row.pk).update(**changes)
    for model in get_page_models():
        for field in (field for field in model._meta.local_fields if isinstance(field, StreamField)):
            for page in model.objects.all():
                stored = field.stream_block.get_prep_value(getattr(page, field.name))
                body = field.to_python(json.dumps(_typed_body(field.stream_block, stored)))
                model.objects.filter(pk=page.pk).update(**{field.name: body})
    for page in Page.objects.filter(depth__gt=1, alias_of=None).specific():
        page.save_revision(clean=False)


def _with_markup(field: models.Field, words: str | None) -> str:
    most = field.max_length or 1000
    markup = MARKUP if most > len(MARKUP) + 10 else SHORT_MARKUP if most > len(SHORT_MARKUP) else ""
    return (words or "")[: most - len(markup)] + markup


def _typed_body(block: Block, stored: Any) -> Any:
    """Return what is stored of a block with markup in each of its texts."""
    match block:
        case StructBlock():
            return {name: _typed_body(child, stored.get(name)) for name, child in block.child_blocks.items()}
        case StreamBlock():
            return [one | {"value": _typed_body(block.child_blocks[one["type"]], one["value"])} for one in stored]
        case ListBlock():
            return [one | {"value": _typed_body(block.child_block, one["value"])} for one in stored]
        case TypedTableBlock():
            kinds = [block.child_blocks[column["type"]] for column in stored["columns"]]
            return {
                "caption": f"{stored['caption']}{MARKUP}",
                "columns": [column | {"heading": f"{column['heading']}{MARKUP}"} for column in stored["columns"]],
                "rows": [
                    {"values": [_typed_body(kind, cell) for kind, cell in zip(kinds, row["values"], strict=True)]}
                    for row in stored["rows"]
                ],
            }
    return f"{stored or ''}{MARKUP}" if type(block) in {CharBlock, TextBlock} else stored


def broken_out(response: HttpResponse) -> bool:
    """Return whether the mark has become an element or an attribute of an answer."""
    content = response.getvalue().decode("utf-8", "replace")
    if MARK not in content:
        return False
    kind = response.get("Content-Type", "").partition(";")[0]
    if kind == "application/json":
        return any(is_markup(html) for html in _html_of(json.loads(content)))
    if kind in {"application/xml", "text/xml", "application/rss+xml", "application/atom+xml"}:
        return _has_mark(ElementTree.fromstring(content))  # our own answer
    return kind in {"text/html", "text/javascript", ""} and is_markup(content)


def is_markup(html: str) -> bool:
    """Return whether a browser would find the mark among a document's elements and attributes."""
    return _has_mark(parse(html, namespace_html_elements=False))


def _has_mark(tree: ElementTree.Element) -> bool:
    return any(MARK in str(element.tag) or any(MARK in name for name in element.attrib) for element in tree.iter())


def _html_of(answer: object) -> Iterator[str]:
    """Yield what a page's script puts in as markup: Wagtail's windows carry it as `html`."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if isinstance(value, str) and name in {"html", "rendered", "preview"}:
                yield value
            else:
                yield from _html_of(value)
    elif isinstance(answer, list):
        for one in answer:
            yield from _html_of(one)
