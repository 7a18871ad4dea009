"""The references a page's body shows, read at once: each type of block would otherwise ask for its own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.utils.translation import get_language

_NAMES = frozenset({"reference", "references"})  # what blocks call such a field


class RecordBook:
    """The references of one request."""

    def __init__(self) -> None:
        self.expected: set[int] = set()
        self._found: dict[int, Model | None] = {}

    def expect(self, body: Any) -> None:
        """Note which references a stored body names, so that the first block that asks brings all."""
        self.expected.update(_numbers(body, is_inside=False))

    def references(self, numbers: Iterable[int | None]) -> list[Model | None]:
        """Return references in the order asked for."""
        wanted = [number for number in numbers if number is not None]
        if any(number not in self._found for number in wanted):
            missing = (self.expected | set(wanted)) - set(self._found)
            references = apps.get_model("core.Reference").objects.all()
            if get_language() != settings.LANGUAGE_CODE:
                references = references.prefetch_related("wordings")
            found = references.in_bulk(missing)
            self._found |= {number: found.get(number) for number in missing}
        return [self._found.get(number) if number is not None else None for number in numbers]


_book: ContextVar[RecordBook | None] = ContextVar("record_book", default=None)


@contextmanager
def records_of_one_request() -> Iterator[None]:
    """Read each record once inside."""
    token = _book.set(RecordBook())
    try:
        yield
    finally:
        _book.reset(token)


def record_book() -> RecordBook | None:
    """Return the book of the request that is under way."""
    return _book.get()


def _numbers(value: Any, *, is_inside: bool) -> Iterator[int]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _numbers(part, is_inside=name in _NAMES or (is_inside and name == "value"))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _numbers(part, is_inside=is_inside)
    elif is_inside and isinstance(value, int):
        yield value
