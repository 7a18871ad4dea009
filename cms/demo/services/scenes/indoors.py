"""Scenes inside: hall, workshop, office, a room to get well in."""

from cms.demo.services.scenes.canvas import (
    BLUE,
    BLUE_TINT,
    BRICK,
    BRICK_TINT,
    HILL,
    INK,
    LAKE,
    LAKE_TINT,
    MEADOW,
    PAPER,
    PLANK,
    PRINT,
    SAND,
    SKY,
    SLATE,
    SUN,
    WALL,
    WHITE,
    WOOD,
    Canvas,
)


def hall(sheet: Canvas) -> None:
    """A hall with a crane and a machine that runs for the first time."""
    _room(sheet, wall=SAND, floor="#c9cede", top=500)
    for x in (90, 340, 590, 840):
        _window(sheet, x, 150, 190, 200)
    sheet.rectangle(0, 70, 1200, 34, SUN)
    sheet.rectangle(700, 104, 110, 34, BRICK)
    sheet.stroke([(755, 138), (755, 250)], width=7)
    sheet.polygon([(730, 250), (780, 250), (770, 285), (740, 285)], SLATE)
    sheet.rectangle(250, 330, 420, 210, BLUE)
    sheet.rectangle(290, 370, 170, 100, LAKE_TINT)
    sheet.ellipse(375, 420, 32, 32, WHITE)
    for x, fill in ((500, SUN), (550, BRICK), (600, MEADOW)):
        sheet.ellipse(x, 395, 14, 14, fill)
    sheet.rectangle(490, 440, 150, 60, PRINT)
    sheet.rectangle(670, 430, 400, 34, SLATE)
    for x in (720, 820, 920, 1020):
        sheet.ellipse(x, 490, 22, 22, WHITE)
    for x, fill in ((740, BRICK), (860, SUN), (980, LAKE)):
        sheet.rectangle(x, 366, 72, 64, fill)
    sheet.rectangle(210, 540, 500, 26, INK)
    _person(sheet, 150, 590, BRICK)


def workshop(sheet: Canvas) -> None:
    """A bench with what lies on it, tools on the wall."""
    _room(sheet, wall=WALL, floor=PLANK, top=520)
    _window(sheet, 90, 120, 220, 230)
    sheet.rectangle(400, 110, 500, 230, SAND)
    for i, fill in enumerate((BRICK, BLUE, MEADOW, SUN)):
        x = 460 + i * 120
        sheet.rectangle(x - 8, 190, 16, 120, PLANK)
        sheet.rectangle(x - 34, 140, 68, 52, fill)
    for i, height in enumerate((330, 380, 300, 350)):
        sheet.rectangle(970 + i * 48, 520 - height, 36, height, (PLANK, "#c99263")[i % 2])
    sheet.rectangle(300, 410, 600, 40, "#c99263")
    for x in (330, 820):
        sheet.rectangle(x, 450, 50, 150, PLANK)
    sheet.rectangle(380, 500, 440, 34, PLANK)
    sheet.rectangle(380, 380, 260, 30, SUN)
    sheet.polygon([(690, 410), (690, 372), (730, 350), (790, 350), (790, 410)], BLUE)
    sheet.rectangle(710, 330, 56, 22, BRICK)
    _person(sheet, 230, 610, MEADOW)


def office(sheet: Canvas) -> None:
    """Two desks before a wide window."""
    _room(sheet, wall=BLUE_TINT, floor="#d8c3a4", top=540)
    _window(sheet, 120, 90, 960, 250)
    for x, fill in ((210, BLUE), (690, BRICK)):
        sheet.rectangle(x, 450, 320, 26, PLANK)
        for leg in (x + 16, x + 284):
            sheet.rectangle(leg, 476, 20, 134, WOOD)
        sheet.rectangle(x + 130, 420, 44, 30, SLATE)
        sheet.rectangle(x + 60, 290, 190, 130, INK)
        sheet.rectangle(x + 74, 304, 162, 102, LAKE_TINT, line=False)
        for row, width in ((322, 90), (344, 130), (366, 60)):
            sheet.rectangle(x + 88, row, width, 10, fill, line=False)
        sheet.rectangle(x + 264, 420, 30, 30, SUN)
    sheet.rectangle(1060, 500, 70, 90, BRICK)
    for dx, dy in ((-40, -60), (0, -100), (40, -60), (-20, -80), (24, -84)):
        sheet.ellipse(1095 + dx, 500 + dy + 20, 30, 46, MEADOW)
    _person(sheet, 610, 620, MEADOW)


def clinic(sheet: Canvas) -> None:
    """A bright room with bed, armchair and flowers."""
    _room(sheet, wall=LAKE_TINT, floor="#e3d3b8", top=520)
    _window(sheet, 110, 90, 330, 280)
    sheet.rectangle(560, 130, 180, 130, PAPER)
    sheet.ellipse(650, 205, 44, 44, SUN)
    sheet.rectangle(520, 470, 460, 60, WHITE)
    sheet.rectangle(520, 430, 300, 60, BLUE)
    sheet.polygon([(850, 470), (850, 430), (880, 412), (970, 412), (980, 470)], PAPER)
    sheet.rectangle(980, 350, 30, 230, PLANK)
    sheet.rectangle(490, 430, 30, 150, PLANK)
    sheet.rectangle(520, 530, 460, 20, SLATE)
    sheet.rectangle(1060, 450, 100, 130, WALL)
    sheet.polygon([(1090, 450), (1084, 400), (1130, 400), (1124, 450)], LAKE)
    for x, y, fill in ((1086, 376, BRICK), (1110, 356, SUN), (1134, 378, BRICK)):
        sheet.ellipse(x, y, 20, 20, fill)
    sheet.arch(180, 400, 170, 180, BRICK)
    sheet.rectangle(150, 500, 230, 70, BRICK_TINT)
    sheet.rectangle(150, 470, 34, 120, BRICK)
    sheet.rectangle(346, 470, 34, 120, BRICK)


def _room(sheet: Canvas, *, wall: str, floor: str, top: float) -> None:
    sheet.rectangle(0, 0, 1200, 675, wall, line=False)
    sheet.rectangle(-10, top, 1220, 200, floor)


def _window(sheet: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Draw a window with the hills of the region behind it."""
    sheet.rectangle(x, y, width, height, SKY)
    sheet.polygon(
        [(x, y + height * 0.75), (x + width * 0.3, y + height * 0.5), (x + width * 0.6, y + height * 0.72),
         (x + width * 0.8, y + height * 0.6), (x + width, y + height * 0.7), (x + width, y + height), (x, y + height)],
        HILL,
        line=False,
    )  # fmt: skip
    sheet.stroke([(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)])
    sheet.stroke([(x + width / 2, y), (x + width / 2, y + height)])
    sheet.stroke([(x, y + height / 2), (x + width, y + height / 2)])


def _person(sheet: Canvas, x: float, foot: float, coat: str) -> None:
    """Draw somebody at work."""
    sheet.rectangle(x - 26, foot - 110, 22, 110, PRINT)
    sheet.rectangle(x + 4, foot - 110, 22, 110, PRINT)
    sheet.arch(x - 44, foot - 250, 88, 150, coat)
    sheet.ellipse(x, foot - 278, 34, 36, "#e0a87e")
    sheet.polygon(
        [(x - 36, foot - 284), (x - 30, foot - 312), (x + 4, foot - 324), (x + 36, foot - 300), (x + 34, foot - 284)],
        INK,
    )
