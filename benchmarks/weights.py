"""What a browser loads for each type of page, and when the largest part of it is seen over a slow line."""

import os
import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from playwright.sync_api import Browser, sync_playwright

from benchmarks.served import served_portal
from tests.support.browser import FLAGS
from tests.support.services import chromium_path

KIB = 1024
MOST_TEXT_KIB, MOST_CSS_KIB, MOST_FONTS_KIB, MOST_HOME_KIB = 60, 15, 80, 250
MOST_REQUESTS, MOST_REQUESTS_WITH_CONTENT = 10, 20
MOST_LCP_SECONDS = 1.5
N_LOADS = 3
# 1.6 Mbit/s there, half back, 150 ms for the way: a phone in a village.
SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
RESOURCES = """() => [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
    .map(entry => [entry.name, entry.initiatorType, entry.encodedBodySize])"""
CONTENT_PICTURES = """() => new Set(
    [...document.querySelectorAll('main img')].map(image => image.currentSrc.split('#')[0]).filter(Boolean)).size"""
LARGEST = """() => new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime))
        .observe({type: 'largest-contentful-paint', buffered: true});
    setTimeout(() => resolve(-1), 5000);
})"""


@dataclass(frozen=True, slots=True)
class Weight:
    """What one page makes a phone load, in KiB as transferred, and its largest contentful paint in seconds."""

    name: str
    html: float
    css: float
    js: float
    fonts: float
    pictures: float
    requests: int
    content_pictures: int
    lcp: float

    @property
    def text(self) -> float:
        """Everything but fonts and pictures."""
        return self.html + self.css + self.js

    @property
    def total(self) -> float:
        """Everything."""
        return self.text + self.fonts + self.pictures

    def missed(self) -> list[str]:
        """Return the bars that the page misses."""
        limits = {
            "text": (self.text, MOST_TEXT_KIB),
            "css": (self.css, MOST_CSS_KIB),
            "fonts": (self.fonts, MOST_FONTS_KIB),
            # A list of companies shows their logos: what it adds to a page is its content, not its weight of itself.
            "requests besides content": (self.requests - self.content_pictures, MOST_REQUESTS),
            "all requests": (self.requests, MOST_REQUESTS_WITH_CONTENT),
            "lcp": (self.lcp, MOST_LCP_SECONDS),
        }
        if self.name == "home":
            limits["total"] = (self.total, MOST_HOME_KIB)
            limits["requests"] = (self.requests, MOST_REQUESTS)
        return [f"{name} {value:.1f} > {most}" for name, (value, most) in limits.items() if value > most]


def weigh(addresses: Mapping[str, str]) -> list[Weight]:
    """Open every page in Chromium over a slow line and return what it loads."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with served_portal() as portal, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        weights = [_weigh(browser, name, portal + path) for name, path in addresses.items()]
        browser.close()
    return weights


def _weigh(browser: Browser, name: str, address: str) -> Weight:
    # Both workers have the page by then, as they would on a day with visitors.
    for _ in range(4):
        _load(browser, address, is_slow=False)
    loads = [_load(browser, address, is_slow=True) for _ in range(N_LOADS)]
    resources = loads[0][0]
    sizes = dict.fromkeys(("html", "css", "js", "fonts", "pictures"), 0.0)
    for url, initiator, n_bytes in resources:
        sizes[_kind(url, initiator)] += n_bytes / KIB
    lcp = statistics.median(seconds for _resources, seconds, _n_pictures in loads)
    return Weight(
        name=name,
        **{kind: round(size, 1) for kind, size in sizes.items()},
        requests=len(resources),
        content_pictures=loads[0][2],
        lcp=round(lcp, 2),
    )


def _load(browser: Browser, address: str, *, is_slow: bool) -> tuple[list[tuple[str, str, int]], float, int]:
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75, locale="de-DE")
    page = context.new_page()
    if is_slow:
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW_LINE)
    page.goto(address, wait_until="networkidle")
    found = page.evaluate(RESOURCES), page.evaluate(LARGEST) / 1000, page.evaluate(CONTENT_PICTURES)
    context.close()
    return found


def _kind(url: str, initiator: str) -> str:
    path = url.partition("?")[0]
    for ending, kind in ((".css", "css"), (".js", "js"), (".woff2", "fonts")):
        if path.endswith(ending):
            return kind
    return "html" if initiator == "navigation" else "pictures"
