"""How long after its publication a changed page is still shown as it was, by a web server with two workers."""

import time
import urllib.request

from benchmarks.served import served_portal
from cms.core.models import BasePage
from cms.core.visible import public_pages
from cms.welcome.models import ArticlePage

MOST_SECONDS = 2.0
N_CHANGES = 10
WATCHED_SECONDS = 3.0  # both workers answer in turn; the last old answer counts
PAUSE_SECONDS = 0.01


def seconds_until_shown() -> list[float]:
    """Publish another summary of a demo article several times; return after how many seconds each was last not seen.

    The article stands at the end as it stood before.
    """
    page = public_pages(ArticlePage.objects.filter(locale__language_code="de")).order_by("pk").first()
    if page is None:
        raise SystemExit("The demo region is missing. Build it with: make demo")
    summary = page.summary
    try:
        with served_portal() as portal:
            address = portal + page.get_url()
            for _ in range(8):  # both workers keep the page by then
                _text(address)
            return [_watch(page, f"{n}. Fassung dieser Zusammenfassung", address) for n in range(N_CHANGES)]
    finally:
        _publish(page, summary)


def _watch(page: BasePage, summary: str, address: str) -> float:
    _publish(page, summary)
    published = time.monotonic()
    last_old = published
    while time.monotonic() < published + WATCHED_SECONDS:
        asked = time.monotonic()
        if summary not in _text(address):
            last_old = asked
        time.sleep(PAUSE_SECONDS)
    return last_old - published


def _publish(page: BasePage, summary: str) -> None:
    page.summary = summary
    page.save_revision().publish()


def _text(address: str) -> str:
    with urllib.request.urlopen(address) as answer:
        return answer.read().decode()
