"""A portal whose page cache is on, with a clock that tests turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from wagtail.models import Page

from cms.core.page_cache import process_memory as memory_module
from cms.core.page_cache.process_memory import Memory
from tests.factories import ArticlePageFactory, SectionPageFactory, serve_portal

MAX_BYTES = 5_000_000


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


@dataclass
class Portal:
    """A start page, a section, and two articles in it."""

    home: Page
    section: Page
    article: Page
    neighbor: Page


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def new_process(clock: Clock) -> Callable[[], Memory]:
    """Return a way to begin a memory as another process would have it."""
    return lambda: Memory(max_bytes=MAX_BYTES, monotonic=clock)


@pytest.fixture
def kept(settings: object, new_process: Callable[[], Memory]) -> Iterator[Memory]:
    """Switch the page cache on, with an empty memory."""
    settings.PAGE_CACHE = "pages"
    memory_module.forget_everything()
    memory_module._memories.append(new_process())
    yield memory_module.memory()
    memory_module.forget_everything()


@pytest.fixture
def portal(db: None, kept: Memory) -> Portal:
    home = serve_portal()
    section = SectionPageFactory(parent=home, title="Die ersten Wochen")
    article = ArticlePageFactory(parent=section, title="Wohnung anmelden")
    neighbor = ArticlePageFactory(parent=section, title="Konto eröffnen")
    for page in (home, section, article, neighbor):
        page.save_revision().publish()
    # Read anew: publishing works on copies.
    return Portal(*(type(page).objects.get(pk=page.pk) for page in (home, section, article, neighbor)))


@pytest.fixture
def visitor() -> Client:
    return Client()


@pytest.fixture
def addresses_kept(kept: Memory) -> Callable[[], set[str]]:
    """Return a way to see which pages are kept."""
    return lambda: {str(key[3]) for key in kept.store._entries if key[0] == "page"}
