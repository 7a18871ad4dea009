"""Pages in Arabic: from right to left, and not a word of the interface in German or English."""

import re
from datetime import datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Locale
from wagtail.rich_text import RichText

from cms.core.blocks import StoryBlock
from cms.core.models import Contact, ContactWording, PortalDocument, PortalImage, Reference, ReferenceWording
from matching.models import Offer, PublicationSettings
from search import indexing
from tests.factories import (
    ArticlePageFactory,
    CompanyIndexPageFactory,
    CompanyPageFactory,
    FormPageFactory,
    LegalPageFactory,
    MunicipalityPageFactory,
    OfferFactory,
    OrganizationFactory,
    PlaceFactory,
    SectionPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
    serve_portal,
    set_publication_mode,
)
from tests.factories.events import EventIndexPageFactory, EventPageFactory
from tests.factories.mentoring import MentoringIndexPageFactory, ProgramPageFactory

pytestmark = pytest.mark.django_db

ARABIC = re.compile("[\u0600-\u06ff]")
LATIN_WORD = re.compile(r"[^\W\d_]{3,}")
# Names, and what is written the same everywhere.
NAMES = (
    *("Heimathafen", "Landkreis Görlitz", "GeoBasis", "Kranichwerk GmbH", "Niesky", "Deutsch", "English"),
    *("willkommen@landkreis.example", "https", "PDF", "Deutschland", "Ausblick", "Milena Hartmann"),
)
SPOKEN_ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SILENT = {"script", "style", "svg"}


class Reader(HTMLParser):
    """Collects what a reader of Arabic sees or hears; parts marked as another language are left out."""

    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        is_heard = (not self.open or self.open[-1][1]) and named.get("lang", "ar") == "ar" and tag not in SILENT
        if is_heard:
            self.texts += [value for name, value in attributes if name in SPOKEN_ATTRIBUTES and value]
        if tag not in VOID:
            self.open.append((tag, is_heard))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and self.open and self.open[-1][1]:
            self.texts.append(" ".join(data.split()))


def foreign_words(html: str) -> list[str]:
    """Return the texts that hold words in Latin letters and are neither names nor marked."""
    reader = Reader()
    reader.feed(html)
    found = []
    for text in reader.texts:
        rest = text
        for name in NAMES:
            rest = rest.replace(name, "")
        if LATIN_WORD.search(rest) and not ARABIC.search(rest):
            found.append(text)
    return found


def filled_story() -> list[tuple[str, object]]:
    """Return every block of a story with its Arabic example."""
    with translation.override("ar"):
        samples = {name: block.get_preview_value() for name, block in StoryBlock().child_blocks.items()}
    for row in samples["table"]["table"].row_data:
        row["values"] = [RichText(one) if isinstance(one, str) else one for one in row["values"]]
    samples["video"]["video"] = samples["document"]["document"] = PortalDocument.objects.get()
    return list(samples.items())


def in_arabic(page, title, **fields):
    """Publish a page's Arabic translation, with these words in place of the German ones."""
    twin = page.copy_for_translation(Locale.objects.get(language_code="ar"))
    for name, value in {"title": title, "summary": f"{title}.", **fields}.items():
        setattr(twin, name, value)
    twin.save_revision().publish()
    twin.refresh_from_db()
    return twin


@pytest.fixture
def records():
    PortalImage.objects.create(title="السوق", file=get_test_image_file(), alternative_text="السوق في الصباح")
    PortalDocument.objects.create(title="نشرة", file=ContentFile(b"%PDF-1.4", name="merkblatt.pdf"))
    contact = Contact.objects.create(key="willkommen", name="نور", role="Beratung", hours="Mo", languages="Deutsch")
    ContactWording.objects.create(
        contact=contact, language_code="ar", role="استشارة", hours="الاثنين", languages="العربية"
    )
    reference = Reference.objects.create(
        key="F900",
        topic="Anmeldung",
        reference="§ 17 Bundesmeldegesetz",
        statement="Wer umzieht, meldet sich an.",
        source="Gesetzestext",
        as_of="2026-11",
        review_date=datetime(2099, 1, 1, tzinfo=ZoneInfo("UTC")).date(),
    )
    ReferenceWording.objects.create(reference=reference, language_code="ar", statement="من ينتقل يسجّل سكنه.")


@pytest.fixture
def pages(records):
    """The pages of a small portal in Arabic, by kind."""
    set_publication_mode(PublicationSettings.Mode.CARRIER)
    home = serve_portal()
    Locale.objects.get_or_create(language_code="ar")
    place = PlaceFactory(name="Niesky")
    organization = OrganizationFactory(name="Kranichwerk GmbH", place=place)
    OfferFactory(organization=organization, place=place, title="Ausblick", kind=Offer.Kind.JOB)
    moment = datetime(2099, 11, 21, 17, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    german = {"home": home}
    german["section"] = SectionPageFactory(parent=home, title="Ankommen", slug="ankommen")
    german["article"] = ArticlePageFactory(parent=german["section"], title="Umzug", slug="umzug", responsible="")
    german["companies"] = CompanyIndexPageFactory(parent=home)
    german["company"] = CompanyPageFactory(parent=german["companies"], organization=organization)
    german["municipality"] = MunicipalityPageFactory(parent=home, place=place)
    german["stories"] = StoryIndexPageFactory(parent=home)
    german["story"] = StoryPageFactory(parent=german["stories"])
    german["events"] = EventIndexPageFactory(parent=home)
    german["event"] = EventPageFactory(parent=german["events"], starts_at=moment, ends_at=None, place=place)
    german["mentoring"] = MentoringIndexPageFactory(parent=home)
    german["program"] = ProgramPageFactory(parent=german["mentoring"])
    german["form"] = FormPageFactory(parent=home)
    german["imprint"] = LegalPageFactory(parent=home)
    story = filled_story()
    arabic = {}
    for kind, page in german.items():
        words = {"story": story if kind == "article" else []}
        if kind == "home":
            words["lead"] = "عمل وسكن وأشخاص يساعدونكم."
        if kind == "event":
            words |= {"audience": "للجميع", "venue": "القاعة"}
        if kind == "story":
            words |= {"story_kind": "الوصول", "quote": "هنا بدأت من جديد.", "person_name": "نور"}
        if kind == "program":
            words |= {"for_whom": "لليافعين", "duration": "سنة", "time_needed": "ساعتان"}
        if kind == "form":
            words["thanks"] = "<p>شكرًا.</p>"
        arabic[kind] = in_arabic(page, "تسجيل السكن" if kind == "article" else "صفحة عن البلدة", **words)
    for question in arabic["form"].form_fields.all():
        question.label = "سؤال"
        question.save()
    indexing.rebuild()
    return arabic


KINDS = (
    *("home", "section", "article", "companies", "company", "municipality", "stories", "story"),
    *("events", "event", "mentoring", "program", "form", "imprint"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_in_arabic_holds_no_word_of_german_or_english(client, pages, kind):
    answer = client.get(pages[kind].url)

    html = answer.content.decode()
    assert answer.status_code == 200
    assert '<html lang="ar" dir="rtl">' in html
    assert "heimathafen-rtl" in html
    assert foreign_words(html) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ar/suche/", 200),
        ("/ar/suche/?q=البلدة", 200),
        ("/ar/suche/?q=ابجدهوز", 200),
        ("/ar/angebote/", 200),
        ("/ar/angebote/?ort=x&umkreis=999", 200),
        ("/ar/gibt-es-nicht/", 404),
    ],
)
def test_search_offers_and_errors_in_arabic_hold_no_word_of_german_or_english(client, pages, path, status):
    answer = client.get(path)

    html = answer.content.decode()
    assert answer.status_code == status
    assert '<html lang="ar" dir="rtl">' in html
    assert foreign_words(html) == []


def test_an_offer_is_german_in_an_arabic_frame_and_marked(client, pages):
    html = client.get(f"/ar/angebote/{Offer.objects.get().public_id}/").content.decode()

    assert '<html lang="ar" dir="rtl">' in html
    assert foreign_words(html) == []


def test_dates_and_numbers_are_written_as_in_arabic(client, pages):
    html = client.get(pages["event"].url).content.decode()

    assert "نوفمبر" in html
    assert "November" not in html


def test_arabic_words_find_arabic_pages(client, pages):
    html = client.get("/ar/suche/?q=والسكن").content.decode()

    assert f'href="{pages["article"].url}"' in html


def test_the_kinds_of_offers_have_arabic_names():
    with translation.override("ar"):
        assert all(ARABIC.search(str(kind.label)) for kind in Offer.Kind)


def test_this_test_finds_what_it_looks_for():
    html = '<html lang="ar"><body><p>نص Suche</p><p>Suche</p><i lang="de">Suche</i><input placeholder="Search"></body>'

    assert foreign_words(html) == ["Suche", "Search"]
