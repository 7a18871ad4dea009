"""How often a page of each type asks the database: at most twelve times, and never the same twice, layout included."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.core.models import Reference
from cms.core.page_cache import process_memory
from matching.models import PublicationSettings
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    LegalPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    PlaceFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    serve_portal,
    set_publication_mode,
    translate_page,
)
from tests.factories.events import EventIndexPageFactory, EventPageFactory
from tests.factories.handbook import HandbookChapterPageFactory, HandbookPageFactory
from tests.factories.mentoring import MentoringIndexPageFactory, ProgramPageFactory
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
N_OF_EACH = 6
TYPES = (
    *("home", "section", "subject", "article", "legal", "municipality", "article of a municipality"),
    *("companies", "company", "stories", "story", "events", "event"),
    *("handbook", "chapter", "mentoring", "program", "english article", "offers"),
)


@pytest.fixture
def real_cache(settings: object, tmp_path: object) -> Iterator[None]:
    """Use the cache that a portal on one machine has."""
    settings.CACHES = {
        "default": {"BACKEND": "cms.core.caches.PortalDatabaseCache", "LOCATION": "cache_entries"},
        "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    call_command("createcachetable")
    settings.PAGE_CACHE = "parts"
    process_memory.forget_everything()
    # A clock that stands: the log is read once a second, which belongs to no page.
    process_memory._memories.append(process_memory.Memory(max_bytes=10_000_000, monotonic=lambda: 0.0))
    yield
    process_memory.forget_everything()


@pytest.fixture
def addresses(real_cache: None) -> dict[str, str]:
    """Build a portal with several pages of every type, full of links, references and pictures."""
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home, place = serve_portal(), PlaceFactory()
    pictures = [make_picture(width=64, height=48) for _ in range(N_OF_EACH)]
    section = SectionPageFactory(parent=home, title="Ankommen")
    subject = SectionPageFactory(parent=section, title="Die ersten Wochen", is_in_arcade=False)
    town = MunicipalityPageFactory(
        parent=home, place=place, logo=pictures[0], contact=ContactFactory(picture=pictures[1])
    )
    companies, stories = CompanyIndexPageFactory(parent=section), StoryIndexPageFactory(parent=section)
    events, mentoring = EventIndexPageFactory(parent=section), MentoringIndexPageFactory(parent=section)
    handbook = HandbookPageFactory(parent=section, picture=pictures[0])
    makers = {
        "article": lambda n: ArticlePageFactory(parent=subject, picture=pictures[n]),
        "town": lambda _n: ArticlePageFactory(parent=town),
        "company": lambda n: CompanyPageFactory(parent=companies, picture=pictures[n], logo=pictures[-1]),
        "story": lambda n: StoryPageFactory(parent=stories, picture=pictures[n], place=place),
        "event": lambda n: _event(events, n, place=place, contact=ContactFactory(picture=pictures[n])),
        "chapter": lambda _n: HandbookChapterPageFactory(parent=handbook),
        "program": lambda _n: ProgramPageFactory(parent=mentoring, contact=ContactFactory()),
    }
    several = {name: [make(number) for number in range(N_OF_EACH)] for name, make in makers.items()}
    _fill(several)
    first = {name: pages[0] for name, pages in several.items()}
    english = {page: translate_page(page, title=f"{page.title} (en)") for page in (home, section, subject)}
    pages = {
        **first,
        "article of a municipality": first["town"],
        "english article": translate_page(first["article"], title="Register"),
        "english section": english[section],
        "section": section,
        "subject": subject,
        "legal": LegalPageFactory(parent=home),
        "municipality": town,
        "companies": companies,
        "stories": stories,
        "events": events,
        "handbook": handbook,
        "mentoring": mentoring,
    }
    return {"home": "/", "offers": "/angebote/", **{name: page.url for name, page in pages.items()}}


def _fill(several: dict[str, list[Page]]) -> None:
    """Give companies offers, and one page of each type a body that leads to all others."""
    for company in several["company"][:2]:
        OfferFactory.create_batch(3, organization=company.organization)
    targets = [page.pk for pages in several.values() for page in pages]
    reference = ReferenceFactory()
    for pages in several.values():
        pages[0].story = json.dumps(_story(targets, reference))
        pages[0].save()


def _event(index: Page, number: int, **fields: object) -> Page:
    starts_at = timezone.now() + timedelta(days=1 + number)
    return EventPageFactory(parent=index, starts_at=starts_at, ends_at=None, **fields)


def _story(page_ids: list[int], reference: Reference) -> list[dict[str, object]]:
    """Return a body whose blocks each lead elsewhere and show records."""
    text = [
        {"type": "text", "value": f'<p>Siehe <a linktype="page" id="{page_id}">dort</a>.</p>'} for page_id in page_ids
    ]
    return [*text, {"type": "law", "value": {"references": [reference.pk]}}]


@pytest.fixture
def asked() -> Callable[[str], list[str]]:
    """Return a way to open a page and see what it asked the database."""

    def ask(address: str) -> list[str]:
        statements: list[str] = []

        def note(execute: Callable[..., object], sql: str, values: object, *rest: object) -> object:
            if not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT")):
                statements.append(f"{sql} {values!r}")
            return execute(sql, values, *rest)

        with connection.execute_wrapper(note):
            response = Client().get(address)
        assert response.status_code == 200
        return statements

    return ask


def repeated(statements: list[str]) -> str:
    """Return the statements that were made twice."""
    return shortened([one for one in set(statements) if statements.count(one) > 1])


def shortened(statements: list[str]) -> str:
    """Leave the names of columns away, so that a person sees what was asked."""
    return "\n".join(re.sub(r"SELECT .*? FROM", "SELECT … FROM", one, count=1)[:400] for one in statements)


@pytest.mark.parametrize("kind", TYPES)
def test_a_page_asks_at_most_twelve_times_and_nothing_twice(addresses, asked, kind):
    Client().get(addresses[kind])  # sizes of pictures are made once, and the frame is read
    process_memory.memory().store.clear()
    for elsewhere in ("legal", "section", "english section"):
        if elsewhere != kind:
            asked(addresses[elsewhere])

    statements = asked(addresses[kind])

    assert len(statements) <= MOST_QUERIES, shortened(statements)
    assert not repeated(statements)


@pytest.mark.parametrize("kind", TYPES)
def test_even_a_fresh_process_asks_nothing_twice(addresses, asked, kind):
    Client().get(addresses[kind])
    process_memory.memory().store.clear()

    statements = asked(addresses[kind])

    assert not repeated(statements)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "offers"])
def test_every_public_page_can_be_kept(addresses, settings, kind):
    settings.PAGE_CACHE = "pages"
    visitor = Client()
    visitor.get(addresses[kind])

    response = visitor.get(addresses[kind])

    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert ("page", "http", "testserver", addresses[kind], response["Content-Language"]) in {
        key for key in process_memory.memory().store._entries if key[0] == "page"
    }


@pytest.mark.parametrize("kind", ["section", "stories", "companies", "events"])
def test_a_longer_list_asks_no_more_often(addresses, asked, kind):
    makers = {
        "section": lambda page: ArticlePageFactory(parent=page),
        "stories": lambda page: StoryPageFactory(parent=page),
        "companies": lambda page: CompanyPageFactory(parent=page),
        "events": lambda page: _event(page, 40, place=None),
    }
    page = Page.objects.get(url_path="/start" + addresses[kind]).specific
    asked(addresses[kind])
    process_memory.memory().store.clear()
    before = len(asked(addresses[kind]))

    for _ in range(8):
        makers[kind](page)
    process_memory.memory().store.clear()

    assert len(asked(addresses[kind])) <= before
    assert Locale.objects.count() > 1
