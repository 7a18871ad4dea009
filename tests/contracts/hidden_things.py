"""Everything visitors can read, in one section, with the same words in all of it; and the ways of hiding it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.core.models import Contact, PortalDocument, PortalImage
from matching.models import Offer, PublicationSettings
from search import indexing
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    FormPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    OrganizationFactory,
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
from tests.factories.records import ContactFactory, make_picture
from tests.search.documents.full_portal import stored_file

CANARY = "Zeisigfeder"
PRIVATE = ("login", "password", "groups")
WAYS = ("draft", "unpublished", "expired", "scheduled", *PRIVATE)


@dataclass(frozen=True)
class Planted:
    """What is hidden together, and the addresses at which somebody may look for it."""

    section: Page
    offer: Offer
    collection: Collection
    addresses: tuple[str, ...]
    rows: Mapping[str, int]  # as the desk's table of addresses calls them

    @property
    def pages(self) -> Any:
        """All pages of the section, in all languages."""
        trees = (page.pk for page in self.section.get_translations(inclusive=True))
        below = Page.objects.none()
        for pk in trees:
            below |= Page.objects.descendant_of(Page.objects.get(pk=pk), inclusive=True)
        return below


def plant(words: str = CANARY, *, home: Page | None = None) -> Planted:
    """Publish one of each with the words in it, and public pages that lead there."""
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home = home or serve_portal()
    section = SectionPageFactory(parent=home, slug="planted", **_named(words))
    collection = Collection.get_first_root_node().add_child(name=f"{words} Sammlung")
    contact = ContactFactory(name=f"{words} Kontakt", role=words, hours=words, place=PlaceFactory())
    organization = OrganizationFactory(name=f"{words} Werk", description=words, industry=f"{words} Bau")
    pages = _pages(section, words, contact, collection, organization)
    offer = OfferFactory(organization=organization, title=f"{words} Stelle", summary=words, description=words)
    text = "".join(f'<p><a linktype="page" id="{page.pk}">Mehr</a></p>' for page in pages.values())
    related = {"title": "", "pages": [page.pk for page in pages.values()]}
    ArticlePageFactory(
        parent=home,
        title="Was es noch gibt",
        slug="hinweise",
        story=json.dumps([{"type": "text", "value": text}, {"type": "related_pages", "value": related}]),
    )
    translate_page(home, title="Welcome")
    section.copy_for_translation(home.get_translations().get().locale, alias=True, copy_parents=True)
    for page in Page.objects.descendant_of(home, inclusive=True).specific():
        page.save_revision(clean=False).publish()
    indexing.rebuild()
    event = pages["event"]
    return Planted(
        section,
        offer,
        collection,
        (
            *(page.get_url() for page in pages.values()),
            f"/angebote/{offer.public_id}/",
            f"/termine/{event.translation_key}.ics",
        ),
        {
            "article": pages["article"].pk,
            "home": section.pk,
            "offer": offer.pk,
            "organization": organization.pk,
            "image": PortalImage.objects.get(collection=collection).pk,
            "document": PortalDocument.objects.get(collection=collection).pk,
        },
    )


def _named(words: str) -> dict[str, str]:
    return {"title": f"{words} Titel", "summary": f"{words} Zusammenfassung"}


def _pages(
    section: Page, words: str, contact: Contact, collection: Collection, organization: Any
) -> Mapping[str, Page]:
    named = _named(words)
    picture = make_picture(
        title=f"{words} Bild", alternative_text=words, author=words, collection=collection, width=300
    )
    file = stored_file(title=f"{words} Merkblatt", text=words, collection=collection)
    shown = {"image": picture.pk, "alt_text": words, "decorative": False}
    story = json.dumps(
        [
            {"type": "text", "value": f"<h2>{escape(words)}</h2><p>{escape(words)} im Text.</p>"},
            {"type": "callout", "value": {"title": words, "text": f"<p>{escape(words)}</p>"}},
            {"type": "steps", "value": {"steps": [{"title": words, "text": f"<p>{escape(words)}</p>"}]}},
            {"type": "picture", "value": {"picture": shown, "caption": words}},
            {"type": "contact", "value": {"contact": contact.pk, "title": ""}},
            {"type": "document", "value": {"document": file.pk, "title": words, "description": words}},
        ]
    )
    soon = timezone.now() + timedelta(days=10)
    stories, events = StoryIndexPageFactory(parent=section), EventIndexPageFactory(parent=section)
    handbook = HandbookPageFactory(parent=section, **named)
    return {
        "section": section,
        "article": ArticlePageFactory(parent=section, slug="planted-article", story=story, **named),
        "story": StoryPageFactory(parent=stories, slug="planted-story", person_name=words, story=story, **named),
        "event": EventPageFactory(
            parent=events, slug="planted-event", starts_at=soon, ends_at=None, venue=words, story=story, **named
        ),
        "company": CompanyPageFactory(
            parent=CompanyIndexPageFactory(parent=section), slug="planted-company", organization=organization, **named
        ),
        "municipality": MunicipalityPageFactory(parent=section, slug="planted-municipality", **named),
        "handbook": handbook,
        "chapter": HandbookChapterPageFactory(parent=handbook, slug="planted-chapter", **named),
        "program": ProgramPageFactory(
            parent=MentoringIndexPageFactory(parent=section), slug="planted-program", contact=contact, **named
        ),
        "form": FormPageFactory(parent=section, slug="planted-form", title=named["title"]),
    }


def hide(planted: Planted, way: str) -> None:
    """Hide all of it past everything that listens to changes: no surface may rely on having heard of it."""
    now = timezone.now()
    changes: dict[str, dict[str, object]] = {
        "draft": {
            "live": False,
            "first_published_at": None,
            "last_published_at": None,
            "has_unpublished_changes": True,
        },
        "unpublished": {"live": False},
        "expired": {"expire_at": now - timedelta(seconds=1)},
        "scheduled": {"go_live_at": now + timedelta(days=1)},
    }
    if way in PRIVATE:
        for section in planted.section.get_translations(inclusive=True):
            _restrict(PageViewRestriction(page=section, restriction_type=way, password=CANARY))
    else:
        planted.pages.update(**changes[way])
    # An offer and a file have no private state of a page: they are drafts, or lie in a private collection.
    Offer.objects.filter(pk=planted.offer.pk).update(**changes.get(way, {"live": False}))
    kind = way if way in PRIVATE else "login"
    _restrict(CollectionViewRestriction(collection=planted.collection, restriction_type=kind, password=CANARY))


def _restrict(restriction: PageViewRestriction | CollectionViewRestriction) -> None:
    type(restriction).objects.bulk_create([restriction])
    if restriction.restriction_type == "groups":
        type(restriction).objects.get(pk=restriction.pk).groups.add(Group.objects.get_or_create(name=CANARY)[0])
