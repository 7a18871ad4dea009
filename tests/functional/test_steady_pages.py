"""A page that arrives in pieces: what is seen stays where it is while the rest follows."""

import pytest
from playwright.sync_api import Page, Route

from tests.functional.conftest import WholePortal
from tests.functional.screens import SCREENS
from tests.support.browser import PortalBrowser

pytestmark = pytest.mark.chromium

N_PIECES = 12
FAR = 4  # pixels: a letter's width, which nobody sees move
# Everything large in the first window, numbered as it stands in the source, but what still waits for its own end.
LARGE_PARTS = """() => {
  const all = [...document.querySelectorAll('main *')];
  const found = {};
  all.forEach((part, number) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    const isSeen = top < innerHeight && left < innerWidth && width * height > .05 * innerWidth * innerHeight;
    if (isSeen && !part.contains(all.at(-1))) {
      found[number] = [`${part.localName}.${part.getAttribute('class') ?? ''}`, left, top];
    }
  });
  return found;
}"""


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("name", ["home", "article", "company", "municipality", "story", "company list"])
def test_nothing_large_moves_while_a_page_arrives(
    visitors: PortalBrowser, whole_portal: WholePortal, name: str, size: str
) -> None:
    address = SCREENS[name].address(whole_portal.region)
    page = visitors.open(address, size=size)
    whole = page.evaluate(LARGE_PARTS)

    moved = {
        f"{part} with {piece} of {N_PIECES}: {left:.0f}, {top:.0f} → {whole[number][1]:.0f}, {whole[number][2]:.0f}"
        for piece in range(1, N_PIECES)
        for number, (part, left, top) in arrived(page, address, piece).items()
        if number in whole and max(abs(left - whole[number][1]), abs(top - whole[number][2])) > FAR
    }

    assert len(whole) >= 2
    assert moved == set()


def arrived(page: Page, address: str, piece: int) -> dict[str, tuple[str, float, float]]:
    """Return the large parts that are seen when so many pieces of the page are there."""

    def cut(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        start, end = text.index("<main"), text.index("</main>")
        place = text.index(">", start + (end - start) * piece // N_PIECES) + 1
        route.fulfill(response=answer, body=text[:place])

    page.route(f"**{address}", cut)
    page.goto(address)
    page.unroute(f"**{address}")
    return page.evaluate(LARGE_PARTS)
