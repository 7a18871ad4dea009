"""Django's entry for the room `operating`."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperatingConfig(AppConfig):
    """Back-up, restore, upgrade."""

    name = "cms.operating"
    label = "operating"
    verbose_name = _("Operating")

    def ready(self) -> None:
        from cms.core import departures
        from cms.operating import ledger

        departures.tell_me(ledger.note)
