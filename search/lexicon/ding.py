"""Lines of a dictionary in Ding's format: ``Antrag {m} (auf etw.) | Anträge {pl} :: application (for sth.) | …``.

Both sides have the same groups, separated by ``|``; a group's translations are separated by ``;``. Grammar stands in
``{}``, subjects and regions in ``[]``, remarks in ``()``, other spellings in ``<>``, abbreviations between slashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

SIDES: Final = " :: "
_REMARK: Final = re.compile(r"\([^()]*\)|\{[^{}]*\}|\[[^\[\]]*\]|<[^<>]*>")
_SOMEBODY: Final = re.compile(
    r"\b(?:sb|sth|smb|smth|swh|jd|jdn|jdm|jds|jmd|jmdn|jmdm|jmds|etw|einer Sache)\b\.?(?:['’]s)?(?!\w)"
    r"|\b(?:one['’]s|oneself|somebody|something)\b"
)
_ABBREVIATION: Final = re.compile(r"(?<!\S)/([^/\s]{1,12})/(?!\S)")
_SLASH: Final = re.compile(r"\s*/\s*")
_INFINITIVE: Final = re.compile(r"^to\s+", re.IGNORECASE)
_MOST_SPELLED_OUT: Final = 6  # of "adopt/pass/carry an amendment"


@dataclass(frozen=True, slots=True)
class Entry:
    """What means the same in both languages; `is_head` if it is what the line is about, not a form or an example."""

    german: tuple[str, ...]
    english: tuple[str, ...]
    is_head: bool


def is_remark(line: str) -> bool:
    """Return whether a line is empty or about the file."""
    return not line.strip() or line.startswith("#")


def entries_of(line: str) -> list[Entry]:
    """Return what a line says; nothing if it is no line of a dictionary.

    Groups belong together by their place. Where one side has more of them, only the first ones surely do.

    Examples
    --------
    >>> entries_of("Antrag {m} | Anträge {pl} :: application; request | applications; requests")[0]
    Entry(german=('Antrag',), english=('application', 'request'), is_head=True)
    """
    german, separator, english = line.partition("::")
    if not separator:
        return []
    sides = [_without_remarks(side).split("|") for side in (german, english)]
    n_groups = len(sides[0]) if len(sides[0]) == len(sides[1]) else 1
    entries = []
    for place in range(n_groups):
        names = [tuple(dict.fromkeys(_names(side[place]))) for side in sides]
        if all(names):
            entries.append(Entry(names[0], names[1], is_head=place == 0))
    return entries


def _without_remarks(side: str) -> str:
    before = None
    while before != side:  # remarks stand in remarks
        before, side = side, _REMARK.sub(" ", side)
    return side


def _names(group: str) -> Iterator[str]:
    for name in group.split(";"):
        yield from _ABBREVIATION.findall(name)
        text = _INFINITIVE.sub("", _ABBREVIATION.sub(" ", name).strip())
        without_objects = _SOMEBODY.sub(" ", text).strip(" .")
        for spelled_out in _spelled_out(without_objects or text):
            if any(map(str.isalnum, spelled_out)):
                yield spelled_out


def _spelled_out(text: str) -> Iterator[str]:
    """Yield what slashes abbreviate: "adopt/pass an amendment" is two phrases; "Ein-/Ausgabe" is one word."""
    words = [[text] if "-/" in text else text.split("/") for text in _SLASH.sub("/", text).split()]
    for chosen in islice(product(*words), _MOST_SPELLED_OUT):
        yield " ".join(chosen)
