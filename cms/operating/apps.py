"""Django's entry for the room `operating`."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class OperatingConfig(AppConfig):
    """Back-up, restore, upgrade."""

    name = "cms.operating"
    label = "operating"
    verbose_name = _("Operating")

    def ready(self) -> None:
        from cms.core import departures
        from cms.operating import error_reporting, ledger
        from cms.operating.condition.trust import commit

        departures.tell_me(ledger.note)
        if settings.ERROR_REPORTING_DSN:
            error_reporting.begin(release=commit())
