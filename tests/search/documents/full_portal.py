"""A portal with one published thing of each searchable sort, and makers of contacts and files that pages show."""

import json
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Page

from cms.core.models import Contact, DocumentText, PortalDocument
from matching.models import PublicationSettings
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    FormPageFactory,
    LegalPageFactory,
    MunicipalityPageFactory,
    OccupationFactory,
    OfferFactory,
    PlaceFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    serve_portal,
    set_publication_mode,
)
from tests.factories.events import EventIndexPageFactory, EventPageFactory
from tests.factories.handbook import HandbookChapterPageFactory, HandbookPageFactory
from tests.factories.mentoring import MentoringIndexPageFactory, ProgramPageFactory
from tests.factories.records import ContactFactory


@dataclass(frozen=True, slots=True)
class Portal:
    """What a test may want to change."""

    home: Page
    section: Page
    article: Page
    contact: Contact
    file: PortalDocument


def publish_everything(words: str = "Willkommen") -> Portal:
    """Publish one of each; the words stand in most of them."""
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home = serve_portal()
    section = SectionPageFactory(parent=home, title=f"{words} Bereich")
    contact, file = ContactFactory(place=PlaceFactory()), stored_file(title=f"{words} Merkblatt", text=words)
    article = ArticlePageFactory(parent=section, title=f"{words} Artikel", story=story_with(contact=contact, file=file))
    article.save_revision().publish()
    LegalPageFactory(parent=home)
    FormPageFactory(parent=section)
    MunicipalityPageFactory(parent=section)
    StoryPageFactory(parent=StoryIndexPageFactory(parent=home), place=PlaceFactory())
    CompanyPageFactory(parent=CompanyIndexPageFactory(parent=home))
    HandbookChapterPageFactory(parent=HandbookPageFactory(parent=home))
    ProgramPageFactory(parent=MentoringIndexPageFactory(parent=home))
    EventPageFactory(parent=EventIndexPageFactory(parent=home))
    OfferFactory(title=f"{words} Stelle", occupation=OccupationFactory())
    return Portal(home, section, article, contact, file)


def story_with(*, contact: Contact | None = None, file: PortalDocument | None = None) -> str:
    """Return a body that shows a contact, a file, or both."""
    blocks: list[dict[str, Any]] = [{"type": "text", "value": "<p>Fragen Sie uns.</p>"}]
    if contact:
        blocks.append({"type": "contact", "value": {"contact": contact.pk, "title": ""}})
    if file:
        blocks.append({"type": "document", "value": {"document": file.pk, "title": "", "description": ""}})
    return json.dumps(blocks)


def stored_file(
    *, title: str = "Merkblatt", text: str = "", name: str = "merkblatt.pdf", **fields: Any
) -> PortalDocument:
    """Store a file whose words, where any are given, were read already."""
    document = PortalDocument.objects.create(title=title, file=ContentFile(b"%PDF-1.7", name=name), **fields)
    if text:
        DocumentText.objects.create(document=document, file_name=document.file.name, text=text)
    return document
