"""How often a page of results asks the database, with something of every sort among them and the layout included."""

import json
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from cms.core.models import PortalDocument
from cms.core.page_cache import process_memory
from matching.models import PublicationSettings
from search import indexing
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    serve_portal,
    set_publication_mode,
    translate_page,
)
from tests.factories.records import ContactFactory

pytestmark = pytest.mark.django_db

MOST_QUERIES = 12
WORDS = "Teilzeit Kranich Niesky"


@pytest.fixture
def frame_in_memory(settings: object) -> Iterator[None]:
    """Keep the layout as a portal in use does; the log is read once a second, which belongs to no page."""
    settings.PAGE_CACHE = "parts"
    process_memory.forget_everything()
    process_memory._memories.append(process_memory.Memory(max_bytes=10_000_000, monotonic=lambda: 0.0))
    yield
    process_memory.forget_everything()


@pytest.fixture
def everything(frame_in_memory: None) -> None:
    """Write a page, a company, a municipality, an offer, a contact and a file that all speak of cranes."""
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home, place = serve_portal(), PlaceFactory(name="Niesky")
    translate_page(home, title="Home")
    sections = [SectionPageFactory(parent=home, title=title) for title in ("Leben", "Lernen")]
    contact = ContactFactory(name="Karla Kranich", place=place)
    file = PortalDocument.objects.create(title="Kranich", file=ContentFile(b"%PDF-1.4 %%EOF", name="kranich.pdf"))
    for section in sections:
        ArticlePageFactory(parent=section, title=f"Kranich {section.title}")
    MunicipalityPageFactory(parent=home, place=place, title="Kranich am See")
    translate_page(sections[0], title="Living with cranes")
    story = [
        {"type": "contact", "value": {"contact": contact.pk, "title": ""}},
        {"type": "document", "value": {"document": file.pk, "title": ""}},
    ]
    page = ArticlePageFactory(parent=sections[0], title="Kranich und Kontakt", story=json.dumps(story))
    page.save_revision().publish()
    company = OrganizationFactory(name="Kranichwerk GmbH", place=place)
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home), organization=company)
    OfferFactory.create_batch(3, organization=company, place=place, title="Kranichpflege in Teilzeit")
    indexing.rebuild()


@pytest.mark.parametrize("address", ["/suche/", "/en/suche/"])
def test_a_page_of_results_asks_few_times(everything, django_assert_max_num_queries, address):
    visitor = Client()
    kinds = {hit.kind_code for hit in visitor.get(address, {"q": WORDS}).context["results"].hits}

    with django_assert_max_num_queries(MOST_QUERIES):
        visitor.get(address, {"q": WORDS})

    assert {"page", "company", "offer", "contact"} <= kinds
