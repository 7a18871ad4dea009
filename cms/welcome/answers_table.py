"""What people sent through a form, as the desk's table: no cell may act as a formula in somebody's spreadsheet."""

from collections.abc import Iterator
from typing import Any

from wagtail.contrib.forms.views import SubmissionsListView

ACTS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK_OF_UTF8 = "\ufeff"  # without it a spreadsheet takes the letters for another alphabet


class AnswersTable(SubmissionsListView):
    """Lists what was sent, and hands it out as a file that is safe to open."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return harmless(super().preprocess_field_value(field, value, export_format))

    def get_heading(self, queryset: Any, field: str) -> str:
        return str(harmless(super().get_heading(queryset, field)))

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        yield MARK_OF_UTF8.encode()
        yield from super().stream_csv(queryset)


def harmless(value: Any) -> Any:
    """Return a value that is shown as it was written: an apostrophe stops what a spreadsheet would compute."""
    return f"'{value}" if isinstance(value, str) and value.startswith(ACTS_AS_FORMULA) else value
