"""The page tree of a small portal."""

import json
from datetime import date

import factory
from wagtail.models import Locale, Page, Site
from wagtail_factories import PageFactory

from cms.companies.models import CompanyIndexPage, CompanyPage
from cms.core.models import Reference
from cms.welcome.models import (
    ArticlePage,
    FormField,
    FormPage,
    HomePage,
    LegalPage,
    MunicipalityPage,
    SectionPage,
    StoryIndexPage,
    StoryPage,
)
from tests.factories.matching import OrganizationFactory, PlaceFactory


class HomePageFactory(PageFactory):
    """A start page; `serve_portal()` hangs one below the root and serves it."""

    class Meta:
        model = HomePage

    title = "Ankommen. Wiederkommen. Bleiben."
    slug = "start"
    lead = "Arbeit, Wohnung, Kita – und Menschen, die Ihnen weiterhelfen."


class SectionPageFactory(PageFactory):
    """A section below the start page, in the menu and in the arcade."""

    class Meta:
        model = SectionPage

    title = factory.Sequence(lambda n: f"Ankommen {n + 1}")
    summary = "Wohnung, Anmeldung, Sprache: was zuerst und was später."
    show_in_menus = True
    is_in_arcade = True


class ArticlePageFactory(PageFactory):
    """An article with one block of each kind."""

    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda n: f"Neue Wohnung anmelden {n + 1}")
    summary = "Wer in eine Wohnung einzieht, meldet sich bei der Gemeinde an."
    responsible = "Sachgebiet Willkommen"
    story = factory.LazyFunction(lambda: json.dumps([*STORY, _law()]))


class LegalPageFactory(PageFactory):
    """What a portal must say about itself; an imprint unless told."""

    class Meta:
        model = LegalPage

    title = "Impressum"
    legal_kind = LegalPage.Kind.IMPRINT
    story = factory.LazyFunction(lambda: json.dumps(STORY[:1]))


class StoryIndexPageFactory(PageFactory):
    """The list of stories."""

    class Meta:
        model = StoryIndexPage

    title = "Geschichten"
    slug = "geschichten"


class StoryPageFactory(PageFactory):
    """A story that the person has agreed to."""

    class Meta:
        model = StoryPage

    title = factory.Sequence(lambda n: f"Vom Deutschkurs an die Drehbank {n + 1}")
    summary = "Yonas hat in Niesky seine Ausbildung beendet und trainiert jetzt die F-Jugend."
    person_name = "Yonas Tesfay"
    story_kind = "Angekommen"
    quote = "Hier kennt mich inzwischen jeder Trainer."
    person_consented = True
    story = factory.LazyFunction(lambda: json.dumps(STORY[:1]))


class MunicipalityPageFactory(PageFactory):
    """A municipality with a color of its own."""

    class Meta:
        model = MunicipalityPage

    place = factory.SubFactory(PlaceFactory)
    title = factory.SelfAttribute("place.name")
    summary = "Zwischen Heide und Teichen: Rathaus, Kitas und Vereine an einem Ort."
    color = "#0b6b3a"


class FormPageFactory(PageFactory):
    """A form with a question for the name, one for the address and one for the message."""

    class Meta:
        model = FormPage
        skip_postgeneration_save = True

    title = "Nachricht schreiben"
    form_purpose = FormPage.Purpose.CONTACT
    recipient = "willkommen@landkreis.example"
    thanks = "<p>Wir antworten in zwei Tagen.</p>"

    @factory.post_generation
    def questions(self, create: bool, extracted: object, **_options: object) -> None:
        for number, (label, field_type) in enumerate(QUESTIONS):
            FormField.objects.create(page=self, sort_order=number, label=label, field_type=field_type)


QUESTIONS = (("Ihr Name", "singleline"), ("Ihre E-Mail-Adresse", "email"), ("Ihre Nachricht", "multiline"))


class CompanyIndexPageFactory(PageFactory):
    """The list of companies."""

    class Meta:
        model = CompanyIndexPage

    title = "Betriebe"
    slug = "betriebe"


class CompanyPageFactory(PageFactory):
    """The page of an organization."""

    class Meta:
        model = CompanyPage

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.SelfAttribute("organization.name")
    summary = "Förderanlagen aus Niesky."
    story = factory.LazyFunction(lambda: json.dumps(STORY[:1]))


STORY = [
    {"type": "text", "value": "<h2>Was Sie brauchen</h2><p>Ausweis und Bestätigung des Vermieters.</p>"},
    {
        "type": "steps",
        "value": {"steps": [{"title": "Termin holen", "text": "<p>Rufen Sie an.</p>"}]},
    },
    {"type": "callout", "value": {"title": "Zwei Wohnungen?", "text": "<p>Eine davon ist die Hauptwohnung.</p>"}},
]


def _law() -> dict[str, object]:
    """Return a block that shows one reference record."""
    reference, _is_new = Reference.objects.get_or_create(
        key="F900",
        defaults={
            "topic": "Anmeldung",
            "reference": "§ 17 Bundesmeldegesetz",
            "statement": "Wer umzieht, meldet sich an.",
            "source": "Gesetzestext",
            "as_of": "2026-11",
            "review_date": date(2099, 1, 1),
        },
    )
    return {"type": "law", "value": {"references": [reference.pk]}}


def serve_portal() -> HomePage:
    """Make a German start page the root of the only site, and add the English language."""
    Locale.objects.get_or_create(language_code="en")
    home = HomePageFactory(parent=Page.get_first_root_node())
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True)
    Site.clear_site_root_paths_cache()
    return home


def translate_page(page: Page, *, title: str, language_code: str = "en") -> Page:
    """Publish a translation of a page; its parent must have been translated before."""
    translation = page.copy_for_translation(Locale.objects.get(language_code=language_code))
    translation.title = title
    translation.save_revision().publish()
    return translation
