"""Django's entry for the room `search`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Full-text search over pages, organizations and offers."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Register what search itself can make documents of; the portal registers its pages."""
        from search import checks, documents

        documents.register(documents.OfferSource())
        assert checks  # importing it registers its checks
