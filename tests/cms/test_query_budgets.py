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

from cms.community.models import EventIndexPage, EventPage
from cms.companies.models import HandbookChapterPage, HandbookPage
from cms.core.models import Contact, PortalImage, Reference
from cms.core.page_cache import process_memory
from cms.mentoring.models import MentoringIndexPage, ProgramPage
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

pytestmark = [
    pytest.mark.django_db,
    # Pillow's temporary files are closed when they are collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

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
    home = serve_portal()
    places = [PlaceFactory() for _ in range(3)]
    pictures = [_picture(number) for number in range(N_OF_EACH)]
    section = SectionPageFactory(parent=home, title="Ankommen")
    subject = SectionPageFactory(parent=section, title="Die ersten Wochen", is_in_arcade=False)
    town = MunicipalityPageFactory(parent=home, place=places[0], logo=pictures[0], contact=_contact(pictures[1]))
    legal = LegalPageFactory(parent=home)
    index = CompanyIndexPageFactory(parent=section)
    stories = StoryIndexPageFactory(parent=section)
    events = EventIndexPage(title="Was ist los", slug="was-ist-los")
    handbook = HandbookPage(title="Handbuch", slug="handbuch", picture=pictures[0])
    mentoring = MentoringIndexPage(title="Mentoring", slug="mentoring")
    for page in (events, handbook, mentoring):
        section.add_child(instance=page)
    several = {name: [] for name in ("article", "company", "story", "event", "chapter", "program", "town")}
    for number in range(N_OF_EACH):
        several["article"].append(ArticlePageFactory(parent=subject, picture=pictures[number]))
        several["town"].append(ArticlePageFactory(parent=town))
        several["company"].append(CompanyPageFactory(parent=index, picture=pictures[number], logo=pictures[-1]))
        several["story"].append(StoryPageFactory(parent=stories, picture=pictures[number], place=places[0]))
        several["event"].append(_event(events, number, places[0], pictures[number]))
        several["chapter"].append(_child(handbook, HandbookChapterPage(title=f"Kapitel {number}")))
        several["program"].append(_child(mentoring, ProgramPage(title=f"Programm {number}", contact=_contact(None))))
    for company in several["company"][:2]:
        OfferFactory.create_batch(3, organization=company.organization)
    targets = [page.pk for pages in several.values() for page in pages]
    for pages in several.values():
        pages[0].story = json.dumps(_story(targets))
        pages[0].save()
    english = [
        translate_page(page, title=f"{page.title} (en)") for page in (home, section, subject, several["article"][0])
    ]
    return {
        "home": "/",
        "section": section.url,
        "subject": subject.url,
        "article": several["article"][0].url,
        "legal": legal.url,
        "municipality": town.url,
        "article of a municipality": several["town"][0].url,
        "companies": index.url,
        "company": several["company"][0].url,
        "stories": stories.url,
        "story": several["story"][0].url,
        "events": events.url,
        "event": several["event"][0].url,
        "handbook": handbook.url,
        "chapter": several["chapter"][0].url,
        "mentoring": mentoring.url,
        "program": several["program"][0].url,
        "english section": english[1].url,
        "english article": english[-1].url,
        "offers": "/angebote/",
    }


def _child(parent: Page, page: Page) -> Page:
    return parent.add_child(instance=page)


def _event(index: Page, number: int, place: object, picture: PortalImage) -> Page:
    starts_at = timezone.now() + timedelta(days=1 + number)
    event = EventPage(
        title=f"Treffen {number}", starts_at=starts_at, place=place, picture=picture, contact=_contact(picture)
    )
    return _child(index, event)


def _contact(picture: PortalImage | None) -> Contact:
    number = Contact.objects.count()
    return Contact.objects.create(key=f"stelle-{number}", name=f"Stelle {number}", phone="03581 0", picture=picture)


def _picture(number: int) -> PortalImage:
    from wagtail.images.tests.utils import get_test_image_file

    file = get_test_image_file(f"bild-{number}.png", size=(64, 48))
    return PortalImage.objects.create(title=f"Bild {number}", file=file, alternative_text="Ein Haus")


def _story(page_ids: list[int]) -> list[dict[str, object]]:
    """Return a body whose blocks each lead elsewhere and show records."""
    reference = Reference.objects.first()
    text = [
        {"type": "text", "value": f'<p>Siehe <a linktype="page" id="{page_id}">dort</a>.</p>'} for page_id in page_ids
    ]
    return [*text, {"type": "law", "value": {"references": [reference.pk]}}] if reference else text


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
        "events": lambda page: _event(page, 40, None, None),
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
