"""The browser that journeys use notices what must not happen."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.support.browser import PortalBrowser, axe, screenshot

POLICY = "default-src 'self'; script-src 'self'; img-src *"
PAGE = (
    '<!doctype html><html lang="de"><head><title>Probe</title></head><body><main><h1>Probe</h1>{}</main></body></html>'
)
PAGES = {
    "/": PAGE.format("<p>Alles gut.</p>"),
    "/foreign": PAGE.format('<img alt="" src="http://127.0.0.2:9/picture.png">'),
    "/inline": PAGE.format("<script>document.title = 'changed'</script>"),
    "/error": PAGE.format('<script src="/error.js"></script>'),
    "/error.js": "throw new Error('broken script')",
    "/no-words": PAGE.format('<img src="/">'),
}

pytestmark = pytest.mark.chromium


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        text = PAGES.get(self.path)
        self.send_response(200 if text else 204)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Type", "text/javascript" if self.path.endswith(".js") else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((text or "").encode())

    def log_message(self, *_words: object) -> None:
        return


@pytest.fixture
def person(chromium: Any) -> Iterator[PortalBrowser]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    portal_browser = PortalBrowser(chromium, address=f"http://127.0.0.1:{server.server_port}")
    yield portal_browser
    portal_browser.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_that_behaves_raises_nothing(person: PortalBrowser) -> None:
    page = person.open("/")

    assert page.title() == "Probe"
    assert person.misdeeds() == ""


def test_a_request_to_a_foreign_server_is_noticed(person: PortalBrowser) -> None:
    person.open("/foreign")

    assert "foreign servers: http://127.0.0.2:9/picture.png" in person.misdeeds()


def test_an_inline_script_is_noticed_and_not_run(person: PortalBrowser) -> None:
    page = person.open("/inline")

    assert page.title() == "Probe"
    assert "content security policy: script-src" in person.misdeeds()


def test_an_error_in_a_script_is_noticed(person: PortalBrowser) -> None:
    person.open("/error")

    assert "broken script" in person.misdeeds()


def test_axe_finds_a_picture_without_words(person: PortalBrowser) -> None:
    assert any(line.startswith("image-alt") for line in axe(person.open("/no-words")))
    assert axe(person.open("/")) == []


def test_a_screenshot_is_kept_under_its_name(
    person: PortalBrowser, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))

    kept = screenshot(person.open("/", size="phone"), "Start page, Phone")

    assert kept.name == "start-page-phone.png"
    assert kept.stat().st_size > 0
