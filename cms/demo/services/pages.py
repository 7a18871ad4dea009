"""The pages in German, their English translations, and a page for each organization."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from cms.accounts.models import User
from cms.companies.models import CompanyIndexPage, CompanyPage
from cms.core.models import BasePage
from cms.demo.content import FOLDER, Fact, PageText, read_facts, read_pages
from cms.demo.markup import Block, blocks
from cms.demo.services.organizations import BuiltOrganization
from cms.welcome.models import ArticlePage, HomePage, SectionPage

KINDS: dict[str, type[BasePage]] = {
    "home": HomePage,
    "section": SectionPage,
    "article": ArticlePage,
    "companies": CompanyIndexPage,
}
OWN_FIELDS = ("title", "summary", "lead", "door", "is_in_arcade", "responsible")
COMPANY_HEADING = "Gut zu wissen"

BuiltPages = dict[str, dict[str, BasePage]]
"""Language code → key → page."""


def page_order() -> list[str]:
    """Return the keys of all pages as they stand in the tree, parents first."""
    return (FOLDER / "pages" / "order.txt").read_text(encoding="utf-8").split()


def build_pages(*, owner: User) -> BuiltPages:
    """Build both trees and make the German start page the root of the site."""
    german, english = (Locale.objects.get_or_create(language_code=code)[0] for code in ("de", "en"))
    texts = {code: read_pages(code) for code in ("de", "en")}
    pages: BuiltPages = {"de": {}, "en": {}}
    for key in page_order():
        pages["de"][key] = _add(texts["de"][key], pages["de"], owner=owner, locale=german)
        if key in texts["en"]:
            pages["en"][key] = _translate(pages["de"][key], texts["en"][key], owner=owner, locale=english)
    _publish(pages, texts)
    _serve(pages["de"]["start"])
    return pages


def build_company_pages(*, owner: User, organizations: Mapping[str, BuiltOrganization], pages: BuiltPages) -> int:
    """Give every organization a page in each language; return how many were made."""
    index = pages["de"]["unternehmen"]
    english = pages["en"]["unternehmen"].locale
    for key, built in organizations.items():
        page = CompanyPage(
            title=built.record.name,
            slug=key,
            summary=built.source["opens"][0],
            organization=built.record,
            owner=owner,
            locale=index.locale,
            story=[("text", _company_text(built.source))],
        )
        index.add_child(instance=page)
        page.save_revision().publish()
        translation = page.copy_for_translation(english)
        translation.summary, translation.story, translation.owner = built.source["summary_en"], [], owner
        translation.save_revision().publish()
    return 2 * len(organizations)


def review_date_of(facts: list[Fact]) -> date | None:
    """Return the day on which the first of the facts must be checked again."""
    return min((date.fromisoformat(fact.review_after) for fact in facts), default=None)


def _add(text: PageText, pages: Mapping[str, BasePage], *, owner: User, locale: Locale) -> BasePage:
    kind = text.fields.get("kind", "article")
    page = KINDS[kind](
        slug=text.key,
        owner=owner,
        locale=locale,
        live=False,
        show_in_menus=kind == "section",
        **{name: text.fields[name] for name in OWN_FIELDS if name in text.fields},
    )
    parent = Page.get_first_root_node() if kind == "home" else pages[text.fields["parent"]]
    parent.add_child(instance=page)
    return page


def _translate(page: BasePage, text: PageText, *, owner: User, locale: Locale) -> BasePage:
    translation: BasePage = page.copy_for_translation(locale)
    translation.owner = owner
    translation.slug = text.fields["slug"]
    for name in ("title", "summary", "lead"):
        if name in text.fields:
            setattr(translation, name, text.fields[name])
    translation.save()
    return translation


def _publish(pages: BuiltPages, texts: Mapping[str, Mapping[str, PageText]]) -> None:
    """Write the bodies once all pages exist, since they link to each other; untranslated pages are met in German."""
    facts = read_facts()
    german_ids = {key: page.pk for key, page in pages["de"].items()}
    for code, tree in pages.items():
        page_ids = german_ids | {key: page.pk for key, page in tree.items()}
        for key, unfinished in tree.items():
            # Read again: pages were hung below this one since, and an old copy would forget them.
            tree[key] = page = type(unfinished).objects.get(pk=unfinished.pk)
            text = texts[code][key]
            used = [facts[name] for name in text.fact_keys]
            if hasattr(page, "story"):
                page.story = [*blocks(text.text, page_ids=page_ids), *_law(page, used, text)]
            if isinstance(page, ArticlePage):
                page.review_date = review_date_of(used)
            page.save_revision().publish()


def _law(page: BasePage, facts: list[Fact], text: PageText) -> list[Block]:
    if not facts or not isinstance(page, ArticlePage):
        return []
    wording: Mapping[str, Any] = text.fields.get("statements", {})
    references = [
        {
            "reference": fact.reference,
            "statement": wording.get(fact.key, fact.statement),
            "as_of": fact.as_of,
        }
        for fact in facts
    ]
    return [("law", {"references": references})]


def _company_text(source: Mapping[str, Any]) -> str:
    items = "".join(f"<li>{escape(sentence, quote=False)}</li>" for sentence in source["closes"])
    return f"<h2>{COMPANY_HEADING}</h2><ul>{items}</ul>"


def _serve(home: Page) -> None:
    """Hang the German start page under the site's address; Wagtail's first page makes room for it."""
    site, _created = Site.objects.get_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
    )
    first_page = site.root_page
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.save()
    if first_page != home:
        first_page.delete()
