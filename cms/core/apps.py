"""Django's entry for the room `core`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    """What all pages share."""

    name = "cms.core"
    label = "core"
    verbose_name = _("Portal")

    def ready(self) -> None:
        from cms.core import checks, departures, locks, role_changes, search_documents, signal_handlers

        search_documents.register_sources()
        locks.put_in_place()
        role_changes.tell_me(locks.unlock_for)
        departures.tell_me(locks.unlock_after)
        # Importing them connects them.
        assert checks
        assert signal_handlers
