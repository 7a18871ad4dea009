"""Company pages, and the handbook for those who hire."""

from cms.companies.models.companies import CompanyIndexPage, CompanyPage
from cms.companies.models.handbook import HandbookChapterPage, HandbookPage

__all__ = ["CompanyIndexPage", "CompanyPage", "HandbookChapterPage", "HandbookPage"]
