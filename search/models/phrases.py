"""Words as editors write them into one field."""

import re

_BETWEEN = re.compile(r"[,;\n]")


def phrases_in(text: str) -> tuple[str, ...]:
    """Return the words and phrases of a field, one per line or separated by commas, each once.

    Examples
    --------
    >>> phrases_in("Kita, Kindergarten\\n Kindertagesstätte,,")
    ('Kita', 'Kindergarten', 'Kindertagesstätte')
    """
    found = (" ".join(phrase.split()) for phrase in _BETWEEN.split(text))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))
