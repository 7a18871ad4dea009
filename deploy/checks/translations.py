"""Finds text that people see and that has no German translation; Babel reads it, so no GNU gettext is needed."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CATALOG = ROOT / "cms" / "locale" / "de" / "LC_MESSAGES" / "django.po"
ROOMS = ("cms", "matching", "search")
NOT_OURS = {"node_modules", "dist", "__pycache__", "migrations"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}")

Text = str | tuple[str, ...]
_PLAIN, _PLURAL, _CONTEXT = (1,), (1, 2), ((1, "c"), 2)
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    **dict.fromkeys(("gettext_lazy", "gettext_noop"), _PLAIN),
    "ngettext_lazy": _PLURAL,
    "pgettext_lazy": _CONTEXT,
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A text in the code, with the place where it stands."""

    text: Text
    context: str | None
    place: str


def complaints(root: Path = ROOT, catalog_file: Path = CATALOG) -> list[str]:
    """Return one line for each text without a translation that can be used."""
    if not catalog_file.exists():
        return [f"{catalog_file.relative_to(root)} is missing"]
    with catalog_file.open("rb") as source:
        catalog = read_po(source, locale="de")
    seen: set[tuple[Text, str | None]] = set()
    found = []
    for message in messages(root):
        if (message.text, message.context) not in seen:
            seen.add((message.text, message.context))
            found += [f"{message.place}: {fault}: {message.text!r}" for fault in _faults(message, catalog)]
    return found


def messages(root: Path) -> Iterator[Message]:
    """Return all texts that code and templates mark for translation."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
    for path in _files(root):
        source = path.read_text("utf-8")
        if path.suffix != ".py":
            # Inside brackets, Python's tokenizer does not care about the page's indentation.
            source = f"({templatize(source, origin=str(path))}\n)"
        place = path.relative_to(root)
        for line, text, _comments, context in extract("python", BytesIO(source.encode()), keywords=KEYWORDS):
            yield Message(text=text, context=context, place=f"{place}:{line}")


def _faults(message: Message, catalog: Catalog) -> Iterator[str]:
    entry = catalog.get(message.text, message.context)
    if entry is None:
        yield "not in the catalog"
        return
    translated: object = entry.string
    forms = [str(form or "") for form in (translated if isinstance(translated, (list, tuple)) else [translated])]
    if not all(forms):
        yield "not translated"
    elif entry.fuzzy:
        yield "marked as fuzzy"
    elif not _same_placeholders(message.text, forms):
        yield "other placeholders than the translation"


def _same_placeholders(text: Text, forms: list[str]) -> bool:
    originals = (text,) if isinstance(text, str) else text
    expected = {name for original in originals for name in PLACEHOLDER.findall(original)}
    return {name for form in forms for name in PLACEHOLDER.findall(form)} == expected


def _files(root: Path) -> list[Path]:
    modules = [path for room in ROOMS for path in (root / room).rglob("*.py")]
    templates = [path for kind in ("*.html", "*.txt", "*.svg") for path in (root / "templates").rglob(kind)]
    return sorted(path for path in (*modules, *templates) if not NOT_OURS.intersection(path.relative_to(root).parts))


if __name__ == "__main__":
    lines = complaints()
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.exit(bool(lines))
