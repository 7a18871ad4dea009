"""The pages of the demonstration in all languages."""

from cms.demo.services.pages.companies import build_company_pages
from cms.demo.services.pages.kinds import KINDS, World
from cms.demo.services.pages.tree import BuiltPages, build_pages, page_order

__all__ = ["KINDS", "BuiltPages", "World", "build_company_pages", "build_pages", "page_order"]
