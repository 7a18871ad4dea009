"""The pages in German, their English translations, and a page for each organization."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Locale, Page, PageLogEntry, Site

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
OWN_FIELDS = ("slug", "title", "summary", "lead", "door", "is_in_arcade", "responsible")
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
        fields = {"slug": key, **texts["de"][key].fields}
        page = pages["de"][key] = _add(fields, pages["de"], owner=owner, locale=german)
        if key in texts["en"]:
            fields |= texts["en"][key].fields
            pages["en"][key] = _add(
                fields, pages["en"], owner=owner, locale=english, translation_key=page.translation_key
            )
    _publish(pages, texts)
    _serve(pages["de"]["start"])
    return pages


def build_company_pages(*, owner: User, organizations: Mapping[str, BuiltOrganization], pages: BuiltPages) -> int:
    """Give every organization a page in each language; return how many were made."""
    for key, built in organizations.items():
        german = CompanyPage(summary=built.source["opens"][0], story=[("text", _company_text(built.source))])
        english = CompanyPage(summary=built.source["summary_en"], translation_key=german.translation_key)
        for code, page in (("de", german), ("en", english)):
            index = pages[code]["unternehmen"]
            page.title, page.slug, page.organization = built.record.name, key, built.record
            page.owner, page.locale = owner, index.locale
            index.add_child(instance=page)
            page.save_revision().publish()
    return 2 * len(organizations)


def review_date_of(facts: list[Fact]) -> date | None:
    """Return the day on which the first of the facts must be checked again."""
    return min((date.fromisoformat(fact.review_after) for fact in facts), default=None)


def _add(fields: Mapping[str, Any], pages: Mapping[str, BasePage], **more: Any) -> BasePage:
    """Hang a draft into the tree; its body follows when all pages are there."""
    kind = fields.get("kind", "article")
    own = {name: fields[name] for name in OWN_FIELDS if name in fields}
    page = KINDS[kind](live=False, show_in_menus=kind == "section", **own, **more)
    parent = Page.get_first_root_node() if kind == "home" else pages[fields["parent"]]
    parent.add_child(instance=page)
    return page


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
            "as_of": _as_of(fact, page.locale.language_code),
        }
        for fact in facts
    ]
    return [("law", {"references": references})]


def _as_of(fact: Fact, language_code: str) -> str:
    """Return the day a fact was read, as the page's language writes it."""
    with override(language_code):
        try:
            return date_format(date.fromisoformat(fact.as_of), "DATE_FORMAT")
        except ValueError:
            is_year_or_month = fact.as_of.replace("-", "").isdigit()
            return fact.as_of if is_year_or_month else _("without date")


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
        first_page_id = first_page.pk
        first_page.delete()
        # Nobody made that page, so nobody needs to know who deleted it.
        PageLogEntry.objects.filter(page_id=first_page_id).delete()
