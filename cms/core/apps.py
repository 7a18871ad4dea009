"""Django's entry for the room `core`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What all pages share."""

    name = "cms.core"
    label = "core"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from cms.core import checks, search_documents, signal_handlers

        search_documents.register_sources()
        # Importing them connects them.
        assert checks
        assert signal_handlers
