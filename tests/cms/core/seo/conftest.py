"""A small portal in two languages, and a reader of what its heads say."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.test import Client
from wagtail.models import Locale, Site

from cms.welcome.models import ArticlePage, HomePage
from tests.factories import ArticlePageFactory, serve_portal, translate_page


@dataclass
class ReadHead(HTMLParser):
    """What a page's head says, read as a search engine reads it."""

    canonical: list[str] = field(default_factory=list)
    alternates: dict[str, str] = field(default_factory=dict)
    feeds: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    data: list[dict] = field(default_factory=list)
    _is_data: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        if tag == "link" and named.get("rel") == "canonical":
            self.canonical.append(named["href"])
        if tag == "link" and named.get("rel") == "alternate" and "hreflang" in named:
            self.alternates[named["hreflang"]] = named["href"]
        if tag == "link" and named.get("type") == "application/atom+xml":
            self.feeds.append(named["href"])
        if tag == "meta" and (name := named.get("name") or named.get("property")):
            self.meta[name] = named["content"]
        self._is_data = tag == "script" and named.get("type") == "application/ld+json"
        if tag == "script":
            self.scripts.append(named.get("src") or named.get("type", ""))

    def handle_data(self, data: str) -> None:
        if self._is_data and data.strip():
            self.data += json.loads(data)["@graph"]
            self._is_data = False

    def thing(self, kind: str) -> dict:
        return next(thing for thing in self.data if thing["@type"] == kind)

    @property
    def kinds(self) -> set[str]:
        return {thing["@type"] for thing in self.data}


def head(path: str, client: Client | None = None) -> ReadHead:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200, path
    read = ReadHead()
    read.feed(answer.content.decode())
    return read


@pytest.fixture(autouse=True)
def _portal_address(settings: object) -> None:
    settings.PORTAL_URL = "https://portal.example"


@pytest.fixture
def home(db: None) -> HomePage:
    return serve_portal()


@pytest.fixture
def english_home(home: HomePage) -> HomePage:
    translated = translate_page(home, title="Arrive. Return. Stay.")
    Site.clear_site_root_paths_cache()
    return translated


@pytest.fixture
def article(home: HomePage) -> ArticlePage:
    page = ArticlePageFactory(parent=home, title="Anmelden", slug="anmelden")
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def arabic(home: HomePage) -> Locale:
    return Locale.objects.get_or_create(language_code="ar")[0]
