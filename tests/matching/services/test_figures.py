"""Figures as the reader's language writes them."""

import pytest
from django.utils.translation import override

from matching.services import span_text


@pytest.mark.parametrize(
    ("language", "least", "most", "text"),
    [
        ("de", 30.0, 35.0, "30–35"),
        ("de", 38.5, 38.5, "38,5"),
        ("en", 38.5, None, "38.5"),
        ("de", None, 20.0, "20"),
        ("de", None, None, ""),
    ],
)
def test_hours_are_written_as_people_write_them(language, least, most, text):
    with override(language):
        assert span_text(least, most) == text
