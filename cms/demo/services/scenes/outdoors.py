"""Scenes outside: shop, farm, forest, road, wind, house by the lake, playground, fair."""

from cms.demo.services.scenes.canvas import (
    BLUE,
    BRICK,
    BRICK_TINT,
    FAR,
    HILL,
    INK,
    LAKE,
    LAKE_TINT,
    MEADOW,
    MEADOW_TINT,
    PAPER,
    PLANK,
    PRINT,
    SAND,
    SLATE,
    SUN,
    WALL,
    WHITE,
    WOOD,
    Canvas,
)


def shop(sheet: Canvas) -> None:
    """A shop with an awning."""
    _land(sheet)
    sheet.rectangle(250, 170, 700, 400, WALL)
    sheet.polygon([(220, 170), (330, 60), (870, 60), (980, 170)], BRICK)
    for x in (340, 560, 780):
        sheet.arch(x, 92, 80, 70, LAKE_TINT)
    sheet.rectangle(310, 310, 330, 190, LAKE_TINT)
    sheet.rectangle(330, 440, 290, 20, PLANK)
    for x in (370, 440, 510, 580):
        sheet.ellipse(x, 424, 30, 20, "#d99a56")
    sheet.arch(720, 300, 150, 270, BLUE)
    sheet.ellipse(845, 450, 8, 8, SUN)
    for i in range(10):
        left = 270 + i * 66
        sheet.polygon(
            [(left, 230), (left + 66, 230), (left + 66, 290), (left + 33, 312), (left, 290)], (BRICK, PAPER)[i % 2]
        )
    sheet.tree(130, 590, 260)
    sheet.tree(1080, 590, 300, HILL)


def farm(sheet: Canvas) -> None:
    """A barn, fields in rows, a tractor."""
    _land(sheet)
    for i, fill in enumerate((SUN, MEADOW, "#e3b24c", HILL)):
        sheet.polygon(
            [(i * 330 - 160, 675), (i * 170 + 320, 430), (i * 170 + 470, 430), (i * 330 + 170, 675)], fill, line=False
        )
    sheet.rectangle(120, 300, 330, 210, BRICK)
    sheet.polygon([(90, 300), (190, 180), (380, 180), (480, 300)], SLATE)
    sheet.arch(220, 360, 130, 150, WOOD)
    sheet.ellipse(285, 260, 26, 26, PAPER)
    sheet.tree(540, 480, 200)
    sheet.rectangle(760, 420, 190, 80, MEADOW)
    sheet.polygon([(800, 420), (820, 330), (910, 330), (930, 420)], LAKE_TINT)
    sheet.rectangle(800, 316, 130, 16, BRICK)
    sheet.rectangle(950, 440, 110, 60, MEADOW)
    sheet.rectangle(1010, 390, 16, 50, INK)
    sheet.ellipse(820, 520, 72, 72, INK)
    sheet.ellipse(820, 520, 34, 34, SUN)
    sheet.ellipse(1030, 545, 46, 46, INK)
    sheet.ellipse(1030, 545, 20, 20, SUN)


def forest(sheet: Canvas) -> None:
    """A pond at the edge of the forest."""
    _land(sheet)
    for x, size in ((60, 330), (180, 400), (300, 340), (930, 380), (1050, 430), (1160, 350)):
        sheet.fir(x, 500, size)
    for x, size in ((420, 250), (800, 260)):
        sheet.tree(x, 500, size, HILL)
    sheet.ellipse(600, 580, 460, 80, LAKE)
    for x, y, width in ((380, 560, 130), (620, 600, 170), (760, 556, 100)):
        sheet.stroke([(x, y), (x + width, y)], WHITE, 5)
    for x in (210, 236, 262, 960, 986):
        sheet.stroke([(x, 590), (x + 6, 500)], WOOD, 5)
        sheet.ellipse(x + 6, 490, 9, 26, PLANK)
    sheet.polygon([(520, 560), (560, 540), (600, 556), (580, 576), (530, 576)], PAPER)
    sheet.ellipse(606, 542, 15, 15, MEADOW)
    sheet.polygon([(618, 540), (642, 546), (618, 552)], SUN)


def road(sheet: Canvas) -> None:
    """A bus on its way through the villages."""
    _land(sheet)
    _church(sheet, 930, 440)
    for x, fill in ((780, BRICK_TINT), (1050, WALL)):
        sheet.rectangle(x, 360, 110, 90, fill)
        sheet.polygon([(x - 16, 360), (x + 55, 300), (x + 126, 360)], BRICK)
        sheet.rectangle(x + 38, 392, 34, 58, BLUE)
    sheet.rectangle(-10, 520, 1220, 170, SLATE)
    for x in range(20, 1200, 190):
        sheet.rectangle(x, 604, 100, 12, PAPER, line=False)
    sheet.rectangle(150, 330, 520, 210, SUN)
    sheet.rectangle(150, 470, 520, 30, BLUE)
    for x in (180, 280, 380, 480):
        sheet.rectangle(x, 364, 80, 84, LAKE_TINT)
    sheet.rectangle(586, 364, 84, 136, LAKE_TINT)
    for x in (270, 560):
        sheet.ellipse(x, 540, 50, 50, INK)
        sheet.ellipse(x, 540, 22, 22, PAPER)
    sheet.tree(62, 520, 190, HILL)


def energy(sheet: Canvas) -> None:
    """Wind and sun above the hills."""
    _land(sheet)
    for x, foot, size in ((200, 470, 310), (420, 450, 260), (1030, 460, 310)):
        _turbine(sheet, x, foot, size)
    sheet.rectangle(560, 420, 300, 170, WALL)
    sheet.polygon([(520, 420), (620, 300), (800, 300), (900, 420)], SLATE)
    for row in range(2):
        for column in range(4):
            x, y = 596 + column * 62 - row * 22, 318 + row * 50
            sheet.polygon([(x + 10, y), (x + 58, y), (x + 46, y + 38), (x - 6, y + 38)], PRINT)
    sheet.arch(600, 460, 90, 130, BLUE)
    sheet.rectangle(740, 460, 80, 70, LAKE_TINT)
    sheet.tree(960, 600, 200)
    sheet.tree(120, 610, 180, HILL)


def house(sheet: Canvas) -> None:
    """A half-timbered house of Upper Lusatia by the lake."""
    _land(sheet)
    sheet.ellipse(1020, 620, 360, 90, LAKE, line=False)
    sheet.polygon([(900, 590), (1060, 590), (1036, 624), (924, 624)], BRICK)
    sheet.polygon([(980, 590), (980, 460), (1060, 570)], PAPER)
    sheet.stroke([(980, 590), (980, 450)], width=6)
    sheet.rectangle(230, 400, 560, 200, WALL)
    for i in range(4):
        sheet.arch(262 + i * 132, 430, 104, 170, WOOD)
        sheet.arch(280 + i * 132, 452, 68, 148, (BLUE, SUN, SUN, SUN)[i])
    sheet.rectangle(210, 270, 600, 130, PAPER)
    for x in range(210, 811, 100):
        sheet.stroke([(x, 270), (x, 400)], WOOD, 12)
    for x in (210, 710):
        sheet.stroke([(x, 400), (x + 100, 270)], WOOD, 12)
    sheet.rectangle(204, 388, 612, 20, WOOD)
    for x in (340, 440, 540, 640):
        sheet.rectangle(x, 300, 44, 60, SUN)
    sheet.polygon([(180, 270), (300, 110), (720, 110), (840, 270)], SLATE)
    sheet.rectangle(620, 70, 50, 80, BRICK)
    sheet.tree(110, 610, 260)


def playground(sheet: Canvas) -> None:
    """A house for children, a slide and a sand pit."""
    _land(sheet)
    sheet.rectangle(140, 280, 440, 290, SUN)
    sheet.polygon([(100, 280), (360, 120), (620, 280)], BRICK)
    sheet.ellipse(360, 224, 34, 34, PAPER)
    sheet.arch(300, 400, 120, 170, BLUE)
    for x in (180, 460):
        sheet.arch(x, 350, 80, 110, LAKE_TINT)
    sheet.rectangle(760, 320, 26, 270, WOOD)
    sheet.rectangle(850, 320, 26, 270, WOOD)
    sheet.rectangle(740, 300, 160, 30, PLANK)
    for y in (390, 450, 510):
        sheet.rectangle(770, y, 96, 14, PLANK)
    sheet.polygon([(890, 310), (930, 310), (1090, 560), (1130, 572), (1130, 596), (1066, 588)], LAKE)
    sheet.ellipse(680, 616, 130, 40, SAND)
    sheet.polygon([(640, 606), (690, 550), (740, 606)], "#e3c27a")
    sheet.ellipse(560, 620, 30, 30, BRICK)
    sheet.tree(1110, 470, 240, HILL)


def stage(sheet: Canvas) -> None:
    """A fair with a stage and pennants."""
    _land(sheet)
    _church(sheet, 150, 470)
    sheet.rectangle(380, 500, 560, 90, PLANK)
    sheet.arch(420, 180, 480, 320, PRINT)
    sheet.arch(460, 230, 400, 270, SUN)
    sheet.rectangle(640, 380, 14, 120, INK)
    sheet.ellipse(647, 370, 20, 26, SLATE)
    for x in (520, 760):
        sheet.rectangle(x, 410, 60, 90, INK)
        sheet.ellipse(x + 30, 440, 18, 18, SLATE)
        sheet.ellipse(x + 30, 476, 12, 12, SLATE)
    sheet.stroke([(0, 110), (300, 190), (660, 150), (960, 190), (1200, 100)])
    for x, y, fill in ((90, 137, BRICK), (200, 165, MEADOW), (330, 188, BLUE), (470, 172, SUN), (820, 174, BRICK),
                       (930, 186, MEADOW), (1040, 162, BLUE), (1140, 124, SUN)):  # fmt: skip
        sheet.polygon([(x - 26, y - 6), (x + 26, y - 2), (x, y + 52)], fill)
    sheet.rectangle(1010, 420, 150, 170, WALL)
    sheet.polygon([(990, 420), (1085, 340), (1180, 420)], MEADOW)
    sheet.rectangle(1010, 500, 150, 20, PLANK)
    for x, coat in ((230, BRICK), (300, BLUE), (990, MEADOW)):
        sheet.arch(x - 30, 540, 60, 110, coat)
        sheet.ellipse(x, 520, 26, 28, "#e0a87e")


def _land(sheet: Canvas) -> None:
    """Draw sky, sun, the far mountains, and the ground."""
    sheet.sky()
    sheet.ellipse(1010, 130, 70, 70, SUN, line=False)
    sheet.hill(240, 300, 420, FAR)
    sheet.hill(900, 330, 520, FAR)
    sheet.hill(560, 390, 560, MEADOW_TINT)
    sheet.hill(1080, 420, 460, HILL)
    sheet.rectangle(0, 500, 1200, 175, MEADOW_TINT, line=False)
    sheet.hill(200, 470, 620, MEADOW_TINT)


def _church(sheet: Canvas, x: float, foot: float) -> None:
    sheet.rectangle(x - 30, foot - 190, 60, 190, PAPER)
    sheet.polygon([(x - 38, foot - 190), (x, foot - 300), (x + 38, foot - 190)], SLATE)
    sheet.arch(x - 12, foot - 150, 24, 44, BLUE)


def _turbine(sheet: Canvas, x: float, foot: float, size: float) -> None:
    sheet.polygon([(x - 7, foot), (x - 4, foot - size), (x + 4, foot - size), (x + 7, foot)], WHITE)
    top = foot - size
    for dx, dy in ((0.0, -0.42), (0.37, 0.21), (-0.37, 0.21)):
        tip = (x + dx * size, top + dy * size)
        sheet.polygon([(x - 7, top), (x + 7, top), tip], WHITE)
    sheet.ellipse(x, top, 11, 11, WHITE)
