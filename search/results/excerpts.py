"""The best place of a text, with the words that were found marked; the text is escaped before anything is added."""

import re
from collections.abc import Callable, Iterator

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

EXCERPT_CHARACTERS = 240
ENOUGH_CHARACTERS = 60
MOST_CHARACTERS_READ = 20_000  # of one body; what stands behind is found, but not quoted
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*(?:\+\+|#)?")
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_SPACES = re.compile(r"\s+")

MarksWord = Callable[[str], bool]
"""Whether a word of a running text was looked for."""


def excerpt_of(text: str, marks: MarksWord) -> SafeString:
    """Return the sentence with most of the words that were looked for, and what follows it, as far as it fits."""
    remembered: dict[str, bool] = {}

    def is_marked(word: str) -> bool:
        if word not in remembered:
            remembered[word] = marks(word)
        return remembered[word]

    sentences = _sentences(text)
    if not sentences:
        return SafeString("")
    worth = [len({word.lower() for word in _WORD.findall(one) if is_marked(word)}) for _line, one in sentences]
    best = worth.index(max(worth))
    quoted, is_cut = _cut(_from(sentences[best:]), is_marked)
    return format_html("{}{}", _marked(quoted, is_marked), " …" if is_cut else "")


def surface_of(stem: str, text: str, stem_of: Callable[[str], str]) -> str | None:
    """Return the first word of a text that has this stem, as the text writes it."""
    words = _WORD.findall(text[:MOST_CHARACTERS_READ])
    return next((word for word in words if stem_of(word) == stem), None)


def _sentences(text: str) -> list[tuple[int, str]]:
    """Return each sentence with the number of its line; a line is a paragraph, a heading or a block."""
    lines = text[:MOST_CHARACTERS_READ].splitlines()
    found = ((number, sentence) for number, line in enumerate(lines) for sentence in _SENTENCE_END.split(line))
    return [(number, _SPACES.sub(" ", sentence).strip()) for number, sentence in found if sentence.strip()]


def _from(sentences: list[tuple[int, str]]) -> str:
    """Return what is read from a sentence on: to the end of its line, and further lines while that is too little."""
    line, quoted = sentences[0]
    for next_line, sentence in sentences[1:]:
        if next_line != line and len(quoted) >= ENOUGH_CHARACTERS:
            break
        quoted += f"{' ' if next_line == line else ' · '}{sentence}"
        line = next_line
    return quoted


def _cut(text: str, is_marked: MarksWord) -> tuple[str, bool]:
    """Return a window that starts shortly before the first marked word, if that would not fit otherwise."""
    if len(text) <= EXCERPT_CHARACTERS:
        return text, False
    first = next((found.start() for found in _WORD.finditer(text) if is_marked(found.group())), 0)
    start = 0
    if first > EXCERPT_CHARACTERS * 2 // 3:
        start = text.find(" ", first - EXCERPT_CHARACTERS // 3) + 1
    end = text.rfind(" ", start + 1, start + EXCERPT_CHARACTERS)
    if end <= start:  # one endless word
        end = start + EXCERPT_CHARACTERS
    return ("… " if start else "") + text[start:end], end < len(text)


def _marked(text: str, is_marked: MarksWord) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, is_marked)))


def _pieces(text: str, is_marked: MarksWord) -> Iterator[SafeString]:
    end = 0
    for found in _WORD.finditer(text):
        if is_marked(found.group()):
            yield escape(text[end : found.start()])
            yield format_html("<mark>{}</mark>", found.group())
            end = found.end()
    yield escape(text[end:])
