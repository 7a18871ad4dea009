"""What the portal's own rooms put into the search: pages, the contacts they show, and files for download."""

from cms.core.search_documents.contacts import ContactSource
from cms.core.search_documents.files import FileSource
from cms.core.search_documents.pages import PageSource
from search.documents import register

__all__ = ["ContactSource", "FileSource", "PageSource", "register_sources"]


def register_sources() -> None:
    """Let search know them."""
    for source in (PageSource(), ContactSource(), FileSource()):
        register(source)
