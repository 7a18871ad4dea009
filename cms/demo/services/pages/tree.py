"""The pages in German, their translations, and the marked German pages where a translation is missing."""

import json
from collections.abc import Mapping
from datetime import date

from django.conf import settings
from wagtail.models import Locale, Page, PageLogEntry, Site

from cms.accounts.models import User
from cms.core.models import BasePage, CareMixin, Reference
from cms.demo.content import FOLDER, Fact, PageText, read_facts, read_pages
from cms.demo.markup import Block, Records, blocks
from cms.demo.services.pages.kinds import Fields, World, add_questions, new_page

LANGUAGE_CODES = ("de", "en", "ar")
# All other pages are met in German, and marked, where the own language has none yet.
WITHOUT_FALLBACK = ("home", "companies")

BuiltPages = dict[str, dict[str, BasePage]]
"""Language code → key → page."""


def page_order() -> list[str]:
    """Return the keys of all pages as they stand in the tree, parents first."""
    return (FOLDER / "pages" / "order.txt").read_text(encoding="utf-8").split()


def build_pages(*, owner: User, world: World) -> BuiltPages:
    """Build the tree of each language and make the German start page the root of the site."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGE_CODES}
    texts = {code: read_pages(code) for code in LANGUAGE_CODES}
    pages: BuiltPages = {code: {} for code in LANGUAGE_CODES}
    for key in page_order():
        for code in LANGUAGE_CODES:
            if key not in texts[code]:
                continue
            fields = _fields(key, code, texts)
            original = pages["de"].get(key)
            own_key = {"translation_key": original.translation_key} if original else {}
            page = new_page(fields, world=world, owner=owner, locale=locales[code], **own_key)
            parent = Page.get_first_root_node() if fields.get("kind") == "home" else pages[code][fields["parent"]]
            parent.add_child(instance=page)
            pages[code][key] = page
    _publish(pages, texts, world)
    _serve(pages["de"]["start"])
    _mark_missing(pages, texts, locales)
    return pages


def review_date_of(facts: list[Fact]) -> date | None:
    """Return the day on which the first of the facts must be checked again."""
    return min((date.fromisoformat(fact.review_after) for fact in facts), default=None)


def _fields(key: str, code: str, texts: Mapping[str, Mapping[str, PageText]]) -> Fields:
    """Return the fields of a page's file; what a translation leaves out is as in German."""
    return {"slug": key, **texts["de"][key].fields, **texts[code][key].fields}


def _publish(pages: BuiltPages, texts: Mapping[str, Mapping[str, PageText]], world: World) -> None:
    """Write the bodies once all pages exist, since they link to each other; untranslated pages are met in German."""
    facts = read_facts()
    contacts = {key: contact.pk for key, contact in world.contacts.items()}
    references = dict(Reference.objects.values_list("key", "pk"))
    german_ids = {key: page.pk for key, page in pages["de"].items()}
    for code, tree in pages.items():
        page_ids = german_ids | {key: page.pk for key, page in tree.items()}
        records = Records(pages=page_ids, contacts=contacts, references=references)
        for key, unfinished in tree.items():
            # Read again: pages were hung below this one since, and an old copy would forget them.
            tree[key] = page = type(unfinished).objects.get(pk=unfinished.pk)
            used = [facts[name] for name in texts["de"][key].fact_keys]
            body = [*blocks(texts[code][key].text, records=records), *_law(used, records)]
            page.story = json.dumps(body)
            add_questions(page, _fields(key, code, texts))
            if isinstance(page, CareMixin):
                page.review_date = review_date_of(used)
            page.save_revision().publish()


def _law(facts: list[Fact], records: Records) -> list[Block]:
    if not facts:
        return []
    return [Block(type="law", value={"references": [records.references[fact.key] for fact in facts]})]


def _mark_missing(
    pages: BuiltPages, texts: Mapping[str, Mapping[str, PageText]], locales: Mapping[str, Locale]
) -> None:
    """Hang a German page into each tree that lacks it: as an alias, which the page marks as German."""
    for code in LANGUAGE_CODES[1:]:
        for key in page_order():
            german = texts["de"][key].fields
            is_wanted = german.get("kind", "article") not in WITHOUT_FALLBACK and german["parent"] in pages[code]
            if key not in texts[code] and is_wanted:
                original = pages["de"][key]
                original.refresh_from_db()
                pages[code][key] = original.copy_for_translation(locales[code], alias=True)


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
