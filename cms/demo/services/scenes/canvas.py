"""A sheet of 1200 by 675 with the pens and colors of the look."""

from collections.abc import Sequence
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageOps

WIDTH, HEIGHT = 1200, 675
FINE = 2  # drawn twice as large and shrunk, so that lines are smooth
LINE = 5

SKY, DAWN, PAPER, SAND = "#d9effb", "#fdeec0", "#fdfcf7", "#f9f2e4"
INK, BLUE, PRINT, WHITE = "#14192f", "#213791", "#1e2b77", "#ffffff"
SUN, BRICK, LAKE, MEADOW, WOOD = "#fccf42", "#db633c", "#3c9ebc", "#65a150", "#5d3826"
BRICK_TINT, LAKE_TINT, MEADOW_TINT, BLUE_TINT = "#ffe4da", "#d6f1f9", "#c9e3b4", "#e4ebfd"
HILL, FAR, PLANK, SLATE, WALL = "#9cc58a", "#b9cfe8", "#a9744f", "#5c6a8f", "#f6ead2"

Point = tuple[float, float]


class Canvas:
    """Draws flat shapes; `line=False` leaves the ink outline away, as hills and sky have none."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), SKY)
        self._draw = ImageDraw.Draw(self._image)

    def rectangle(self, x: float, y: float, width: float, height: float, fill: str, *, line: bool = True) -> None:
        """Draw an upright rectangle from its upper left corner."""
        self.polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], fill, line=line)

    def polygon(self, points: Sequence[Point], fill: str, *, line: bool = True) -> None:
        """Draw a filled shape with round joins."""
        fine = [(x * FINE, y * FINE) for x, y in points]
        self._draw.polygon(fine, fill=fill)
        if line:
            self._stroke([*fine, fine[0], fine[1]], INK, LINE)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str, *, line: bool = True) -> None:
        """Draw an ellipse around its middle."""
        box = ((x - rx) * FINE, (y - ry) * FINE, (x + rx) * FINE, (y + ry) * FINE)
        self._draw.ellipse(box, fill=fill, outline=INK if line else None, width=LINE * FINE if line else 0)

    def arch(self, x: float, y: float, width: float, height: float, fill: str, *, line: bool = True) -> None:
        """Draw a door or window with a round top, from its upper left corner."""
        radius = width / 2
        turns = [pi + pi * step / 24 for step in range(25)]
        top = [(x + radius + radius * cos(turn), y + radius + radius * sin(turn)) for turn in turns]
        self.polygon([(x, y + height), *top, (x + width, y + height)], fill, line=line)

    def stroke(self, points: Sequence[Point], color: str = INK, width: float = LINE) -> None:
        """Draw a line through points."""
        self._stroke([(x * FINE, y * FINE) for x, y in points], color, width)

    def hill(self, x: float, top: float, rx: float, fill: str, *, ry: float = 260) -> None:
        """Draw a hill without outline."""
        self.ellipse(x, top + ry, rx, ry, fill, line=False)

    def sky(self) -> None:
        """Draw a sky that grows warm towards the ground."""
        upper, lower = _rgb(SKY), _rgb(DAWN)
        for row in range(HEIGHT * FINE):
            part = row / (HEIGHT * FINE)
            color = tuple(round(a + (b - a) * part) for a, b in zip(upper, lower, strict=True))
            self._draw.line([(0, row), (WIDTH * FINE, row)], fill=color)

    def tree(self, x: float, foot: float, size: float, fill: str = MEADOW) -> None:
        """Draw a round tree."""
        self.rectangle(x - size * 0.07, foot - size * 0.5, size * 0.14, size * 0.5, WOOD)
        self.ellipse(x, foot - size * 0.72, size * 0.36, size * 0.4, fill)

    def fir(self, x: float, foot: float, size: float, fill: str = MEADOW) -> None:
        """Draw a fir."""
        self.rectangle(x - size * 0.05, foot - size * 0.14, size * 0.1, size * 0.14, WOOD)
        for top, half in ((1.0, 0.2), (0.78, 0.27), (0.52, 0.34)):
            bottom = foot - size * (top - 0.42)
            self.polygon([(x, foot - size * top), (x + size * half, bottom), (x - size * half, bottom)], fill)

    def webp(self, *, mirrored: bool = False) -> bytes:
        """Return the sheet in its final size, left and right changed if asked: neighbors need not look the same."""
        buffer = BytesIO()
        small = self._image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        (ImageOps.mirror(small) if mirrored else small).save(buffer, "WEBP", quality=88, method=4)
        return buffer.getvalue()

    def _stroke(self, fine: Sequence[Point], color: str, width: float) -> None:
        self._draw.line(list(fine), fill=color, width=round(width * FINE), joint="curve")
        radius = width * FINE / 2
        for x, y in (fine[0], fine[-1]):
            self._draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=color)


def _rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
