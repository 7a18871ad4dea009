"""What is searchable and how it becomes one document shape; areas of the portal register their sources here."""

from search.documents.offers import OfferSource
from search.documents.registry import (
    DocumentSource,
    UnknownSourceError,
    register,
    source_named,
    sources,
    unregister,
    visible_ids,
)
from search.documents.shape import DocumentKind, SearchDocument, version_of

__all__ = [
    "DocumentKind",
    "DocumentSource",
    "OfferSource",
    "SearchDocument",
    "UnknownSourceError",
    "register",
    "source_named",
    "sources",
    "unregister",
    "version_of",
    "visible_ids",
]
