"""A municipality's color: whether one can read on it, and the small stylesheet that pages with it load.

The content security policy allows no style attribute, so a color reaches a page as a file. The file's name is made of
the color and of the rules in it: it never changes, needs no database, and browsers keep it for a year.
"""

import hashlib
import re

WHITE = "#ffffff"
DUSK = "#1a1f3a"  # the lightest ground that writing in the color stands on in the dark
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
_COLOR = re.compile(r"#[0-9a-f]{6}")
_STEPS = 100

Channels = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def is_color(text: str) -> bool:
    """Return whether a text is a color, written like #213791."""
    return _COLOR.fullmatch(text.lower()) is not None


def is_readable(color: str) -> bool:
    """Return whether white writing on a color can be read."""
    return contrast(color, WHITE) >= LEAST_CONTRAST


def readable_beside(color: str, *, ground: str = WHITE) -> str:
    """Return a color itself, or the nearest darker (on dark ground: lighter) one that can be read on the ground."""
    goal = (0, 0, 0) if _luminance(ground) > 0.5 else (255, 255, 255)
    start = _channels(color)
    for step in range(_STEPS + 1):
        mixed = _mix(start, goal, step / _STEPS)
        if contrast(mixed, ground) >= LEAST_CONTRAST:
            return mixed
    raise ValueError(f"nothing can be read on {ground}")


def stylesheet_name(color: str) -> tuple[str, str]:
    """Return the two parts of the name of a color's stylesheet: the color, and a digest of the rules."""
    digest = hashlib.sha256(stylesheet(color).encode()).hexdigest()[:8]
    return color.lower().lstrip("#"), digest


def stylesheet(color: str) -> str:
    """Return the rules that give a page a color: fields in it, and writing that can be read by day and at dusk."""
    color = color.lower()
    if not is_color(color) or not is_readable(color):
        raise ValueError(f"{color} is no color that white writing can stand on")
    dusk = readable_beside(color, ground=DUSK)
    return f":root{{--brand:{color};--brand-ink:light-dark({color},{dusk})}}"


def _channels(color: str) -> Channels:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def _mix(start: Channels, goal: Channels, share: float) -> str:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(start, goal, strict=True))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _luminance(color: str) -> float:
    linear = [_linear(channel / 255) for channel in _channels(color)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
