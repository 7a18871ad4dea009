"""The picture that stands beside a shared link: the arch as an open door, and the page's title."""

import io
import math

from PIL import Image, ImageDraw

from cms.core.seo.lettering import Lettering, can_write, fitting, is_right_to_left

WIDTH, HEIGHT = 1200, 630
_FINER = 2  # drawn larger and made smaller, so that curves are smooth
_MARGIN = 72
_ARCH = (336, 470)  # width and height of the arch
TITLE_SIZES = (80, 74, 68, 62, 56, 50)
MOST_LINES = 4

PAPER, SAND, INK, SECOND_INK = "#fdfcf7", "#f9f2e4", "#14192f", "#464c63"
SUN, WHITE = "#fccf42", "#ffffff"


def social_picture(*, title: str, portal: str, district: str, color: str) -> bytes:
    """Return a PNG of 1200 × 630: title, name of the portal, arch in the color (six hexadecimal digits)."""
    canvas = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), PAPER)
    pencil = ImageDraw.Draw(canvas)
    heading = title if title and can_write(title) else portal
    is_mirrored = is_right_to_left(heading)
    _ground(pencil, f"#{color}")
    _arch(pencil, f"#{color}", left=_MARGIN if is_mirrored else WIDTH - _MARGIN - _ARCH[0])
    _writing(pencil, heading, portal, district, is_mirrored=is_mirrored, is_portals=heading == portal)
    target = io.BytesIO()
    smooth = canvas.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    smooth.quantize(128, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(target, "PNG")
    return target.getvalue()


def _ground(pencil: ImageDraw.ImageDraw, color: str) -> None:
    """A band of blueprint at the foot: the color with its white dots, as at the end of every page."""
    top = HEIGHT - 44
    pencil.rectangle(_fine(0, top, WIDTH, HEIGHT), fill=color)
    for row in range(2):
        for x in range(row * 11, WIDTH + 22, 22):
            y = top + 14 + row * 16
            pencil.ellipse(_fine(x - 2, y - 2, x + 2, y + 2), fill=WHITE)
    pencil.rectangle(_fine(0, top - 8, WIDTH, top), fill=SUN)


def _arch(pencil: ImageDraw.ImageDraw, color: str, *, left: float) -> None:
    """The portal's sign: the arch of an Umgebinde house, with sun and waves inside."""
    width, height = _ARCH
    foot = HEIGHT - 52
    top = foot - height
    _door(pencil, left, top, width, foot, INK)
    _door(pencil, left + 14, top + 14, width - 28, foot, color)
    middle = left + width / 2
    pencil.ellipse(_fine(middle - 70, top + 104, middle + 70, top + 244), fill=SUN)
    _waves(pencil, left + 14, width - 28, top + 270, foot, PAPER)
    _waves(pencil, left + 14, width - 28, top + 352, foot, color)


def _door(pencil: ImageDraw.ImageDraw, left: float, top: float, width: float, foot: float, color: str) -> None:
    pencil.ellipse(_fine(left, top, left + width, top + width), fill=color)
    pencil.rectangle(_fine(left, top + width / 2, left + width, foot), fill=color)


def _waves(pencil: ImageDraw.ImageDraw, left: float, width: float, top: float, foot: float, color: str) -> None:
    crest = [(left + step, top - 22 * math.sin(step / width * 4 * math.pi)) for step in range(0, int(width) + 1, 2)]
    outline = [*crest, (left + width, foot), (left, foot)]
    pencil.polygon([(x * _FINER, y * _FINER) for x, y in outline], fill=color)


def _writing(
    pencil: ImageDraw.ImageDraw, heading: str, portal: str, district: str, *, is_mirrored: bool, is_portals: bool
) -> None:
    room = WIDTH - 3 * _MARGIN - _ARCH[0]
    edge = WIDTH - _MARGIN if is_mirrored else _MARGIN
    sizes = [size * _FINER for size in TITLE_SIZES]
    lettering, lines = fitting(heading, sizes, width=room * _FINER, most_lines=MOST_LINES)
    pitch = lettering.size * (1.35 if is_mirrored else 1.14)
    y = float(_MARGIN * _FINER + lettering.size)
    for line in lines:
        lettering.draw(pencil, (edge * _FINER, y), line, INK, to_left=is_mirrored)
        y += pitch
    name = district if is_portals else f"{portal} · {district}"
    small = Lettering(34 * _FINER, weight=400)
    x = edge * _FINER - (small.width(name) if is_mirrored else 0)
    small.draw(pencil, (x, (HEIGHT - 92) * _FINER), name, SECOND_INK, to_left=False)


def _fine(*values: float) -> tuple[float, ...]:
    return tuple(value * _FINER for value in values)
