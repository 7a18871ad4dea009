"""Words on a drawn picture: letters from several font files, lines that fit, and scripts that run to the left."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from django.contrib.staticfiles import finders
from PIL import ImageDraw, ImageFont, features

AnyFont = ImageFont.FreeTypeFont | ImageFont.ImageFont

# The same alphabets as the font files that pages load.
_FONTS = (
    ("fira-sans-latin", re.compile(r"[\x20-\x7e\xa0-\xff\u0131\u0152\u0153\u2002-\u203a\u20ac\u2122\u2212]")),
    ("fira-sans-latin-ext", re.compile(r"[\u0100-\u017f\u0218-\u021b\u1e9e]")),
    ("fira-sans-vietnamese", re.compile(r"[\u01a0-\u01b0\u1ea0-\u1ef9]")),
    ("fira-sans-cyrillic", re.compile(r"[\u0400-\u045f\u0490\u0491\u2116]")),
    ("noto-sans-arabic-arabic", re.compile(r"[\u0600-\u06ff\u200c-\u200f]")),
)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff]")
_SOFT_HYPHEN = "\u00ad"
_VOWELS = "aeiouyäöüáéíóú"
LEAST_PART = 4  # letters on each side of a hyphen


@dataclass(frozen=True, slots=True)
class Lettering:
    """One size and weight of writing."""

    size: int
    weight: int = 600

    def width(self, text: str) -> float:
        """Return how many pixels wide a text is."""
        return sum(_font(name, self.weight, self.size).getlength(part) for name, part in _runs(text))

    def draw(
        self, canvas: ImageDraw.ImageDraw, start: tuple[float, float], text: str, color: str, *, to_left: bool
    ) -> None:
        """Write one line; it begins at the left end of its baseline, or at the right end when it runs to the left."""
        x, y = start
        if not to_left:
            for name, part in _runs(text):
                x = self._put(canvas, (x, y), name, part, color)
            return
        for word in _words_as_read(text):
            x -= self.width(word)
            at = x
            for name, part in reversed(_runs(word)) if is_right_to_left(word) else _runs(word):
                at = self._put(canvas, (at, y), name, part, color)
            x -= self.width(" ")

    def _put(self, canvas: ImageDraw.ImageDraw, at: tuple[float, float], name: str, part: str, color: str) -> float:
        font = _font(name, self.weight, self.size)
        canvas.text(at, part, font=font, fill=color, anchor="ls")
        return at[0] + font.getlength(part)

    def lines(self, text: str, width: float) -> list[str]:
        """Return a text in lines of at most this width; words that are too long are divided."""
        lines: list[str] = []
        current = ""
        for word in text.split():
            shown = word.replace(_SOFT_HYPHEN, "")
            longer = f"{current} {shown}".strip()
            if self.width(longer) <= width:
                current = longer
                continue
            *full, current = self._divided(current, word, width)
            lines += full
        return [*lines, current] if current else lines

    def _divided(self, line: str, word: str, width: float) -> list[str]:
        """Return the line that is full, and what is left of the word that did not fit."""
        if self.width(word.replace(_SOFT_HYPHEN, "")) <= width:
            return [line, word.replace(_SOFT_HYPHEN, "")] if line else [word.replace(_SOFT_HYPHEN, "")]
        lines, rest = ([line] if line else []), word
        while self.width(rest.replace(_SOFT_HYPHEN, "")) > width:
            head, rest = self._cut(rest, width)
            lines.append(head)
        return [*lines, rest.replace(_SOFT_HYPHEN, "")]

    def _cut(self, word: str, width: float) -> tuple[str, str]:
        places = _places_to_divide(word)
        for place in reversed(places):
            head = word[:place].replace(_SOFT_HYPHEN, "").rstrip("-")
            if self.width(f"{head}-") <= width:
                return f"{head}-", word[place:]
        fitting = max(n for n in range(1, len(word)) if n == 1 or self.width(word[:n]) <= width)
        return word[:fitting], word[fitting:]


def is_right_to_left(text: str) -> bool:
    """Say whether a text is written in a script that runs to the left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def can_write(text: str) -> bool:
    """Say whether the letters can be joined as their script asks for."""
    return not is_right_to_left(text) or bool(features.check("raqm"))


def _places_to_divide(word: str) -> list[int]:
    """Return where a word may be divided: at the editor's marks, else before a consonant that a vowel follows."""
    if _SOFT_HYPHEN in word:
        return [index for index, sign in enumerate(word) if sign == _SOFT_HYPHEN]
    letters = word.lower()
    return [
        index
        for index in range(LEAST_PART, len(word) - LEAST_PART + 1)
        if word[index - 1] == "-" or _divides(letters[index - 1], letters[index], letters[index + 1 : index + 2])
    ]


def _divides(before: str, here: str, after: str) -> bool:
    belongs_together = before + here in {"ch", "sc", "ck", "ph", "th", "qu"}
    return here.isalpha() and here not in _VOWELS and after != "" and after in _VOWELS and not belongs_together


def _words_as_read(text: str) -> list[str]:
    """Return the words of a line that runs to the left; neighboring words of other scripts stay together."""
    groups = groupby(text.split(), key=is_right_to_left)
    return [word for is_arabic, words in groups for word in (words if is_arabic else [" ".join(words)])]


def _runs(text: str) -> list[tuple[str, str]]:
    """Return a text in parts that one font file holds; letters that none holds are left out."""
    named = [(_font_name(sign), sign) for sign in text]
    known = [(name, sign) for name, sign in named if name]
    return [(name, "".join(sign for _name, sign in part)) for name, part in groupby(known, key=lambda one: one[0])]


def _font_name(sign: str) -> str:
    return next((name for name, letters in _FONTS if letters.fullmatch(sign)), "")


@lru_cache(maxsize=64)
def _font(name: str, weight: int, size: int) -> AnyFont:
    path = finders.find(f"heimathafen/fonts/{name}-{weight}.woff2")
    if not isinstance(path, str):  # the front end is not built: readable, but not in the portal's letters
        return ImageFont.load_default(size)
    return ImageFont.truetype(path, size)


def fitting(text: str, sizes: Sequence[int], *, width: float, most_lines: int) -> tuple[Lettering, list[str]]:
    """Return the largest writing in which a text fits, and its lines; the smallest size cuts it short.

    Whole words in a somewhat smaller size read better than divided ones, but not in a much smaller size.
    """
    for size in sizes[: len(sizes) // 2]:
        lines = Lettering(size).lines(text, width)
        if len(lines) <= most_lines and not any(line.endswith("-") for line in lines):
            return Lettering(size), lines
    for size in sizes:
        lines = Lettering(size).lines(text, width)
        if len(lines) <= most_lines:
            return Lettering(size), lines
    return Lettering(sizes[-1]), _cut_short(Lettering(sizes[-1]), lines[:most_lines], width)


def _cut_short(lettering: Lettering, lines: list[str], width: float) -> list[str]:
    *full, last = lines
    while last and lettering.width(f"{last} …") > width:
        last = last.rpartition(" ")[0] or last[:-1]
    return [*full, f"{last.rstrip('-,:')} …"]
