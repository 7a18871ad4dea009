"""What one measures on a screen beside axe: its width, its targets, and where the focus goes."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.support.browser import SIZES, axe

# Light and dark differ in nothing but colors.
COLOR_RULES = ("color-contrast", "link-in-text-block")
LARGE_TEXT = "200%"
WIDTHS_WITH_LARGE_TEXT = (1280, 640)
LEAST_LINK, LEAST_BUTTON = 24, 40  # CSS pixels
LEAST_OUTLINE = 2.0
MOST_STOPS = 400


def troubles(page: Page, *, with_axe: bool = True) -> list[str]:
    """Return everything that shuts somebody out of a screen; afterwards it is wide and light."""
    resize(page, "desktop")
    page.emulate_media(color_scheme="light")
    seen = (
        [*(f"light: {one}" for one in axe(page)), *(f"dark: {one}" for one in _in_the_dark(page))] if with_axe else []
    )
    return [
        *seen,
        *(f"on a phone: {line}" for line in _too_small(page)),
        *(f"wider than 320 px: {line}" for line in _at_320_px(page)),
        *(f"text of {LARGE_TEXT} is wider than the window: {line}" for line in _with_large_text(page)),
    ]


def _in_the_dark(page: Page) -> list[str]:
    page.emulate_media(color_scheme="dark")
    found = axe(page, only=COLOR_RULES)
    page.emulate_media(color_scheme="light")
    return found


def _at_320_px(page: Page) -> list[str]:
    resize(page, "narrow")
    found = too_wide(page)
    resize(page, "desktop")
    return found


def _with_large_text(page: Page) -> list[str]:
    found = []
    page.evaluate("size => { document.documentElement.style.fontSize = size; }", LARGE_TEXT)
    for width in WIDTHS_WITH_LARGE_TEXT:
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"{width} px: {line}" for line in too_wide(page)]
    page.evaluate("document.documentElement.style.fontSize = ''")
    resize(page, "desktop")
    return found


def resize(page: Page, size: str) -> None:
    """Give the window one of the known sizes."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


def too_wide(page: Page) -> list[str]:
    """Return what reaches over the edge, on either side, when the page can be scrolled sideways."""
    return page.evaluate("""() => {
        const width = document.documentElement.clientWidth, whole = document.documentElement.scrollWidth;
        if (whole <= width) return [];
        const beyond = [...document.body.querySelectorAll('*:not(svg *)')].filter(element => {
            const box = element.getBoundingClientRect();
            return box.right > width + 1 || box.left < -1;
        });
        const words = element => element.textContent.trim().slice(0, 40);
        return [`${whole} px in all`, ...beyond.map(one => `${one.tagName}.${one.className} “${words(one)}”`)];
    }""")


def _too_small(page: Page) -> list[str]:
    resize(page, "phone")
    found = page.evaluate(
        """([leastLink, leastButton]) => {
        const seen = element => element.checkVisibility({visibilityProperty: true, opacityProperty: true});
        // A link within a sentence is as high as its line.
        const inSentence = link => [...link.parentElement.childNodes].some(
            one => one.nodeType === Node.TEXT_NODE && one.textContent.trim());
        const boxes = (selector, least) => [...document.querySelectorAll(selector)]
            .filter(element => seen(element) && !inSentence(element))
            .map(element => [element, element.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && (box.height < least || box.width < 24))
            .map(([element, box]) => `${element.tagName}.${element.getAttribute('class') ?? ''} “${
                element.textContent.trim().slice(0, 40)}” ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`);
        return [
            ...boxes('li > a, li > h2 > a, li > h3 > a', leastLink),
            ...boxes('button, .kern-btn, input[type=submit], summary', leastButton),
        ];
    }""",
        [LEAST_LINK, LEAST_BUTTON],
    )
    resize(page, "desktop")
    return found


@dataclass(frozen=True)
class Walk:
    """Where the Tab key led, and what it never reached."""

    n_stops: int
    invisible: list[str]
    covered: list[str]
    missed: list[str]


def walk_with_the_keyboard(page: Page) -> Walk:
    """Press Tab from the top of the page until the focus leaves it."""
    stops = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            break
        stops.append(stop)
    return Walk(
        n_stops=len(stops),
        invisible=[stop["name"] for stop in stops if stop["outline"] < LEAST_OUTLINE],
        covered=[stop["name"] for stop in stops if stop["covered"]],
        missed=page.evaluate(_MISSED),
    )


_STOP = """() => {
    const element = document.activeElement;
    if (!element || element === document.body || element.wasReached) return null;
    element.wasReached = true;
    const box = element.getBoundingClientRect();
    // The ring may lie around what stands in front of the element, or around the field that the element is part of.
    const rings = [getComputedStyle(element, '::before'), getComputedStyle(element, '::after')];
    for (let one = element, n = 0; one !== document.body && n < 3; one = one.parentElement, n += 1) {
        rings.push(getComputedStyle(one));
    }
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    const words = (element.innerText || element.getAttribute('aria-label') || element.id).trim().slice(0, 40);
    return {
        name: `${element.tagName}.${element.getAttribute('class') ?? ''} “${words}”`,
        outline: Math.max(...rings.map(ring => ring.outlineStyle === 'none' ? 0 : parseFloat(ring.outlineWidth))),
        covered: !(top && (element.contains(top) || top.contains(element))),
    };
}"""
_MISSED = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled && !element.wasReached)
    .filter(element => element.tabIndex >= 0 && element.type !== 'hidden')
    .filter(element => element.type !== 'radio' || element.checked)
    .map(element => `${element.tagName}.${element.getAttribute('class') ?? ''} ${element.id}`)"""
