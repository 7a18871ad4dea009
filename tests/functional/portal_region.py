"""A portal with a page of every type, with words that are too long for a phone, in German, English and Arabic."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.accounts import services as accounts
from cms.core.models import BasePage, Contact, PortalDocument, PortalImage, Reference
from cms.welcome.models import FormPage, HomePage, LegalPage, SectionPage
from matching.models import Offer, Place, PublicationSettings
from search import indexing
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    FormPageFactory,
    LegalPageFactory,
    MunicipalityPageFactory,
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
from tests.factories.records import ContactFactory, ReferenceFactory, make_picture
from tests.factories.stories import LONG_WORD, every_block
from tests.functional.region import publish_job

LONG_NAME = "Verkehrsinfrastrukturfinanzierungsgesellschaft Oberlausitz GmbH"
TOWNS = ("Niesky", "Görlitz", "Zittau", "Löbau", "Bad Muskau")
DOORS = (("arrive", "Ankommen"), ("work", "Arbeiten"), ("learn", "Lernen"), ("live", "Leben"))
ARABIC_HOME = "الوصول. العودة. البقاء."
ARABIC_ARTICLE = "التسجيل في مكان السكن"
ENGLISH_ARTICLE = "Register your new flat"
GERMAN_ARTICLE = f"Neue Wohnung anmelden: {LONG_WORD}"
KITA = "Kita-Platz finden"
N_JOBS = 4


@dataclass(frozen=True)
class Records:
    """What several pages show: whoever changes one of these changes all of them."""

    contact: Contact
    reference: Reference
    picture: PortalImage
    document: PortalDocument


@dataclass(frozen=True)
class PortalRegion:
    """Pages by name, one of each type among them, and the records that they share."""

    pages: Mapping[str, BasePage]
    records: Records
    offer: Offer

    def path(self, name: str, language_code: str = "de") -> str:
        """Return the address of a page in a language."""
        page = self.pages[name]
        if language_code != "de":
            page = page.get_translation(Locale.objects.get(language_code=language_code))
        return str(page.get_url_parts()[2])


def build_portal() -> PortalRegion:
    """Write everything, translate some of it, let German stand in for the rest, and make it searchable."""
    accounts.ensure_roles()
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home = serve_portal()
    home.often_searched = "Kita, Wohnung, Deutschkurs"
    home.save()
    places = {name: PlaceFactory(name=name) for name in TOWNS}
    records = Records(
        contact=ContactFactory(name="Beate Hornig", role=f"Fragen zu {LONG_WORD}", email="lotsen@landkreis.example"),
        reference=ReferenceFactory(reference="§ 17 Bundesmeldegesetz", statement=f"{LONG_WORD} mitbringen."),
        picture=make_picture(),
        document=_document(),
    )
    pages = {"home": home, **_welcome(home, records, places), **_areas(home, records, places)}
    offers = [publish_job(number, pages["company"].organization) for number in range(N_JOBS)]
    # When all is there: these pages show records and other pages.
    story = [*every_block(), _contact(records), _law(records), *CHECKLIST]
    pages["article"].story = json.dumps(story, cls=DjangoJSONEncoder)
    pages["article"].save_revision().publish()
    _translate(pages)
    Site.clear_site_root_paths_cache()
    return PortalRegion(pages, records, offers[0])


def make_searchable() -> None:
    """Build the search index of what is there."""
    indexing.rebuild()


def _welcome(home: HomePage, records: Records, places: Mapping[str, Place]) -> dict[str, BasePage]:
    sections = [
        SectionPageFactory(parent=home, title=title, slug=title.lower(), door=door, picture=records.picture)
        for door, title in DOORS
    ]
    arrive, _work, _learn, live = sections
    subject = SectionPageFactory(parent=arrive, title="Die ersten Wochen", is_in_arcade=False)
    town = MunicipalityPageFactory(
        parent=live, place=places["Niesky"], logo=records.picture, contact=records.contact, picture=records.picture
    )
    stories = StoryIndexPageFactory(parent=live)
    return {
        "section": arrive,
        "subject": subject,
        "article": ArticlePageFactory(parent=arrive, title=GERMAN_ARTICLE, slug="wohnung", picture=records.picture),
        "short article": ArticlePageFactory(
            parent=subject,
            title=KITA,
            slug="kita",
            summary="Krippe, Kindergarten oder Hort: So melden Sie Ihr Kind an.",
            review_date=timezone.localdate() - timedelta(days=1),
            story=json.dumps([_contact(records), _law(records)]),
        ),
        "municipality": town,
        "article of a municipality": ArticlePageFactory(parent=town, title=f"Rathaus und {LONG_WORD}", slug="rathaus"),
        "story list": stories,
        "story": StoryPageFactory(parent=stories, picture=records.picture, place=places["Zittau"]),
        "imprint": LegalPageFactory(parent=home, title="Impressum", slug="impressum"),
        "privacy": LegalPageFactory(
            parent=home, title="Datenschutz", slug="datenschutz", legal_kind=LegalPage.Kind.PRIVACY
        ),
        "accessibility statement": LegalPageFactory(
            parent=home, title="Barrierefreiheit", slug="barrierefreiheit", legal_kind=LegalPage.Kind.ACCESSIBILITY
        ),
        "form": FormPageFactory(parent=home, title="Nachricht schreiben", slug="kontakt", contact=records.contact),
        "barrier form": FormPageFactory(
            parent=home, title="Barriere melden", slug="barriere", form_purpose=FormPage.Purpose.ACCESSIBILITY
        ),
    }


def _areas(home: HomePage, records: Records, places: Mapping[str, Place]) -> dict[str, BasePage]:
    _arrive, work, learn, live = SectionPage.objects.child_of(home)
    companies = CompanyIndexPageFactory(parent=work)
    organization = OrganizationFactory(name=LONG_NAME, place=places["Görlitz"])
    events = EventIndexPageFactory(parent=live)
    begins = timezone.now() + timedelta(days=30)
    when = {"starts_at": begins, "ends_at": begins + timedelta(hours=3), "place": places["Löbau"]}
    mentoring = MentoringIndexPageFactory(parent=learn)
    handbook = HandbookPageFactory(parent=work, picture=records.picture)
    # Lists show one line with everything and one with as little as editors may give.
    CompanyPageFactory(parent=companies, organization=OrganizationFactory(place=places["Zittau"]), summary="")
    EventPageFactory(parent=events, **when, is_cancelled=True)
    EventPageFactory(parent=events)
    return {
        "company list": companies,
        "company": CompanyPageFactory(
            parent=companies, organization=organization, picture=records.picture, logo=records.picture, slug="bahn"
        ),
        "handbook": handbook,
        "chapter": HandbookChapterPageFactory(parent=handbook, references=[records.reference]),
        "event list": events,
        "event": EventPageFactory(parent=events, **when, title=f"Sprechstunde {LONG_WORD}", contact=records.contact),
        "mentoring": mentoring,
        "program": ProgramPageFactory(parent=mentoring, contact=records.contact, picture=records.picture),
    }


def _translate(pages: Mapping[str, BasePage]) -> None:
    """Write some pages in English and Arabic; every other page stands in for itself, as the portal shows it."""
    arabic, _is_new = Locale.objects.get_or_create(language_code="ar")
    Site.clear_site_root_paths_cache()
    translate_page(pages["home"], title="Arrive. Return. Stay.")
    translate_page(pages["section"], title="Arriving")
    _write_in(pages["article"], "en", ENGLISH_ARTICLE, "You register with the municipality.")
    translate_page(pages["home"], title=ARABIC_HOME, language_code="ar")
    translate_page(pages["section"], title="الوصول", language_code="ar")
    _write_in(pages["article"], "ar", ARABIC_ARTICLE, "سجّل مكان سكنك في البلدية.")
    for page in Page.objects.filter(locale__language_code="de", depth__gt=2).order_by("path").specific():
        for locale in (Locale.objects.get(language_code="en"), arabic):
            if not page.has_translation(locale):
                page.copy_for_translation(locale, alias=True)


def _write_in(page: BasePage, language_code: str, title: str, text: str) -> BasePage:
    twin = translate_page(page, title=title, language_code=language_code)
    checklist = [block for block in page.story.raw_data if block["type"] == "checklist"]
    twin.summary = text
    twin.story = json.dumps([{"type": "text", "value": f"<h2>{title}</h2><p>{text}</p>"}, *checklist])
    twin.save_revision().publish()
    return twin


def _contact(records: Records) -> dict[str, object]:
    return {"type": "contact", "value": {"contact": records.contact.pk, "title": ""}}


def _law(records: Records) -> dict[str, object]:
    return {"type": "law", "value": {"references": [records.reference.pk]}}


CHECKLIST = [
    {
        "type": "checklist",
        "value": {
            "title": "Das bringen Sie mit",
            "items": [
                {
                    "id": f"00000000-0000-4000-8000-00000000000{number}",
                    "type": "item",
                    "value": {"title": title, "text": ""},
                }
                for number, title in enumerate(("Ausweis", "Mietvertrag", LONG_WORD), start=1)
            ],
        },
    }
]


def _document() -> PortalDocument:
    return PortalDocument.objects.create(title="Vordruck", file=ContentFile(b"%PDF-1.4 %%EOF", name="vordruck.pdf"))
