"""Marks for the invented companies: an arch with their initials, drawn the same way in every build."""

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

SIZE, FINE = 480, 2  # pixels; drawn twice as large and shrunk, so that curves are smooth
FONT = settings.BASE_DIR / "cms" / "frontend" / "dist" / "fonts" / "fira-sans-latin-600.woff2"
WHITE, NIGHT = "#ffffff", "#14192f"
# Field, writing on it, and a second color: pairs of the look whose writing can be read.
COLORS = (
    ("#213791", WHITE, "#fccf42"),
    ("#1e2b77", "#fccf42", "#3c9ebc"),
    ("#8a321a", WHITE, "#fccf42"),
    ("#0f4e69", WHITE, "#65a150"),
    ("#225424", WHITE, "#fccf42"),
    ("#fccf42", NIGHT, "#213791"),
    ("#5d3826", WHITE, "#65a150"),
    ("#d6f1f9", "#0f4e69", "#db633c"),
    ("#ffe4da", "#8a321a", "#213791"),
    ("#e2f4d5", "#225424", "#db633c"),
)
NO_INITIAL = frozenset({"gmbh", "ggmbh", "eg", "e", "v", "zum", "und", "der", "die", "das"})
# Pairs of letters that nobody in Germany puts on a sign.
UNWANTED = frozenset({"AH", "HH", "HJ", "KZ", "NS", "SA", "SD", "SS"})

Box = tuple[float, float, float, float]
Mark = Callable[[ImageDraw.ImageDraw, str, str], Box]


def company_logo(name: str, key: str) -> bytes:
    """Return a company's mark as PNG; name and key decide how it looks."""
    chance = hashlib.sha256(key.encode()).digest()
    field, writing, second = COLORS[chance[0] % len(COLORS)]
    image = Image.new("RGB", (SIZE * FINE, SIZE * FINE), WHITE)
    draw = ImageDraw.Draw(image)
    room = MARKS[chance[1] % len(MARKS)](draw, field, second)
    _write(draw, initials(name), room, writing)
    buffer = BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def initials(name: str) -> str:
    """Return one to three letters that stand for a name; what is an abbreviation already stays whole."""
    words = [word for word in re.split(r"[\s.\-]+", name) if word and word.casefold() not in NO_INITIAL]
    if words and words[0].isupper() and len(words[0]) > 1:
        return words[0][:3]
    letters = "".join(word[0].upper() for word in words[:2])
    return letters[0] if letters in UNWANTED else letters


def _arch(draw: ImageDraw.ImageDraw, box: Box, color: str) -> None:
    """Draw a door with a round top, as wide as its box."""
    left, top, right, bottom = (value * FINE for value in box)
    radius = (right - left) / 2
    draw.pieslice((left, top, right, top + 2 * radius), 180, 360, fill=color)
    draw.rectangle((left, top + radius, right, bottom), fill=color)


def _door(draw: ImageDraw.ImageDraw, field: str, second: str) -> Box:
    _arch(draw, (80, 40, 400, 400), field)
    draw.rectangle((50 * FINE, 412 * FINE, 430 * FINE, 440 * FINE), fill=second)
    return 80, 150, 400, 400


def _two_doors(draw: ImageDraw.ImageDraw, field: str, second: str) -> Box:
    _arch(draw, (190, 40, 450, 440), second)
    _arch(draw, (30, 130, 330, 440), field)
    return 30, 215, 330, 440


def _sunrise(draw: ImageDraw.ImageDraw, field: str, second: str) -> Box:
    draw.ellipse((250 * FINE, 30 * FINE, 430 * FINE, 210 * FINE), fill=second)
    _arch(draw, (50, 110, 370, 440), field)
    return 50, 205, 370, 440


def _arcade(draw: ImageDraw.ImageDraw, field: str, second: str) -> Box:
    draw.rectangle((30 * FINE, 40 * FINE, 450 * FINE, 300 * FINE), fill=field)
    for left in (30, 180, 330):
        _arch(draw, (left + 10, 320, left + 110, 440), second)
    return 30, 40, 450, 300


def _wave(draw: ImageDraw.ImageDraw, field: str, second: str) -> Box:
    _arch(draw, (60, 30, 420, 450), field)
    for row in (385, 420):
        draw.rectangle((60 * FINE, row * FINE, 420 * FINE, (row + 14) * FINE), fill=second)
    return 60, 120, 420, 370


MARKS: tuple[Mark, ...] = (_door, _two_doors, _sunrise, _arcade, _wave)


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Return the portal's font; before the front end is built, or where it cannot be read, another one."""
    try:
        return ImageFont.truetype(str(FONT), size)
    except OSError:
        return ImageFont.load_default(size)


def _write(draw: ImageDraw.ImageDraw, text: str, room: Box, color: str) -> None:
    left, top, right, bottom = (value * FINE for value in room)
    height = min(bottom - top, (right - left) / max(len(text), 1) * 1.35)
    draw.text(((left + right) / 2, (top + bottom) / 2), text, fill=color, font=_font(int(height * 0.82)), anchor="mm")
