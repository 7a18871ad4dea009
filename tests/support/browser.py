"""A real browser for journeys: it fails a test that asks a foreign server or breaks the content security policy."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from tests.support.services import chromium_path

REPOSITORY = Path(__file__).resolve().parents[2]
AXE = REPOSITORY / "cms" / "frontend" / "dist" / "test" / "axe.min.js"
SIZES = {"desktop": (1280, 900), "phone": (390, 844), "narrow": (320, 640)}
# Only ends what hangs: on a busy machine a picture of a very long page takes more than a quarter of a minute.
TIMEOUT_MILLISECONDS = 60_000
# Chromium looks for its maker's servers at every start; none of that belongs to a test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
LISTEN_FOR_VIOLATIONS = """
addEventListener('securitypolicyviolation', event => reportViolation(
    `${event.violatedDirective} ${event.blockedURI} on ${location.pathname} (${event.sourceFile}:${event.lineNumber})`
));
"""


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start Debian's Chromium once for many tests."""
    # Playwright's loop makes Django think that it is called from asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        yield browser
        browser.close()


class PortalBrowser:
    """One person's browser; opens pages of the portal and remembers what must not happen."""

    def __init__(self, chromium: Browser, *, address: str) -> None:
        self.address = address.rstrip("/")
        self.foreign_requests: list[str] = []
        self.policy_violations: list[str] = []
        self.script_errors: list[str] = []
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []

    def open(self, path: str = "/", *, size: str = "desktop", javascript: bool = True, **context: Any) -> Page:
        """Open a page as a new visitor: no cookies, nothing stored."""
        width, height = SIZES[size]
        visitor = self._chromium.new_context(
            **{
                "base_url": self.address,
                "viewport": {"width": width, "height": height},
                "locale": "de-DE",
                "timezone_id": "Europe/Berlin",
                "java_script_enabled": javascript,
                "reduced_motion": "reduce",
                **context,
            }
        )
        self._contexts.append(visitor)
        visitor.set_default_timeout(TIMEOUT_MILLISECONDS)
        visitor.on("request", self._remember_foreign)
        visitor.on("weberror", lambda error: self.script_errors.append(str(error.error)))
        visitor.expose_binding("reportViolation", lambda _source, text: self.policy_violations.append(text))
        visitor.add_init_script(LISTEN_FOR_VIOLATIONS)
        page = visitor.new_page()
        page.goto(path)
        return page

    def close(self) -> None:
        """Close all windows."""
        for visitor in self._contexts:
            visitor.close()

    def misdeeds(self) -> str:
        """Return what happened that must not; empty when all was well."""
        found = {
            "requests to foreign servers": self.foreign_requests,
            "breaches of the content security policy": self.policy_violations,
            "errors in scripts": self.script_errors,
        }
        return "; ".join(f"{name}: {', '.join(sorted(set(what)))}" for name, what in found.items() if what)

    def _remember_foreign(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != urlsplit(self.address).netloc:
            self.foreign_requests.append(request.url)


def screenshot(page: Page, name: str) -> Path:
    """Keep a picture of the whole page, for people to look at."""
    folder = Path(os.environ.get("VAR_DIR") or REPOSITORY / "var") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower()).strip('-')}.png"
    page.screenshot(path=file, full_page=True)
    return file


@lru_cache(maxsize=1)
def _axe_itself() -> str:
    if not AXE.exists():
        raise FileNotFoundError(f"{AXE.relative_to(REPOSITORY)} is missing: make setup builds it")
    return AXE.read_text("utf-8")


def axe(page: Page, *, only: tuple[str, ...] = (), without: tuple[str, ...] = (), within: str = "") -> list[str]:
    """Return what axe finds on the page as it is now, one line per rule and element; empty when it is accessible.

    With `only`, nothing but these rules is looked at; all others, but those `without` which one has decided to do.
    With `within`, nothing but the elements of this selector is looked at.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_axe_itself())
    options: dict[str, Any] = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}}
    if only:
        options["runOnly"] = list(only)
    look = "([within, options]) => axe.run(within ? {include: [within]} : document, options)"
    result = page.evaluate(look, [within, options])
    return [
        f"{violation['id']} ({violation['impact']}): {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
