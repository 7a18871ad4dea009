"""Short texts put together from parts."""

import re
from collections.abc import Iterable

from django.utils.translation import pgettext

_SOFT_HYPHEN = "\u00ad"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def listed(parts: Iterable[str]) -> str:
    """Return parts as a list inside a sentence, as the reader's language separates them; empty ones are left out."""
    return pgettext("between the parts of a list", ", ").join(part for part in parts if part)


def one_line(*texts: str) -> str:
    """Return texts as one line for machines to read: without line breaks, control characters and hyphenation."""
    return " ".join(_CONTROL.sub(" ", " ".join(texts).replace(_SOFT_HYPHEN, "")).split())
