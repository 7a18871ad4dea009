"""Examples that fill a block in the editors' chooser and in the gallery, in the language of whoever looks."""

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from wagtail.blocks import ChooserBlock

FILE = Path(__file__).parents[1] / "data" / "samples.toml"
MAIN_LANGUAGE = "de"

_has_long_words: ContextVar[bool] = ContextVar("has_long_words", default=False)


def words() -> Mapping[str, str]:
    """Return example words by name."""
    tables = _tables()
    found = tables.get((get_language() or "").partition("-")[0], tables[MAIN_LANGUAGE])
    return {name: f"{found['long']} {text}" for name, text in found.items()} if _has_long_words.get() else found


@contextmanager
def long_words() -> Iterator[None]:
    """Begin every example inside with a word that is too long for a phone."""
    before = _has_long_words.set(True)
    try:
        yield
    finally:
        _has_long_words.reset(before)


def first_record(chooser: ChooserBlock) -> Any:
    """Return a record to show where a block lets editors choose one; the portal may hold none yet."""
    return chooser.model_class.objects.order_by("pk").first()


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text("utf-8"))
