"""A page for each organization."""

from collections.abc import Mapping
from html import escape
from typing import Any

from cms.accounts.models import User
from cms.companies.models import CompanyPage
from cms.core.models import PortalImage
from cms.demo.services.organizations import BuiltOrganization
from cms.demo.services.pages.tree import BuiltPages

HEADING = "Gut zu wissen"
LANGUAGE_CODES = ("de", "en")


def build_company_pages(
    *,
    owner: User,
    organizations: Mapping[str, BuiltOrganization],
    pages: BuiltPages,
    pictures: Mapping[str, tuple[PortalImage, PortalImage]],
) -> int:
    """Give every organization a page in each language; return how many were made.

    `pictures` holds logo and picture by the organization's key.
    """
    for key, built in organizations.items():
        german = CompanyPage(summary=built.source["opens"][0], story=[("text", _text(built.source))])
        english = CompanyPage(summary=built.source["summary_en"], translation_key=german.translation_key)
        for code, page in zip(LANGUAGE_CODES, (german, english), strict=True):
            index = pages[code]["unternehmen"]
            page.title, page.slug, page.organization = built.record.name, key, built.record
            page.logo, page.picture = pictures.get(key, (None, None))
            page.owner, page.locale = owner, index.locale
            index.add_child(instance=page)
            page.save_revision().publish()
    return len(LANGUAGE_CODES) * len(organizations)


def _text(source: Mapping[str, Any]) -> str:
    items = "".join(f"<li>{escape(sentence, quote=False)}</li>" for sentence in source["closes"])
    return f"<h2>{HEADING}</h2><ul>{items}</ul>"
