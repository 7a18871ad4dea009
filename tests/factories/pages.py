"""The page tree of a small portal."""

import json

import factory
from wagtail.models import Locale, Page, Site
from wagtail_factories import PageFactory

from cms.companies.models import CompanyIndexPage, CompanyPage
from cms.welcome.models import ArticlePage, HomePage, SectionPage
from tests.factories.matching import OrganizationFactory


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
    story = factory.LazyFunction(lambda: json.dumps(STORY))


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
    {
        "type": "law",
        "value": {
            "references": [
                {
                    "reference": "§ 17 Bundesmeldegesetz",
                    "statement": "Anmeldung, Abmeldung",
                    "as_of": "November 2026",
                }
            ]
        },
    },
]


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
