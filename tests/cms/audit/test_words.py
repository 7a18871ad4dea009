"""What a row says is read in words."""

from typing import Any

import pytest
from django.utils import translation

from cms.audit import triggers
from cms.audit.models import Entry

REFUSED = triggers.REFUSED


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ({"add": ["Redaktion", "Freigabe"]}, "given: Redaktion; Freigabe"),
        ({"is_staff": True}, "access to the desk: yes"),
        ({"n_rights": 3, "change": "remove", "role": "Redaktion"}, "taken away, number of rights: 3, role: Redaktion"),
        ({"by": "GET"}, "what was tried: to open it"),
        ({"unheard-of": "+1"}, "unheard-of: +1"),
    ],
)
def test_details_are_read_in_words(detail: dict[str, Any], words: str) -> None:
    with translation.override("en"):
        assert words in Entry(detail=detail).said
